"""From repaired rows to the content of an output file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from mtfix.batch import tables
from mtfix.batch.columns import target_of
from mtfix.batch.dead_letters import DeadLetter
from mtfix.batch.decode import Row
from mtfix.batch.options import Compression, Format, Layout
from mtfix.batch.shards import Column, ShardTask
from mtfix.batch.worker import addition

if TYPE_CHECKING:
    from mtfix.result import Repair

Pair = tuple[Row, "Repair"]
Encoded = tuple[bytes, list[Pair], list[DeadLetter]]

_ENDINGS: dict[Compression, str] = {"none": "", "gzip": ".gz", "zstd": ".zst"}


def ending_of(format_: Format, layout: Layout) -> str:
    """The ending of output files for inputs of ``format_``, with its dot."""
    target = target_of(format_, layout)
    name = "txt" if target == "text" else target
    return f".{name}" + ("" if target == "parquet" else _ENDINGS[layout.compress])


def encode(task: ShardTask, pairs: Sequence[Pair], layout: Layout) -> Encoded:
    """The content of the shard's output file.

    Returns:
        The content, the rows that are in it, and those that the format cannot hold.
    """
    target = target_of(task.format, layout)
    if target == "parquet":
        return _parquet(task, pairs, layout)
    kept: list[Pair] = []
    letters: list[DeadLetter] = []
    pieces: list[bytes] = []
    if target in ("csv", "tsv"):
        header = [*(column.name for column in task.columns), layout.repaired_field, *layout.add]
        if task.columns:
            pieces.append(tables.line(target, header).encode())
    one = _encoder(task, target, layout)
    for row, repair in pairs:
        try:
            pieces.append(one(row, repair))
        except (tables.BadRecord, UnicodeEncodeError) as error:
            letters.append(row.letter("does-not-fit", str(error)))
        else:
            kept.append((row, repair))
    return _compressed(b"".join(pieces), layout.compress), kept, letters


def _encoder(task: ShardTask, target: Format, layout: Layout) -> Callable[[Row, Repair], bytes]:
    if target == "text":
        return lambda row, repair: _text(task, row, repair)
    if target == "jsonl":
        return lambda row, repair: _json(task, row, _added(repair, layout))
    return lambda row, repair: _cells(task, target, row, _added(repair, layout))


def _added(repair: Repair, layout: Layout) -> dict[str, Any]:
    fields: dict[str, Any] = {layout.repaired_field: repair.text}
    fields.update((name, addition(name, repair)) for name in layout.add)
    return fields


def _json(task: ShardTask, row: Row, added: dict[str, Any]) -> bytes:
    if task.format == "jsonl":
        # Spliced, so that numbers, escapes and order of the input stay as they are.
        more = json.dumps(added, ensure_ascii=False)[1:].encode()
        return row.raw.rstrip()[:-1].rstrip() + b", " + more + b"\n"
    values = {**row.values, **added}
    return json.dumps(values, ensure_ascii=False, default=tables.plain).encode() + b"\n"


def _cells(task: ShardTask, target: Format, row: Row, added: dict[str, Any]) -> bytes:
    from mtfix.batch.arrow import misfit

    if task.format == "jsonl" and (why := misfit(_loose(task.columns), row.values)):
        raise tables.BadRecord(why)
    values = [row.values.get(column.name) for column in task.columns]
    return tables.line(target, [*values, *added.values()]).encode()


def _loose(columns: Sequence[Column]) -> list[Column]:
    return [Column(column.name, "json") for column in columns]


def _text(task: ShardTask, row: Row, repair: Repair) -> bytes:
    if task.documents:
        return repair.text.encode()
    if "\n" in repair.text or "\r" in repair.text:
        raise tables.BadRecord("text with a line break does not fit on a line: write jsonl")
    end = row.raw[len(row.raw.rstrip(b"\r\n")) :] if task.format == "text" else b"\n"
    return repair.text.encode() + end


def _parquet(task: ShardTask, pairs: Sequence[Pair], layout: Layout) -> Encoded:
    from mtfix.batch import arrow
    from mtfix.batch.parquet import pyarrow

    pa = pyarrow()
    kept: list[Pair] = []
    letters: list[DeadLetter] = []
    for row, repair in pairs:
        # What was decoded from UTF-8 fits; not so what JSON names, or the name of a file.
        is_sure = task.format != "jsonl" and not task.documents
        why = "" if is_sure else arrow.misfit(task.columns, row.values)
        if why:
            letters.append(row.letter("does-not-fit", why))
        else:
            kept.append((row, repair))
    if task.format == "parquet" and task.records:
        table = arrow.rows_of(task, [row.index for row, _ in kept])
    else:
        table = arrow.table_of(task.columns, [row.values for row, _ in kept])
    texts = [repair.text for _, repair in kept]
    table = table.append_column(layout.repaired_field, pa.array(texts, pa.string()))
    for name in layout.add:
        values = [addition(name, repair) for _, repair in kept]
        table = table.append_column(name, pa.array(values, arrow.addition_types()[name]))
    return arrow.written(table), kept, letters


def _compressed(content: bytes, compression: Compression) -> bytes:
    if compression == "gzip":
        return gzip.compress(content, compresslevel=6, mtime=0)
    if compression == "zstd":
        from mtfix.batch.parquet import pyarrow

        pa = pyarrow()
        sink = pa.BufferOutputStream()
        with pa.CompressedOutputStream(sink, "zstd") as stream:
            stream.write(content)
        packed: bytes = sink.getvalue().to_pybytes()
        return packed
    return content
