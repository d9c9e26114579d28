"""Parquet by pyarrow: rows in shards that do not depend on row groups or on its batching."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mtfix.batch.options import Layout
from mtfix.batch.streams import Unreadable
from mtfix.errors import MissingExtra

_BATCH = 256


def pyarrow() -> Any:
    """The module.

    Raises:
        MissingExtra: It is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtra("for Parquet install mtfix[batch] (pyarrow)") from error
    return pa


def names(path: str) -> list[str]:
    """Names of the columns.

    Raises:
        Unreadable: ``path`` is no Parquet file.
    """
    with _file(path) as file:
        return list(file.schema_arrow.names)


def tables(path: str, layout: Layout) -> Iterator[tuple[int, bytes, float]]:
    """Yield position of the first row, rows as an Arrow IPC stream, and share of all rows.

    Raises:
        Unreadable: ``path`` is no Parquet file, or is damaged.
    """
    pa = pyarrow()
    with _file(path) as file:
        total = max(file.metadata.num_rows, 1)
        held: list[Any] = []
        rows = size = start = 0
        try:
            for batch in file.iter_batches(batch_size=_BATCH):
                widths = _widths(batch, layout.text_field)
                first = 0
                for index, width in enumerate(widths):
                    rows += 1
                    size += width
                    if rows >= layout.shard_rows or size >= layout.shard_bytes:
                        held.append(batch.slice(first, index + 1 - first))
                        yield start + 1, _packed(pa, file.schema_arrow, held), rows / total
                        start += rows
                        held, rows, size, first = [], 0, 0, index + 1
                if first < batch.num_rows:
                    held.append(batch.slice(first))
        except (pa.ArrowException, OSError) as error:
            # What is held is whole: give it before giving up.
            if held:
                yield start + 1, _packed(pa, file.schema_arrow, held), rows / total
            raise Unreadable(f"{path}: cannot be read on: {error}") from error
        if held:
            yield start + 1, _packed(pa, file.schema_arrow, held), rows / total


def unpacked(packed: bytes) -> Any:
    """The table that ``tables`` packed."""
    return pyarrow().ipc.open_stream(packed).read_all()


def rows(packed: bytes, names: list[str] | None = None) -> list[dict[str, Any]]:
    """The rows that ``tables`` packed as plain values; all columns, or those of ``names``."""
    table = unpacked(packed)
    chosen = [name for name in table.schema.names if names is None or name in names]
    columns = [_plain(table.column(name)) for name in chosen]
    return [dict(zip(chosen, values, strict=True)) for values in zip(*columns, strict=True)]


def row(packed: bytes, index: int) -> dict[str, Any]:
    """One row that ``tables`` packed, as plain values."""
    table = unpacked(packed).slice(index, 1)
    return {name: _plain(table.column(name))[0] for name in table.schema.names}


def _plain(column: Any) -> list[Any]:
    pa = pyarrow()
    try:
        values: list[Any] = column.to_pylist()
    except (ValueError, TypeError, pa.ArrowException):  # nanoseconds, unknown extensions
        values = column.cast(pa.string()).to_pylist()
    return values


def _packed(pa: Any, schema: Any, batches: list[Any]) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as stream:
        for batch in batches:
            stream.write_batch(batch)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _widths(batch: Any, text_field: str) -> list[int]:
    """Bytes of each row's text; zeros where the column is no text."""
    import pyarrow.compute as pc

    column = batch.column(text_field)
    try:
        return [width or 0 for width in pc.binary_length(column).to_pylist()]
    except (pyarrow().ArrowException, NotImplementedError):
        return [0] * batch.num_rows


@contextmanager
def _file(path: str) -> Iterator[Any]:
    pa = pyarrow()
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise Unreadable(f"{path}: not a Parquet file: {error}") from error
    try:
        yield file
    finally:
        file.close()
