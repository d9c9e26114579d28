"""Finds the input files, and tells what they are."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from mtfix.batch.errors import BatchError
from mtfix.batch.options import Format, Layout

_FORMATS: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".txt": "text",
    ".text": "text",
}
_COMPRESSIONS = {".gz": "gzip", ".bz2": "bz2", ".xz": "xz", ".zst": "zstd"}


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, or a run of neighboring text files that are a document each.

    Attributes:
        path: Absolute path of the file; of the folder, for several files.
        files: The files themselves, absolute.
        format: What they hold.
        documents: Whether each file is one row.
        stem: Name that its output files start with; unique to the input.
        first: Number of its first shard.
        identity: Changes when the input changes: names, sizes and times of modification.
        size: Bytes on disk.
    """

    path: str
    files: tuple[str, ...]
    format: Format
    documents: bool
    stem: str
    first: int
    identity: str
    size: int


def kind_of(path: Path) -> tuple[Format, str] | None:
    """Format and compression by the endings of the name; None where they are not known."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    compression = _COMPRESSIONS.get(suffixes[-1], "") if suffixes else ""
    ending = suffixes[-2:-1] if compression else suffixes[-1:]
    format_ = _FORMATS.get(ending[0]) if ending else None
    return (format_, compression) if format_ else None


def discover(inputs: Iterable[str | Path], out: Path, layout: Layout) -> list[Source]:
    """The sources that files, folders and glob patterns name, sorted, each once.

    Args:
        inputs: Paths or patterns. In folders and patterns, hidden files, names that start with
            an underscore, unknown endings and everything under ``out`` are passed over.
        out: The output folder.
        layout: Tells whether a text file is one document.

    Raises:
        BatchError: Something named does not exist, has an unknown ending, or nothing is found.
    """
    named = [str(item) for item in inputs]
    paths = sorted({path for item in named for path in _expand(item, out)})
    if not paths:
        raise BatchError(
            f"no input in {', '.join(named) or 'nothing'}: looked for files that end in "
            f"{' '.join(_FORMATS)}, compressed ({' '.join(_COMPRESSIONS)}) or not"
        )
    return list(_sources(paths, layout))


def identity_of(files: Iterable[str]) -> tuple[str, int]:
    """A digest of names, sizes and times of modification, and the size of all.

    Raises:
        OSError: A file cannot be looked at.
    """
    digest, size = hashlib.sha256(), 0
    for file in files:
        found = Path(file).stat()
        digest.update(f"{file}\0{found.st_size}\0{found.st_mtime_ns}\0".encode(errors="replace"))
        size += found.st_size
    return digest.hexdigest()[:24], size


def shown(path: str) -> str:
    """``path`` for people and for what takes UTF-8 only: other bytes of a name are escaped."""
    return path.encode("utf-8", "backslashreplace").decode()


def _expand(item: str, out: Path) -> Iterator[Path]:
    path = Path(item)
    if path.is_dir():
        found: Iterable[Path] = _walk(path)
    elif path.exists():
        if kind_of(path) is None:
            raise BatchError(
                f"{path}: unknown ending; mtfix batch reads {' '.join(_FORMATS)}, "
                f"each also with {' '.join(_COMPRESSIONS)}"
            )
        if path.resolve().is_relative_to(out.resolve()):
            raise BatchError(f"{path} is inside the output folder {out}: move one of the two")
        yield path.absolute()
        return
    elif glob.has_magic(item):
        found = map(Path, glob.iglob(item, recursive=True))  # noqa: PTH207
    else:
        raise BatchError(f"{item}: no such file or folder")
    inside = out.resolve()
    for file in found:
        wanted = kind_of(file) and file.is_file() and not file.name.startswith(("_", "."))
        if wanted and not file.resolve().is_relative_to(inside):
            yield file.absolute()


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(("_", ".")))
        yield from (Path(root, name) for name in sorted(files))


def _sources(paths: list[Path], layout: Layout) -> Iterator[Source]:
    documents = layout.text_per == "file"
    together = documents and layout.to not in ("same", "text")
    for folder, group in groupby(paths, key=lambda path: path.parent):
        bundled = []
        for path in group:
            kind = kind_of(path)
            assert kind is not None
            is_text = kind[0] == "text"
            if is_text and together:
                bundled.append(str(path))
                continue
            identity, size = identity_of([str(path)])
            alone = is_text and documents
            stem = _stem(path, path.name)
            yield Source(str(path), (str(path),), kind[0], alone, stem, 0, identity, size)
        stem = _stem(folder, folder.name or "root")
        for number, at in enumerate(range(0, len(bundled), layout.shard_rows)):
            files = tuple(bundled[at : at + layout.shard_rows])
            identity, size = identity_of(files)
            yield Source(str(folder), files, "text", True, stem, number, identity, size)


def _stem(path: Path, name: str) -> str:
    """A name for output files: readable, safe, and unique by the digest of the whole path."""
    digest = hashlib.sha256(str(path).encode(errors="surrogateescape")).hexdigest()[:8]
    endings = "|".join(re.escape(ending[1:]) for ending in (*_FORMATS, *_COMPRESSIONS))
    bare = re.sub(rf"(\.({endings}))+$", "", name, flags=re.IGNORECASE)
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', bare).strip('-.') or 'input'}.{digest}"
