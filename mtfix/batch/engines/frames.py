"""Pickled objects over a pipe between a job and the worker processes that it started."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct("<Q")


def send(pipe: IO[bytes], item: object) -> None:
    """Write one object.

    Raises:
        OSError: The other side is gone.
    """
    content = pickle.dumps(item, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one object.

    Raises:
        EOFError: The other side is gone.
    """
    length = _exactly(pipe, _LENGTH.size)
    return pickle.loads(_exactly(pipe, _LENGTH.unpack(length)[0]))


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    content = pipe.read(size)
    if len(content) != size:
        raise EOFError("the other side is gone")
    return content
