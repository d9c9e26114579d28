"""Rows of CSV and TSV: parsing one record, writing one record."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence

from mtfix.batch.options import Format


class BadRecord(ValueError):
    """A record cannot be parsed, or a value cannot be written."""


def parse(format_: Format, text: str) -> list[str]:
    """The values of one record.

    Raises:
        BadRecord: Its quotation marks are wrong.
    """
    if format_ == "tsv":
        return text.split("\t")
    csv.field_size_limit(sys.maxsize)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BadRecord(f"not a record of CSV: {error}") from error
    if len(rows) != 1:
        raise BadRecord("not a single record of CSV")
    return rows[0]


def line(format_: Format, values: Sequence[object]) -> str:
    """One record, with its line end.

    Raises:
        BadRecord: TSV cannot hold a value, as it has tabs or line breaks.
    """
    cells = [cell(value) for value in values]
    if format_ == "tsv":
        for value in cells:
            if "\t" in value or "\n" in value or "\r" in value:
                raise BadRecord(
                    f"TSV cannot hold the tab or line break in {value[:40]!r}: "
                    "write csv, jsonl or parquet"
                )
        return "\t".join(cells) + "\n"
    # Not by csv.writer, which leaves a lone carriage return unquoted that csv.reader then refuses.
    quoted = [_quoted(value) for value in cells]
    return (",".join(quoted) if quoted != [""] else '""') + "\n"


def _quoted(value: str) -> str:
    if any(mark in value for mark in ',"\n\r'):
        return '"' + value.replace('"', '""') + '"'
    return value


def cell(value: object) -> str:
    """A value as text: strings as they are, nothing for None, JSON for all else."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=plain)


def plain(value: object) -> object:
    """What JSON has no name for: dates and decimals as text, bytes as base64."""
    if isinstance(value, bytes):
        import base64

        return base64.b64encode(value).decode()
    return str(value)
