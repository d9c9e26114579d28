"""Opens files, compressed or not, and cuts them into lines without ever holding a whole one.

The line reader keeps its own buffer: when a compressed file breaks off, what was read before
is not lost with the buffer of the library.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from mtfix.batch.errors import BatchError
from mtfix.errors import MissingExtra

MAX_RECORD_BYTES = 64 * 2**20
_CHUNK = 256 * 1024
_BOM = b"\xef\xbb\xbf"


class Unreadable(BatchError):
    """The rest of an input cannot be read; becomes a dead letter.

    Attributes:
        tail: What was read after the last whole record.
    """

    def __init__(self, message: str, tail: bytes = b"") -> None:
        super().__init__(message)
        self.tail = tail


@contextmanager
def opened(path: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The content of ``path``, decompressed by its ending, and the file as it is on disk."""
    with Path(path).open("rb") as raw:
        content = _decompressed(raw, Path(path).suffix.lower())
        try:
            yield content, raw
        finally:
            if content is not raw:
                content.close()


def read_all(path: str) -> bytes:
    """The whole content of ``path``, decompressed.

    Raises:
        Unreadable: It cannot be read, is cut off or damaged, or is longer than a record may be.
    """
    pieces: list[bytes] = []
    total = 0
    try:
        with opened(path) as (content, _):
            while chunk := content.read(_CHUNK):
                pieces.append(chunk)
                total += len(chunk)
                if total > MAX_RECORD_BYTES:
                    raise Unreadable(f"longer than {MAX_RECORD_BYTES} bytes")
    except _DAMAGE as error:
        raise Unreadable(_told(error), b"".join(pieces)) from error
    return b"".join(pieces)


def lines(content: IO[bytes]) -> Iterator[bytes]:
    """Lines with their line ends; a byte order mark at the start is dropped.

    Raises:
        Unreadable: The stream is cut off or damaged, or a line is longer than a record may be;
            holds the bytes after the last line that was yielded.
    """
    pending = b""
    first = True
    while True:
        try:
            chunk = content.read(_CHUNK)
        except _DAMAGE as error:
            raise Unreadable(_told(error), pending) from error
        if first:
            chunk, first = chunk.removeprefix(_BOM), False
        if not chunk:
            break
        block = pending + chunk
        end = block.rfind(b"\n") + 1
        if end:
            yield from (line + b"\n" for line in block[: end - 1].split(b"\n"))
        pending = block[end:]
        if len(pending) > MAX_RECORD_BYTES:
            raise Unreadable(
                f"a line is longer than {MAX_RECORD_BYTES} bytes: is this a file of lines?",
                pending[:_CHUNK],
            )
    if pending:
        yield pending


_DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError)


def _told(error: BaseException) -> str:
    if isinstance(error, EOFError):
        return f"cut off: {error}"
    return f"cannot be read on: {error}"


def _decompressed(raw: IO[bytes], ending: str) -> Any:
    if ending == ".gz":
        return _Chunked(gzip.GzipFile(fileobj=raw))
    if ending == ".bz2":
        return _Chunked(bz2.BZ2File(raw))
    if ending == ".xz":
        return _Chunked(lzma.LZMAFile(raw))
    if ending == ".zst":
        try:
            import pyarrow as pa
        except ImportError as error:
            raise MissingExtra("to read .zst install mtfix[batch] (pyarrow)") from error
        return pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), "zstd")
    return raw


class _Chunked:
    """``read`` that gives what there is instead of losing it when the stream breaks off."""

    def __init__(self, file: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        return self._file.read1(size)

    def close(self) -> None:
        self._file.close()
