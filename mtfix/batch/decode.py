"""From raw records to rows with a text to repair; what has none becomes a dead letter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from mtfix.batch import tables
from mtfix.batch.columns import target_of
from mtfix.batch.dead_letters import DeadLetter, LetterKind
from mtfix.batch.options import Layout
from mtfix.batch.shards import ShardTask
from mtfix.batch.worker import refusal


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a text that can be repaired.

    Attributes:
        index: In the task's records (for Parquet: in its table).
        position: In the input, from 1.
        unit: What ``position`` counts.
        raw: The record as read; empty for Parquet.
        values: Its fields; from Parquet to Parquet, only those that are looked at.
        text: What to repair.
        id: Its id, if it has one.
        source: Its Russian, if it has it.
    """

    index: int
    position: int
    unit: Literal["line", "row", "file"]
    raw: bytes
    values: dict[str, Any]
    text: str
    id: str | None
    source: str | None

    def letter(self, kind: LetterKind, reason: str) -> DeadLetter:
        """The row as a dead letter."""
        return DeadLetter(self.unit, self.position, kind, reason, self.raw, self.id)


class _Bad(Exception):
    def __init__(self, kind: LetterKind, reason: str) -> None:
        super().__init__(reason)
        self.kind: LetterKind = kind


@dataclass(frozen=True, slots=True)
class _Record:
    index: int
    position: int
    unit: Literal["line", "row", "file"]
    raw: bytes
    name: str = ""
    parsed: dict[str, Any] | None = None


def decode(task: ShardTask, layout: Layout) -> Iterator[Row | DeadLetter]:
    """The rows of a task, in order."""
    for record in _records(task, layout):
        if record.index in task.poison:
            reason = task.poison[record.index]
            yield DeadLetter(record.unit, record.position, "killed-worker", reason, record.raw)
            continue
        values: dict[str, Any] = {}
        try:
            values = _values(task, record, layout)
            yield _row(task, record, values, layout)
        except _Bad as bad:
            id_ = _name(values, layout.id_field)
            yield DeadLetter(record.unit, record.position, bad.kind, str(bad), record.raw, id_)


def _records(task: ShardTask, layout: Layout) -> Iterator[_Record]:
    if task.format == "parquet":
        from mtfix.batch.parquet import rows

        named = (layout.text_field, layout.id_field, layout.source_field)
        only = (
            [name for name in named if name]
            if target_of("parquet", layout) == task.format
            else None
        )
        for first, packed in task.records:
            for index, parsed in enumerate(rows(packed, only)):
                yield _Record(index, first + index, "row", b"", parsed=parsed)
        return
    unit: Literal["line", "file"] = "file" if task.documents else "line"
    names = task.names or ("",) * len(task.records)
    for index, ((position, raw), name) in enumerate(zip(task.records, names, strict=True)):
        yield _Record(index, position, unit, raw, name)


def _values(task: ShardTask, record: _Record, layout: Layout) -> dict[str, Any]:
    if record.parsed is not None:
        return record.parsed
    try:
        text = record.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 at byte {error.start} of the row: {error.reason}"
        raise _Bad("undecodable", reason) from error
    if task.documents:
        return {"file": record.name, layout.text_field: text.removeprefix("\ufeff")}
    if task.format == "text":
        return {layout.text_field: text.removesuffix("\n").removesuffix("\r")}
    if task.format == "jsonl":
        return _object(text)
    try:
        cells = tables.parse(task.format, text)
    except tables.BadRecord as error:
        raise _Bad("broken-row", str(error)) from error
    if len(cells) != len(task.columns):
        counts = f"{len(cells)} values for the {len(task.columns)} fields of the header"
        raise _Bad("broken-row", counts)
    return {column.name: cell for column, cell in zip(task.columns, cells, strict=True)}


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Bad("broken-row", f"not JSON: {error}") from error
    if not isinstance(found, dict):
        raise _Bad("broken-row", f"a JSON {type(found).__name__}, not an object")
    return found


def _row(task: ShardTask, record: _Record, values: dict[str, Any], layout: Layout) -> Row:
    if layout.text_field not in values:
        raise _Bad("missing-field", f"no field {layout.text_field!r}; it has {', '.join(values)}")
    text = values[layout.text_field]
    if why := refusal(text, layout.max_chars):
        kind: LetterKind = "not-text"
        if isinstance(text, str):
            kind = "too-long" if len(text) > layout.max_chars else "undecodable"
        raise _Bad(kind, f"field {layout.text_field!r}: {why}")
    taken = [name for name in (layout.repaired_field, *layout.add) if name in values]
    if taken:
        raise _Bad("taken-field", f"the row has a field {taken[0]!r} already")
    id_ = record.name if task.documents else _name(values, layout.id_field)
    return Row(
        index=record.index,
        position=record.position,
        unit=record.unit,
        raw=record.raw,
        values=values,
        text=text,
        id=id_,
        source=_name(values, layout.source_field),
    )


def _name(values: dict[str, Any], field: str | None) -> str | None:
    value = values.get(field) if field else None
    return None if value is None else tables.cell(value)
