"""Whatever cannot be repaired becomes a dead letter with reason, place and untouched row."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mtfix.batch.columns import Unusable, probe
from mtfix.batch.discovery import discover
from mtfix.batch.options import Layout

Done = Callable[..., Any]
Write = Callable[[str, bytes], Path]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (b'{"text": 5}', "not-text"),
        (b'{"text": null}', "not-text"),
        (b'{"text": ["a"]}', "not-text"),
        (b'{"other": "a"}', "missing-field"),
        (b'{"text": "a"', "broken-row"),
        (b'["text"]', "broken-row"),
        (b"[" * 20_000, "broken-row"),
        (b'{"text": "a\xff"}', "undecodable"),
        (b'{"text": "\\ud800"}', "undecodable"),
        (b'{"text": "a", "repaired": "b"}', "taken-field"),
        (b'{"text": "' + b"long " * 10 + b'"}', "too-long"),
    ],
)
def test_bad_json_lines(done: Done, write: Write, row: bytes, kind: str) -> None:
    fine = b'{"text": "Fine."}'
    result = done(write("a.jsonl", fine + b"\n\n" + row + b"\n" + fine), Layout(max_chars=40))
    assert [json.loads(line)["repaired"] for line in result.output.splitlines()] == ["Fine."] * 2
    (letter,) = result.letters
    assert (letter["kind"], letter["unit"], letter["position"]) == (kind, "line", 3)
    raw = base64.b64decode(letter["row_base64"]) if "row_base64" in letter else letter["row"]
    assert raw == row or raw == row.decode()
    assert letter["reason"]


def test_letters_name_the_row(done: Done, write: Write) -> None:
    path = write("a.jsonl", b'{"key": 7, "text": 5}\n')
    (letter,) = done(path, Layout(id_field="key")).letters
    assert (letter["id"], letter["input"]) == ("7", str(path.resolve()))


def test_a_shard_without_a_good_row_has_no_output(done: Done, write: Write) -> None:
    (result,) = done(write("a.jsonl", b"x\n")).results
    assert (result.ending, result.output, result.counts.errors) == ("", b"", 1)


@pytest.mark.parametrize(
    ("name", "content", "position", "row"),
    [
        ("a.csv", b"id,text\n1,a\n2\n3,c\n", 3, "2"),
        ("a.csv", b'id,text\n1,a\n2,"b\n3,c\n', 3, '2,"b'),
        ("a.csv", b'id,text\n1,a\n2,b"b"\n3,c\n', None, ""),
        ("a.csv", b'id,text\n1,a\n"2"x,b\n3,c\n', 3, '"2"x,b'),
        ("a.tsv", b"id\ttext\n1\ta\n2\tb\tb\n3\tc\n", 3, "2\tb\tb"),
    ],
)
def test_bad_records_of_tables(
    done: Done, write: Write, name: str, content: bytes, position: int | None, row: str
) -> None:
    result = done(write(name, content))
    letters = [(letter["position"], letter["row"]) for letter in result.letters]
    assert letters == ([(position, row)] if position else [])
    assert result.output.count(b"\n") == (3 if position else 4)


def test_bad_values_of_parquet(done: Done, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": [1, 2], "text": ["Fine.", None]}), path)
    result = done(path)
    (letter,) = result.letters
    assert (letter["unit"], letter["position"], letter["row"]) == (
        "row",
        2,
        '{"id": 2, "text": null}',
    )
    pq.write_table(pa.table({"text": [1, 2]}), path)
    assert [letter["kind"] for letter in done(path).letters] == ["not-text"] * 2


def test_a_cut_off_gzip_gives_what_it_has(done: Done, write: Write) -> None:
    rows = b"".join(json.dumps({"text": f"Row {n * n}."}).encode() + b"\n" for n in range(5000))
    whole = gzip.compress(rows)
    result = done(write("a.jsonl.gz", whole[: len(whole) // 2]))
    repaired = len(result.output.splitlines())
    assert 0 < repaired < 5000
    (letter,) = result.letters
    assert (letter["unit"], letter["kind"]) == ("file", "unreadable")
    assert letter["position"] == repaired + 1
    assert "cut off" in letter["reason"]
    got = rows[: len(b"".join(rows.splitlines(True)[:repaired])) + len(letter["row"])]
    assert got.endswith(letter["row"].encode())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl.gz", b"no gzip"),
        ("a.parquet", b"no parquet"),
        ("a.parquet", b""),
        ("a.txt.zst", b"no zstd"),
        ("a.csv", "текст\n".encode("cp1251")),
        ("a.csv", b"id,note\n1,a\n"),
        ("a.csv", b"text,text\n1,a\n"),
        ("a.csv", b"text,repaired\n1,a\n"),
    ],
)
def test_an_unusable_file_is_one_letter(
    done: Done, write: Write, name: str, content: bytes
) -> None:
    result = done(write(name, content))
    assert result.output == b""
    assert [(item["unit"], item["kind"]) for item in result.letters] == [("file", "unreadable")]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt"])
def test_an_empty_file_has_no_shards(done: Done, write: Write, name: str) -> None:
    result = done(write(name, b""))
    assert (result.results, result.end.shards) == ([], 0)


def test_a_file_that_grows_while_it_is_read_is_noticed(write: Write) -> None:
    from mtfix.batch.readers import split
    from mtfix.batch.shards import SourceEnd

    path = write("a.txt", b"One.\nTwo.\n")
    layout = Layout(shard_rows=1)
    (source,) = discover([path], path.parent / "out", layout)
    items = split(source, (), layout)
    next(items)
    path.write_bytes(path.read_bytes() + b"Three.\n")
    end = list(items)[-1]
    assert isinstance(end, SourceEnd)
    assert end.changed


@pytest.mark.parametrize(
    ("name", "content"), [("a.jsonl", b'{"mt": "a"}\n'), ("a.csv", b"mt\na\n")]
)
def test_a_mistyped_field_stops_the_job(write: Write, name: str, content: bytes) -> None:
    path = write(name, content)
    (source,) = discover([path], path.parent / "out", Layout())
    with pytest.raises(Unusable, match="it has mt: pass the one that holds the text"):
        probe(source, Layout())
    probe(source, Layout(text_field="mt"))
