"""The readers of batch jobs: every row comes out repaired or as a dead letter, none twice."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from inputs import scratch

from mtfix.batch import records
from mtfix.batch.discovery import discover
from mtfix.batch.options import Layout
from mtfix.batch.readers import split
from mtfix.batch.repair import repair_shard
from mtfix.batch.shards import ShardResult, ShardTask, SourceEnd
from mtfix.batch.streams import lines
from mtfix.batch.worker import RepairWorker
from mtfix.edits import Edit
from mtfix.result import Repair

_FORMATS = ("jsonl", "csv", "tsv", "txt", "parquet", "rows.parquet")
_LAYOUTS = tuple(
    Layout(to=to, shard_rows=rows, shard_bytes=size, max_chars=longest, compress=packed, **more)
    for (to, more), (rows, size), (longest, packed) in product(
        (
            ("same", {}),
            ("jsonl", {"add": ("edits", "changed", "confidence"), "id_field": "id"}),
            ("csv", {"add": ("edits", "confidence")}),
            ("parquet", {"add": ("edits", "changed", "confidence")}),
            ("text", {}),
            ("same", {"text_per": "file"}),
        ),
        ((2000, 4_000_000), (1, 4_000_000), (3, 40)),
        ((200_000, "none"), (12, "gzip")),
    )
)
TOKENS = (
    '"text"', '{"text": "a"}\n', '{"id": 1, "text": "a b", "x": [1.0]}\n', "text\n", "id,text\n",
    "id\ttext\n", '"', '""', ",", "\t", "\r\n", "\n\n", "\r", "\ufeff", '"\\ud800"', "null", "PAR1",
    "NaN", "1e999", "\x00", "teh ", "!boom", "repaired", "\xff", "[[[[", "12345678901234567890",
)  # fmt: skip


def seeds() -> Iterator[bytes]:
    """Format, layout and damage in a byte each, then the content."""
    contents = {
        "jsonl": b'\xef\xbb\xbf{"id": 7, "text": "teh a", "x": [1, {"a": null}]}\n\n{"text": 5}\r\n'
        b'{"text": "!boom"}\n[1]\n{"text": "b", "y": 1.5}\n{"text": "\\ud800", "repaired": 1}',
        "csv": b'id,text\n1,teh a\n\n2,"b ""c""\nd"\n3\n4,"open\n5,!boom\n6,e',
        "tsv": b"id\ttext\n1\tteh a\n2\n3\tb\tc\n4\t!boom\r\n",
        "txt": b"teh a\r\n\n  \nb\xff\n!boom\nc",
        "parquet": _table(["teh a", None, "!boom", "b" * 20], 2),
        "rows.parquet": b"teh a\n\x00\n!boom\nb",
    }
    for number, name in enumerate(_FORMATS):
        for layout in range(0, len(_LAYOUTS), 5):
            yield bytes([number, layout, layout % 4]) + contents[name]


class _Worker(RepairWorker):
    """Repairs in no time: "teh" becomes "the", and "boom" fails."""

    def repair(
        self, texts: Sequence[str], sources: Sequence[str | None] | None = None
    ) -> list[Repair | Exception]:
        assert sources is None or len(sources) == len(texts)
        return [self._done(text) for text in texts]

    @staticmethod
    def _done(text: str) -> Repair | Exception:
        if "boom" in text:
            return ValueError(text)
        if not text.startswith("teh"):
            return Repair(text, text)
        edit = Edit(0, 3, "teh", "the", "rules", "spelling.the", confidence=0.5)
        return Repair(text, f"the{text[3:]}", (edit,))


def one(data: bytes) -> None:
    """Write a file, and repair it as a job does."""
    format_ = _FORMATS[data[0] % len(_FORMATS)] if data else "txt"
    layout = _LAYOUTS[data[1] % len(_LAYOUTS)] if len(data) > 1 else Layout()
    damage = data[2] if len(data) > 2 else 0
    content = data[3:]
    if format_ == "rows.parquet":
        texts = [line.decode("utf-8", "replace") for line in content.split(b"\n")]
        content = _table([None if text == "\x00" else text for text in texts], damage % 5 + 1)
        format_ = "parquet"
    name = f"input.{format_}"
    stored, is_whole = content, True
    if format_ != "parquet" and damage % 4:
        name += ".gz"
        stored = gzip.compress(content, 1, mtime=0)
        if damage % 4 > 1:
            cut = len(stored) * (damage // 4) // 64
            is_whole = False
            stored = stored[:cut] + (bytes([damage]) + stored[cut + 1 :] if damage % 4 > 2 else b"")
    path = scratch() / name
    path.write_bytes(stored)
    try:
        (source,) = discover([path], scratch() / "out", layout)
        items = list(split(source, (), layout))
    finally:
        path.unlink()
    end = items.pop()
    assert isinstance(end, SourceEnd)
    tasks = [item for item in items if isinstance(item, ShardTask)]
    assert len(tasks) == end.shards
    if format_ != "parquet":
        _check_bytes(format_, content, tasks, layout, is_whole)
    worker = _Worker()
    for task in tasks:
        _check_shard(task, repair_shard(task, worker, layout), layout)


def _check_bytes(
    format_: str, content: bytes, tasks: list[ShardTask], layout: Layout, is_whole: bool
) -> None:
    """What the records and the dead letters of the reader hold is all of the file."""
    letters = [letter for task in tasks for letter in task.letters]
    if any(letter.row is None for letter in letters):
        return  # no table at all: the whole file is one letter
    got = [raw for task in tasks for _, raw in task.records]
    got += [letter.row or b"" for letter in letters]
    if layout.text_per == "file" and format_ == "txt":
        assert not is_whole or b"".join(got) == content
        return
    wanted = content.removeprefix(b"\xef\xbb\xbf")
    if format_ != "txt":
        # Line ends and blank lines are all that may go, and the header.
        if format_ == "csv":
            got = [_header(content), *got]
        elif format_ == "tsv":
            header = next(records.line_records(lines(io.BytesIO(content)), keep_blank=False), None)
            got = [header[1] if header else b"", *got]
        got = [_bare(b"".join(got))]
        wanted = _bare(wanted)
    joined = b"".join(got)
    if is_whole:
        assert joined == wanted, "no byte is lost"
        assert not letters
    elif not letters or len(joined) > len(wanted):
        return  # other bytes than those of the content: a damage that was not noticed at once
    positions = [position for task in tasks for position, _ in task.records]
    assert positions == sorted(set(positions))


def _header(content: bytes) -> bytes:
    found = next(records.csv_records(lines(io.BytesIO(content))), None)
    return found[1] if found else b""


def _bare(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"").replace(b"\r", b"")


def _check_shard(task: ShardTask, result: ShardResult, layout: Layout) -> None:
    letters = [json.loads(line) for line in result.dead.splitlines()]
    rows = len(task.records)
    if task.format == "parquet":
        rows = sum(_count(packed) for _, packed in task.records)
    assert result.counts.rows + result.counts.errors == rows + len(task.letters), "no row is lost"
    assert len(letters) == result.counts.errors == sum(result.reasons.values())
    places = Counter((letter["unit"], letter["position"]) for letter in letters)
    assert all(count == 1 for place, count in places.items() if place[0] != "file")
    found = _output(result, layout)
    assert len(found) == result.counts.rows
    for row in found:
        text, repaired = row.get("text"), row["repaired"]
        if text is not None:
            assert repaired == (f"the{text[3:]}" if text.startswith("teh") else text)
            assert "boom" not in repaired
            assert len(text) <= layout.max_chars


def _output(result: ShardResult, layout: Layout) -> list[dict[str, Any]]:
    """The rows of the output, by another reader than ours."""
    if not result.ending:
        assert not result.output
        return []
    content = result.output
    if result.ending.endswith(".gz"):
        content = gzip.decompress(content)
    kind = result.ending.split(".")[1]
    if kind == "parquet":
        import pyarrow.parquet as pq

        found: list[dict[str, Any]] = pq.read_table(io.BytesIO(content)).to_pylist()
        return found
    if kind == "jsonl":
        return [json.loads(line) for line in content.split(b"\n")[:-1]]
    if kind == "txt":
        if layout.text_per == "file":
            return [{"repaired": content.decode()}]
        pieces = content.decode().split("\n")
        return [{"repaired": piece} for piece in (pieces[:-1] if pieces[-1] == "" else pieces)]
    csv.field_size_limit(2**30)
    if kind == "csv":
        table = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
    else:
        table = [line.split("\t") for line in content.decode().split("\n")[:-1]]
    header, *rows = table
    assert all(len(row) == len(header) for row in rows)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _count(packed: bytes) -> int:
    import pyarrow as pa

    count: int = pa.ipc.open_stream(packed).read_all().num_rows
    return count


def _table(texts: list[str | None], group: int) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    table = pa.table({"id": list(range(len(texts))), "text": pa.array(texts, pa.string())})
    pq.write_table(table, sink, row_group_size=group, compression="none")
    return sink.getvalue()
