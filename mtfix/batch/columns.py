"""Plans the fields of a table: from a header, a schema, or a look at the first records."""

from __future__ import annotations

import json
from itertools import islice

from mtfix.batch import tables
from mtfix.batch.discovery import Source
from mtfix.batch.errors import BatchError
from mtfix.batch.options import Format, Layout
from mtfix.batch.records import csv_records, line_records
from mtfix.batch.shards import Column, Kind
from mtfix.batch.streams import lines, opened

_LOOKED_AT = 1_000
_PROBED = 20


class Unusable(BatchError):
    """A whole input does not have what the job needs; becomes a dead letter."""


def target_of(format_: Format, layout: Layout) -> Format:
    """The format to write for an input of ``format_``."""
    return format_ if layout.to == "same" else layout.to


def plan(source: Source, layout: Layout) -> tuple[Column, ...]:
    """The fields of the source; empty where every record names its own.

    Raises:
        Unusable: The text field is missing, a field is there twice, or the name of a field to
            write is taken.
        Unreadable: The input cannot be read.
    """
    if source.documents:
        fields: tuple[Column, ...] = (Column("file"), Column(layout.text_field))
    elif source.format == "text":
        fields = (Column(layout.text_field),)
    elif source.format == "jsonl":
        if target_of("jsonl", layout) not in ("csv", "tsv", "parquet"):
            return ()
        fields = _seen(source, layout)
        if not fields:
            return ()
    elif source.format == "parquet":
        from mtfix.batch.parquet import names

        fields = tuple(map(Column, names(source.path)))
    else:
        header = _header(source)
        if header is None:
            return ()
        fields = tuple(map(Column, header))
    _check(fields, source, layout)
    return fields


def probe(source: Source, layout: Layout) -> None:
    """Look at the start of a source, so that a mistyped field stops the job before it starts.

    Raises:
        Unusable: As in ``plan``; or none of the first JSON records has the text field.
    """
    if source.format != "jsonl":
        plan(source, layout)
        return
    names: dict[str, None] = {}
    for record in _json_records(source, _PROBED):
        names.update(dict.fromkeys(record))
    if names and layout.text_field not in names:
        raise Unusable(_missing(source, list(names), layout))


def _check(fields: tuple[Column, ...], source: Source, layout: Layout) -> None:
    names = [field.name for field in fields]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Unusable(f"{source.path}: more than one field is named {', '.join(twice)}")
    if layout.text_field not in names:
        raise Unusable(_missing(source, names, layout))
    for name in (layout.id_field, layout.source_field):
        if name is not None and name not in names and source.format not in ("jsonl", "text"):
            raise Unusable(f"{source.path}: no field {name!r}; it has {', '.join(names)}")
    taken = sorted({layout.repaired_field, *layout.add} & set(names))
    if taken:
        raise Unusable(
            f"{source.path}: the input has a field {taken[0]!r} already; "
            "input fields stay as they are: choose another --repaired-field, or rename it"
        )


def _missing(source: Source, names: list[str], layout: Layout) -> str:
    return (
        f"{source.path}: no field {layout.text_field!r}; it has {', '.join(names)}: "
        "pass the one that holds the text as --text-field"
    )


def _header(source: Source) -> list[str] | None:
    with opened(source.path) as (content, _):
        found = lines(content)
        records = (
            csv_records(found) if source.format == "csv" else line_records(found, keep_blank=False)
        )
        first = next(records, None)
    if first is None:
        return None
    try:
        return tables.parse(source.format, first[1].decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unusable(f"{source.path}: the header is not UTF-8: {error}") from error
    except tables.BadRecord as error:
        raise Unusable(f"{source.path}: the header is {error}") from error


def _seen(source: Source, layout: Layout) -> tuple[Column, ...]:
    kinds: dict[str, set[Kind | None]] = {}
    for record in _json_records(source, _LOOKED_AT):
        for name, value in record.items():
            kinds.setdefault(name, set()).add(_kind(value))
    # Rows whose text is none become dead letters, and do not decide what the field holds.
    kinds.update({layout.text_field: {"string"}} if layout.text_field in kinds else {})
    return tuple(
        Column(name, _common(found - {None}))
        for name, found in kinds.items()
        if name.isascii() or _is_utf8(name)
    )


def _json_records(source: Source, count: int) -> list[dict[str, object]]:
    with opened(source.path) as (content, _):
        raw = list(islice(line_records(lines(content), keep_blank=False), count))
    found: list[dict[str, object]] = []
    for _, line in raw:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            found.append(record)
    return found


def _is_utf8(name: str) -> bool:
    """Whether the field can be written at all; rows with others do not fit."""
    try:
        name.encode()
    except UnicodeEncodeError:  # JSON can name lone surrogates
        return False
    return True


def _kind(value: object) -> Kind | None:
    if value is None:
        return None
    kinds: dict[type, Kind] = {str: "string", bool: "bool", int: "int", float: "float"}
    return kinds.get(type(value), "json")


def _common(kinds: set[Kind | None]) -> Kind:
    if len(kinds) == 1:
        (kind,) = kinds
        return kind or "json"
    return "float" if kinds == {"int", "float"} else "json"
