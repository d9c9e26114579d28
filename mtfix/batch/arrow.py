"""Builds and writes Arrow tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mtfix.batch import tables
from mtfix.batch.parquet import pyarrow, unpacked
from mtfix.batch.shards import Column

if TYPE_CHECKING:
    from mtfix.batch.shards import ShardTask

_LARGEST = 2**63
_SURROGATE = re.compile("[\ud800-\udfff]")


def addition_types() -> dict[str, Any]:
    """Arrow types of the fields that a job adds, but for the repaired text."""
    pa = pyarrow()
    edit = pa.struct(
        [
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("before", pa.string()),
            ("after", pa.string()),
            ("layer", pa.string()),
            ("rule", pa.string()),
            ("reason", pa.string()),
            ("russian", pa.string()),
            ("confidence", pa.float64()),
        ]
    )
    return {"changed": pa.bool_(), "edits": pa.list_(edit), "confidence": pa.float64()}


def misfit(columns: Sequence[Column], values: Mapping[str, Any]) -> str:
    """Why a row does not fit into a table of ``columns``; empty if it does."""
    known = {column.name for column in columns}
    for name in values:
        if name not in known:
            return (
                f"field {name!r} is not among those of the first rows, which make the table: "
                "write jsonl, or put a row that has it first"
            )
    for column in columns:
        value = values.get(column.name)
        if not _fits(column, value):
            return (
                f"field {column.name!r} is {type(value).__name__}, but in the first rows it was "
                f"{column.kind}: write jsonl, or put a row of this kind first"
            )
    return ""


def table_of(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> Any:
    """Rows that fit, as a table."""
    pa = pyarrow()
    types = {"string": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    arrays = []
    for column in columns:
        values = [row.get(column.name) for row in rows]
        if column.kind == "json":
            values = [None if value is None else _json(value) for value in values]
        arrays.append(pa.array(values, types.get(column.kind, pa.string())))
    return pa.table(arrays, names=[column.name for column in columns])


def rows_of(task: ShardTask, indices: Sequence[int]) -> Any:
    """Some rows of a Parquet task, all columns and the schema as they were."""
    ((_, packed),) = task.records
    return unpacked(packed).take(pyarrow().array(indices, pyarrow().int64()))


def written(table: Any) -> bytes:
    """The table as a Parquet file."""
    pa = pyarrow()
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _fits(column: Column, value: object) -> bool:
    if value is None or column.kind == "json":
        return True
    if column.kind == "string":
        return isinstance(value, str) and not _SURROGATE.search(value)
    if column.kind == "bool":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if column.kind == "int":
        return isinstance(value, int) and -_LARGEST <= value < _LARGEST
    return isinstance(value, float) or (isinstance(value, int) and abs(value) <= 2**53)


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=True, default=tables.plain)
