"""Every input format into every output format; what is not repaired stays as it is."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mtfix.batch.discovery import discover
from mtfix.batch.options import Layout
from mtfix.batch.readers import split
from mtfix.batch.shards import ShardTask

BAD = '"We agree, "- he said.'
GOOD = '"We agree," he said.'
Done = Callable[..., Any]
Write = Callable[[str, bytes], Path]


def json_lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def table(content: bytes) -> pa.Table:
    return pq.read_table(io.BytesIO(content))


def test_jsonl_keeps_every_byte_of_the_row(done: Done, write: Write) -> None:
    row = b'{ "n": 1.10,"big":12345678901234567890, "\\u0442": "\\/",  "text":' + (
        json.dumps(BAD).encode() + b', "n": 2}  \r\n'
    )
    output = done(write("a.jsonl", row)).output
    assert output == row.rstrip()[:-1] + b', "repaired": ' + json.dumps(GOOD).encode() + b"}\n"


def test_added_fields(done: Done, write: Write) -> None:
    rows = b"".join(json.dumps({"text": text}).encode() + b"\n" for text in (BAD, "Fine."))
    path = write("a.jsonl", rows)
    changed, same = json_lines(done(path, Layout(add=("edits", "changed", "confidence"))).output)
    assert (changed["repaired"], changed["changed"], changed["confidence"]) == (GOOD, True, 1.0)
    assert [edit["rule"] for edit in changed["edits"]] == ["quote.reported_speech"]
    assert (same["changed"], same["confidence"], same["edits"]) == (False, None, [])


def test_csv_keeps_numerals_and_line_breaks(done: Done, write: Write) -> None:
    quoted = BAD.replace('"', '""')
    content = f'id,text,note\n007,"{quoted}","two\nlines, ""x"""\n'.encode()
    output = done(write("a.csv", content)).output
    rows = list(csv.reader(io.StringIO(output.decode(), newline="")))
    assert rows == [
        ["id", "text", "note", "repaired"],
        ["007", BAD, 'two\nlines, "x"', GOOD],
    ]


def test_tsv_has_no_quoting(done: Done, write: Write) -> None:
    content = f"text\tid\n{BAD}\t\n".encode()
    output = done(write("a.tsv", content)).output
    assert output == f"text\tid\trepaired\n{BAD}\t\t{GOOD}\n".encode()


def test_text_keeps_its_line_ends_and_blank_lines(done: Done, write: Write) -> None:
    content = f"{BAD}\r\n\n  \n{BAD}".encode()
    assert done(write("a.txt", content)).output == (f"{GOOD}\r\n\n  \n{GOOD}".encode())


def test_a_text_file_can_be_one_document(done: Done, write: Write) -> None:
    content = f"Title\n\n{BAD}\n".encode()
    path = write("a.txt", content)
    assert done(path, Layout(text_per="file")).output == f"Title\n\n{GOOD}\n".encode()
    (row,) = json_lines(done(path, Layout(text_per="file", to="jsonl")).output)
    assert row == {
        "file": str(path.resolve()),
        "text": content.decode(),
        "repaired": f"Title\n\n{GOOD}\n",
    }


def test_parquet_keeps_types_and_metadata(done: Done, tmp_path: Path) -> None:
    schema = pa.schema(
        [
            ("when", pa.timestamp("ns", tz="UTC")),
            ("price", pa.decimal128(10, 2)),
            ("text", pa.large_string()),
            ("vector", pa.list_(pa.float32(), 2)),
        ],
        metadata={"origin": "crawl"},
    )
    rows = pa.table(
        [[1, None], [Decimal("1.10"), None], [BAD, "Fine."], [[1.0, 2.0], None]], schema=schema
    )
    path = tmp_path / "a.parquet"
    pq.write_table(rows, path)
    found = table(done(path, Layout(add=("edits",))).output)
    assert found.drop_columns(["repaired", "edits"]).equals(rows)
    assert found.schema.metadata[b"origin"] == b"crawl"
    assert found.column("repaired").to_pylist() == [GOOD, "Fine."]
    assert len(found.column("edits").to_pylist()[0]) == 1
    (first, _) = json_lines(done(path, Layout(to="jsonl")).output)
    assert (first["price"], first["repaired"]) == ("1.10", GOOD)


