"""Reads a source and cuts it into shards, holding no more than one shard at a time.

Where the cuts fall depends on the source and the layout alone, so that a second run, and any
engine, makes the same shards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from mtfix.batch import columns
from mtfix.batch.columns import Unusable
from mtfix.batch.dead_letters import DeadLetter
from mtfix.batch.discovery import Source, identity_of
from mtfix.batch.options import Layout
from mtfix.batch.records import Record, csv_records, line_records
from mtfix.batch.shards import Column, ShardTask, SourceEnd
from mtfix.batch.streams import Unreadable, lines, opened, read_all


def split(source: Source, done: Collection[int], layout: Layout) -> Iterator[ShardTask | SourceEnd]:
    """Yield the shards of ``source`` whose number is not in ``done``, then its end."""
    number = source.first
    try:
        fields = columns.plan(source, layout)
        tasks = _cut(source, fields, layout)
    except (Unreadable, Unusable) as error:
        tasks = iter((_failed(source, error),))
    for task in tasks:
        if number not in done:
            yield _numbered(task, number)
        number += 1
    yield SourceEnd(source.stem, source.first, number - source.first, _has_changed(source))


def _cut(source: Source, fields: tuple[Column, ...], layout: Layout) -> Iterator[ShardTask]:
    if source.documents:
        return _documents(source, fields)
    if source.format == "parquet":
        from mtfix.batch.parquet import tables

        return _parquet(source, fields, tables(source.path, layout))
    return _line_based(source, fields, layout)


def _line_based(source: Source, fields: tuple[Column, ...], layout: Layout) -> Iterator[ShardTask]:
    held: list[Record] = []
    size = consumed = 0
    letters: tuple[DeadLetter, ...] = ()
    last = 0
    try:
        with opened(source.path) as (content, raw):
            for record in _records(source, lines(content)):
                held.append(record)
                size += len(record[1])
                last = record[0]
                if len(held) >= layout.shard_rows or size >= layout.shard_bytes:
                    at = raw.tell()
                    yield _task(source, fields, held, consumed=at - consumed)
                    consumed, held, size = at, [], 0
    except (Unreadable, OSError) as error:
        tail = error.tail if isinstance(error, Unreadable) else b""
        letters = (DeadLetter("file", last + 1, "unreadable", _message(error), tail),)
    if held or letters:
        yield _task(source, fields, held, consumed=source.size - consumed, letters=letters)


def _records(source: Source, raw_lines: Iterator[bytes]) -> Iterator[Record]:
    if source.format == "text":
        return line_records(raw_lines, keep_blank=True)
    if source.format == "jsonl":
        return line_records(raw_lines, keep_blank=False)
    cut: Callable[[Iterator[bytes]], Iterator[Record]] = (
        csv_records
        if source.format == "csv"
        else lambda found: line_records(found, keep_blank=False)
    )
    records = cut(raw_lines)
    next(records, None)  # the header
    return records


def _documents(source: Source, fields: tuple[Column, ...]) -> Iterator[ShardTask]:
    held: list[Record] = []
    names: list[str] = []
    letters: list[DeadLetter] = []
    for number, file in enumerate(source.files, 1):
        try:
            content = read_all(file)
        except (Unreadable, OSError) as error:
            tail = error.tail if isinstance(error, Unreadable) else None
            reason = f"{file}: {_message(error)}"
            letters.append(DeadLetter("file", number, "unreadable", reason, tail, file))
            continue
        held.append((number, content))
        names.append(file)
    yield _task(source, fields, held, names, source.size, tuple(letters))


def _parquet(
    source: Source, fields: tuple[Column, ...], cut: Iterator[tuple[int, bytes, float]]
) -> Iterator[ShardTask]:
    last = 0
    try:
        for last, packed, share in cut:
            yield _task(source, fields, [(last, packed)], consumed=int(source.size * share))
    except (Unreadable, OSError) as error:
        letter = DeadLetter("file", last + 1, "unreadable", _message(error), None)
        yield _task(source, fields, [], letters=(letter,))


def _task(
    source: Source,
    fields: tuple[Column, ...],
    records: list[Record],
    names: list[str] | None = None,
    consumed: int = 0,
    letters: tuple[DeadLetter, ...] = (),
) -> ShardTask:
    return ShardTask(
        stem=source.stem,
        number=-1,
        path=source.path,
        format=source.format,
        documents=source.documents,
        records=tuple(records),
        names=tuple(names or ()),
        columns=fields,
        letters=letters,
        consumed=consumed,
    )


def _numbered(task: ShardTask, number: int) -> ShardTask:
    from dataclasses import replace

    return replace(task, number=number)


def _failed(source: Source, error: Exception) -> ShardTask:
    letter = DeadLetter("file", 1, "unreadable", _message(error), None)
    return _task(source, (), [], consumed=source.size, letters=(letter,))


def _message(error: Exception) -> str:
    return str(error) or type(error).__name__


def _has_changed(source: Source) -> bool:
    try:
        return identity_of(source.files)[0] != source.identity
    except OSError:
        return True
