"""The output folder: where things are, and which of them are the job's.

    OUT/NAME.DIGEST-000012.jsonl        a finished shard
    OUT/_dead-letters/NAME.DIGEST-000012.jsonl
    OUT/_summary.json
    OUT/_mtfix/                         manifest, lock, unfinished files

Names that start with an underscore are passed over by what reads folders as data sets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mtfix.batch import atomic
from mtfix.batch.manifest import Manifest
from mtfix.batch.shards import ShardResult

_OURS = re.compile(r".+\.[0-9a-f]{8}-\d{6,}\.(jsonl|csv|tsv|parquet|txt)(\.gz|\.zst)?")


@dataclass(frozen=True, slots=True)
class Folder:
    """An output folder."""

    root: Path

    @property
    def dead_letters(self) -> Path:
        """Folder of the dead-letter files, one for each shard that has any."""
        return self.root / "_dead-letters"

    @property
    def summary(self) -> Path:
        """The last run's summary."""
        return self.root / "_summary.json"

    @property
    def manifest(self) -> Path:
        """The database of finished shards."""
        return self.root / "_mtfix" / "manifest.sqlite"

    @property
    def lock(self) -> Path:
        """The lock file."""
        return self.root / "_mtfix" / "lock"

    @property
    def unfinished(self) -> Path:
        """Folder of files that are being written."""
        return self.root / "_mtfix" / "unfinished"

    def make(self) -> None:
        """Make the folders.

        Raises:
            BatchError: They cannot be made.
        """
        try:
            self.unfinished.mkdir(parents=True, exist_ok=True)
            self.dead_letters.mkdir(exist_ok=True)
        except OSError as error:
            raise atomic.failure(self.root, error) from error

    def put(self, result: ShardResult) -> tuple[str, str]:
        """Write the files of a shard; return their names, "" for one that is not needed.

        Raises:
            BatchError: They cannot be written.
        """
        name = f"{result.stem}-{result.number:06d}"
        dead = f"{name}.jsonl" if result.dead else ""
        file = f"{name}{result.ending}" if result.ending else ""
        if dead:
            atomic.write(self.dead_letters / dead, result.dead, self.unfinished)
        if file:
            atomic.write(self.root / file, result.output, self.unfinished)
        return file, dead

    def holds(self, file: str, size: int, dead: str) -> bool:
        """Whether the files of a finished shard are still there."""
        try:
            whole = not file or (self.root / file).stat().st_size == size
            return whole and (not dead or (self.dead_letters / dead).is_file())
        except OSError:
            return False

    def sweep(self, manifest: Manifest) -> None:
        """Remove what no finished shard accounts for: leftovers of runs that were killed."""
        for path in self.unfinished.iterdir():
            path.unlink()
        for folder in (self.root, self.dead_letters):
            for path in folder.iterdir():
                if _OURS.fullmatch(path.name) and not manifest.knows(path.name):
                    path.unlink()

    def remove_manifest(self) -> None:
        """Remove the database with its side files."""
        for ending in ("", "-wal", "-shm"):
            self.manifest.with_name(self.manifest.name + ending).unlink(missing_ok=True)