def test_parquet_shards_do_not_depend_on_row_groups(done: Done, tmp_path: Path) -> None:
    rows = pa.table({"text": [f"Row {n}." for n in range(1000)]})
    shards = []
    for size in (7, 1000):
        path = tmp_path / "a.parquet"
        pq.write_table(rows, path, row_group_size=size)
        results = done(path, Layout(shard_rows=300)).results
        shards.append([result.output for result in results])
    assert shards[0] == shards[1]
    assert [table(output).num_rows for output in shards[0]] == [300, 300, 300, 100]


@pytest.mark.parametrize("to", ["csv", "tsv", "parquet"])
def test_jsonl_into_tables(done: Done, write: Write, to: Any) -> None:
    rows = [
        {"text": BAD, "year": 2010, "share": 1, "tags": ["a"], "mixed": "x"},
        {"text": "Fine.", "year": None, "share": 0.5, "tags": None, "mixed": 5},
    ]
    content = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    output = done(write("a.jsonl", content), Layout(to=to)).output
    if to == "parquet":
        assert table(output).to_pylist() == [
            {**rows[0], "share": 1.0, "tags": '["a"]', "mixed": '"x"', "repaired": GOOD},
            {**rows[1], "mixed": "5", "repaired": "Fine."},
        ]
        return
    quoting = csv.QUOTE_MINIMAL if to == "csv" else csv.QUOTE_NONE
    text = io.StringIO(output.decode(), newline="")
    found = list(csv.reader(text, delimiter="," if to == "csv" else "\t", quoting=quoting))
    assert found[1:] == [
        [BAD, "2010", "1", '["a"]', "x", GOOD],
        ["Fine.", "", "0.5", "", "5", "Fine."],
    ]


def test_a_row_that_does_not_fit_the_table_is_not_lost(done: Done, write: Write) -> None:
    lines = [json.dumps({"text": "Fine.", "n": 1})] * 1000
    lines += [json.dumps({"text": "Fine.", "n": "x"}), json.dumps({"text": "Fine.", "new": 1})]
    path = write("a.jsonl", "\n".join(lines).encode())
    result = done(path, Layout(to="parquet", shard_rows=5000))
    assert table(result.output).num_rows == 1000
    assert [(letter["position"], letter["kind"], letter["row"]) for letter in result.letters] == [
        (1001, "does-not-fit", lines[1000]),
        (1002, "does-not-fit", lines[1001]),
    ]
    as_csv = done(path, Layout(to="csv", shard_rows=5000))
    assert [letter["position"] for letter in as_csv.letters] == [1002]


@pytest.mark.parametrize(
    ("ending", "compress"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)],
)
def test_compressed_input(done: Done, write: Write, ending: str, compress: Any) -> None:
    path = write(f"a.txt{ending}", compress(f"{BAD}\n".encode()))
    assert done(path).output == f"{GOOD}\n".encode()


def test_zstd_both_ways_and_gzip_out(done: Done, write: Write) -> None:
    path = write("a.txt", f"{BAD}\n".encode())
    packed = done(path, Layout(compress="zstd"))
    again = write(f"b{packed.results[0].ending}", packed.output)
    assert again.name == "b.txt.zst"
    assert done(again).output == f"{GOOD}\n".encode()
    packed = done(path, Layout(compress="gzip"))
    assert gzip.decompress(packed.output) == f"{GOOD}\n".encode()
    assert packed.output == done(path, Layout(compress="gzip")).output


def test_a_byte_order_mark_is_no_text(done: Done, write: Write) -> None:
    path = write("a.csv", b"\xef\xbb\xbftext\nFine.\n")
    assert done(path).output == b"text,repaired\nFine.,Fine.\n"


def test_shards_cut_by_rows_and_by_bytes(done: Done, write: Write, tmp_path: Path) -> None:
    path = write("a.txt", b"Fine.\n" * 10)
    assert done(path, Layout(shard_rows=4)).end.shards == 3
    assert done(path, Layout(shard_bytes=12)).end.shards == 5
    layout = Layout(shard_rows=4)
    (source,) = discover([path], tmp_path / "out", layout)
    numbers = [item.number for item in split(source, {0, 2}, layout) if isinstance(item, ShardTask)]
    assert numbers == [1]
