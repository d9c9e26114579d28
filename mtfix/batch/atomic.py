"""Files that are either whole or not there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from mtfix.batch.errors import BatchError, DiskFull

_FULL = {errno.ENOSPC, errno.EDQUOT}


def write(path: Path, content: bytes, temporary: Path) -> None:
    """Write ``content`` under a temporary name, flush it to the disk, and rename it.

    Args:
        path: The final name.
        content: All of it.
        temporary: A folder on the same file system for the temporary file.

    Raises:
        DiskFull: There is no room.
        BatchError: It cannot be written for another reason.
    """
    unfinished = temporary / path.name
    try:
        try:
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise failure(path, error) from error


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def failure(path: Path, error: OSError) -> BatchError:
    """The error of a job that cannot write ``path``."""
    if error.errno in _FULL:
        return DiskFull(
            f"no room to write {path}: what is finished is safe; make room and run the same "
            "command again to go on"
        )
    return BatchError(f"cannot write {path}: {error.strerror or error}")
