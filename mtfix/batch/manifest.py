"""The record of what is finished: SQLite in WAL mode, one transaction a shard.

A shard's files are renamed into place before it is recorded. A job that dies in between does
the shard again and writes the same bytes under the same name, so nothing is lost or doubled.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from mtfix.batch.discovery import Source, shown
from mtfix.batch.errors import BatchError, DiskFull
from mtfix.batch.shards import Counts, Sample, ShardResult, SourceEnd

FORMAT = 1
_KEPT_SAMPLES = 200

_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (format INTEGER NOT NULL, settings TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sources (
    id INTEGER PRIMARY KEY, stem TEXT NOT NULL, first INTEGER NOT NULL, path TEXT NOT NULL,
    identity TEXT NOT NULL, shards INTEGER, UNIQUE (stem, first)
);
CREATE TABLE IF NOT EXISTS shards (
    source INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    file TEXT NOT NULL, bytes INTEGER NOT NULL, dead TEXT NOT NULL, consumed INTEGER NOT NULL,
    counts TEXT NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (source, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shard_files ON shards (file);
CREATE INDEX IF NOT EXISTS shard_dead ON shards (dead);
CREATE TABLE IF NOT EXISTS ids (
    source INTEGER NOT NULL, shard INTEGER NOT NULL, id INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS shard_ids ON ids (source, shard);
CREATE TABLE IF NOT EXISTS samples (
    source INTEGER NOT NULL, rank INTEGER NOT NULL, sample TEXT NOT NULL,
    PRIMARY KEY (source, rank)
) WITHOUT ROWID;
"""


