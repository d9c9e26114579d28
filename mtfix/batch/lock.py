"""One job at a time in an output folder; the system frees the lock however the job ends."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mtfix.batch.atomic import failure
from mtfix.batch.errors import FolderLocked


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file ``path``.

    Raises:
        FolderLocked: Another process holds it.
        BatchError: It cannot be made.
    """
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise failure(path, error) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(descriptor, 200).decode(errors="replace") or "unknown"
            raise FolderLocked(
                f"another job is at work in {path.parent.parent} ({holder}): "
                "wait for it, or write to another folder"
            ) from error
        try:
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode())
        except OSError as error:
            raise failure(path, error) from error
        yield
    finally:
        os.close(descriptor)
