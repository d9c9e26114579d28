"""What travels between the job and its workers: shards of input, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mtfix.batch.dead_letters import DeadLetter
from mtfix.batch.options import Format

Kind = Literal["string", "int", "float", "bool", "json"]


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a table to write.

    Attributes:
        name: Of the field.
        kind: What its values are; ``json`` is any value, written as JSON text.
    """

    name: str
    kind: Kind = "string"


@dataclass(frozen=True, slots=True)
class ShardTask:
    """Consecutive records of one input, as raw as they were read.

    Attributes:
        stem: Of the source; with ``number`` it names the shard and its output file.
        number: Of the shard within its stem.
        path: The input, for messages.
        format: Of the records.
        documents: Whether each record is a whole text file, named by ``names``.
        records: Position (line or row, from 1) and bytes of each. For Parquet a single one:
            the first row's position and an Arrow IPC stream.
        names: File names, for documents.
        columns: Fields of the table; empty where every record names its own.
        letters: What the reader could not make a record of.
        consumed: Bytes of the input on disk, read for this shard.
        poison: Index of records that killed a worker, with what is known of its death.
    """

    stem: str
    number: int
    path: str
    format: Format
    documents: bool
    records: tuple[tuple[int, bytes], ...]
    names: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    letters: tuple[DeadLetter, ...] = ()
    consumed: int = 0
    poison: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceEnd:
    """A source has been read to its end.

    Attributes:
        stem: Of the source.
        first: Its first shard's number.
        shards: How many shards it has.
        changed: Whether it changed on disk while it was read.
    """

    stem: str
    first: int
    shards: int
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A repaired row for the report.

    Attributes:
        rank: Pseudo-random but reproducible; the lowest ranks make the report.
        where: Input and position.
        id: Of the row, or None.
        source: The Russian, or None.
        text: As it was.
        edits: Plain data of the edits.
    """

    rank: int
    where: str
    id: str | None
    source: str | None
    text: str
    edits: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened to rows.

    Attributes:
        rows: Repaired rows, changed or not.
        changed: Rows whose text changed.
        edits: Edits made.
        words: Words of the repaired rows' originals.
        errors: Dead letters.
    """

    rows: int = 0
    changed: int = 0
    edits: int = 0
    words: int = 0
    errors: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.rows + other.rows,
            self.changed + other.changed,
            self.edits + other.edits,
            self.words + other.words,
            self.errors + other.errors,
        )


@dataclass(frozen=True, slots=True)
class ShardResult:
    """A repaired shard, ready to be written.

    Attributes:
        stem: As in the task.
        number: As in the task.
        ending: Of the output file, with its dot.
        output: Content of the output file.
        dead: Content of the dead-letter file; empty if there is none.
        counts: What happened to the rows.
        reasons: Dead letters by kind.
        ids: 8-byte digests of the rows' ids, one after the other.
        samples: Candidates for the report.
        consumed: As in the task.
        seconds: Time spent on it.
    """

    stem: str
    number: int
    ending: str
    output: bytes
    dead: bytes
    counts: Counts
    reasons: Mapping[str, int]
    ids: bytes
    samples: tuple[Sample, ...]
    consumed: int
    seconds: float