class Manifest:
    """The manifest of an output folder; opened by ``opened``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @property
    def settings(self) -> dict[str, str] | None:
        """The settings that the folder's output was made with; None before the first job."""
        found = self._db.execute("SELECT settings FROM job").fetchone()
        return json.loads(found[0]) if found else None

    def claim(self, settings: Mapping[str, str]) -> None:
        """Forget everything and start a job with ``settings``."""
        with self._writing() as db:
            for table in ("job", "sources", "shards", "ids", "samples"):
                db.execute(f"DELETE FROM {table}")
            db.execute("INSERT INTO job VALUES (?, ?)", (FORMAT, json.dumps(dict(settings))))

    def add(self, sources: Iterable[Source]) -> None:
        """Enter those sources that are not there."""
        with self._writing() as db:
            db.executemany(
                "INSERT OR IGNORE INTO sources (stem, first, path, identity) VALUES (?, ?, ?, ?)",
                ((item.stem, item.first, shown(item.path), item.identity) for item in sources),
            )

    def drop(self, stem: str, first: int) -> None:
        """Forget a source with its shards."""
        key = self._key(stem, first)
        with self._writing() as db:
            for table in ("shards", "ids", "samples"):
                db.execute(f"DELETE FROM {table} WHERE source = ?", (key,))
            db.execute("DELETE FROM sources WHERE id = ?", (key,))

    def forget(self, stem: str, first: int, number: int) -> None:
        """Forget a shard whose output is gone."""
        with self._writing() as db:
            key = self._key(stem, first)
            db.execute("DELETE FROM shards WHERE source = ? AND number = ?", (key, number))
            db.execute("DELETE FROM ids WHERE source = ? AND shard = ?", (key, number))
            db.execute("UPDATE sources SET shards = NULL WHERE id = ?", (key,))

    def sources(self) -> Iterator[tuple[str, int, str, bool]]:
        """Stem, first shard, identity, and whether all shards are finished, of each source."""
        yield from (
            (stem, first, identity, bool(complete))
            for stem, first, identity, complete in self._db.execute(
                "SELECT stem, first, identity, shards IS NOT NULL AND shards ="
                " (SELECT COUNT(*) FROM shards WHERE source = id) FROM sources"
            )
        )

    def finished(self, stem: str, first: int) -> dict[int, tuple[str, int, str]]:
        """Output file, its size, and dead-letter file of each finished shard."""
        rows = self._db.execute(
            "SELECT number, file, bytes, dead FROM shards WHERE source = ?",
            (self._key(stem, first),),
        )
        return {number: (file, size, dead) for number, file, size, dead in rows}

    def record(self, first: int, result: ShardResult, file: str, dead: str) -> None:
        """Enter a finished shard, whose files are in place."""
        key = self._key(result.stem, first)
        ids = result.ids
        digests = (ids[at : at + 8] for at in range(0, len(ids), 8))
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    result.number,
                    file,
                    len(result.output),
                    dead,
                    result.consumed,
                    json.dumps(asdict(result.counts)),
                    json.dumps(dict(result.reasons)),
                ),
            )
            db.executemany(
                "INSERT INTO ids VALUES (?, ?, ?)",
                (
                    (key, result.number, int.from_bytes(digest, "big", signed=True))
                    for digest in digests
                ),
            )
            db.executemany(
                "INSERT OR REPLACE INTO samples VALUES (?, ?, ?)",
                ((key, item.rank, json.dumps(asdict(item))) for item in result.samples),
            )
            db.execute(
                "DELETE FROM samples WHERE rank > (SELECT MAX(rank) FROM"
                " (SELECT rank FROM samples ORDER BY rank LIMIT ?))",
                (_KEPT_SAMPLES,),
            )

    def end(self, end: SourceEnd) -> None:
        """Enter how many shards a source has."""
        with self._writing() as db:
            db.execute(
                "UPDATE sources SET shards = ? WHERE id = ?",
                (end.shards, self._key(end.stem, end.first)),
            )

    def totals(self, keys: Iterable[tuple[str, int]]) -> tuple[Counts, dict[str, int], int]:
        """Counts, dead letters by kind, and finished shards, of the sources named."""
        counts, reasons, shards = Counts(), dict[str, int](), 0
        for stem, first in keys:
            rows = self._db.execute(
                "SELECT counts, reasons FROM shards WHERE source = ?", (self._key(stem, first),)
            )
            for found, why in rows:
                shards += 1
                counts += Counts(**json.loads(found))
                for kind, number in json.loads(why).items():
                    reasons[kind] = reasons.get(kind, 0) + number
        return counts, reasons, shards

    def knows(self, file: str) -> bool:
        """Whether ``file`` is the output or the dead-letter file of a finished shard."""
        query = "SELECT 1 FROM shards WHERE file = ?1 OR dead = ?1"
        return self._db.execute(query, (file,)).fetchone() is not None

    def shards_of(self, stem: str, first: int) -> int | None:
        """How many shards a source has; None if it has never been read to its end."""
        query = "SELECT shards FROM sources WHERE stem = ? AND first = ?"
        found = self._db.execute(query, (stem, first)).fetchone()
        shards: int | None = found[0] if found else None
        return shards

    def consumed(self, stem: str, first: int) -> int:
        """Bytes on disk that the finished shards of a source were read from."""
        query = "SELECT COALESCE(SUM(consumed), 0) FROM shards WHERE source = ?"
        found: int = self._db.execute(query, (self._key(stem, first),)).fetchone()[0]
        return found

    def duplicate_ids(self) -> int:
        """How many rows have an id that an earlier row has; sorts on disk, not in memory."""
        query = "SELECT COUNT(*) - COUNT(DISTINCT id) FROM ids"
        found: int = self._db.execute(query).fetchone()[0]
        return found

    def samples(self) -> list[Sample]:
        """The sample for the report, in reproducible order."""
        rows = self._db.execute(
            "SELECT sample FROM samples ORDER BY rank, sample LIMIT ?", (_KEPT_SAMPLES,)
        )
        found = [json.loads(row[0]) for row in rows]
        return [Sample(**{**item, "edits": tuple(item["edits"])}) for item in found]

    def _key(self, stem: str, first: int) -> int:
        found = self._db.execute(
            "SELECT id FROM sources WHERE stem = ? AND first = ?", (stem, first)
        ).fetchone()
        assert found, f"source {stem} {first} was never entered"
        key: int = found[0]
        return key

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Manifest]:
    """Open the manifest at ``path``, making it if it is not there.

    Args:
        path: The database file.
        read_only: Change nothing; the file must be there.

    Raises:
        DiskFull: There is no room to write to it.
        BatchError: It is damaged, or of another version.
    """
    try:
        target = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        connection = sqlite3.connect(target, uri=True, isolation_level=None, timeout=30)
        try:
            if not read_only:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.executescript(_SCHEMA)
            found = connection.execute("SELECT format FROM job").fetchone()
            if found and found[0] != FORMAT:
                raise BatchError(
                    f"{path}: manifest format {found[0]}, this version of mtfix has {FORMAT}: "
                    "write to another folder"
                )
            yield Manifest(connection)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise DiskFull(
                f"no room to write {path}: what is finished is safe; make room and run the same "
                "command again to go on"
            ) from error
        raise BatchError(f"cannot use the manifest {path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise BatchError(
            f"the manifest {path} is damaged ({error}): use another folder, or --force to do "
            "everything anew"
        ) from error
