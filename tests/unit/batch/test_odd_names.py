"""Names that JSON or a file system can hold, and UTF-8 or a table cannot."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from mtfix.batch.discovery import shown
from mtfix.batch.options import Layout

Done = Callable[..., Any]
Write = Callable[[str, bytes], Path]
_SPOKEN = b'"We agree, "- he said.\n'


@pytest.mark.parametrize("to", ["csv", "tsv", "parquet"])
def test_a_field_that_no_table_can_name_costs_its_rows_only(
    done: Done, write: Write, to: str
) -> None:
    rows = b'{"text": "a", "\\ud800": 1}\n{"text": "b"}\n'
    result = done(write("a.jsonl", rows), Layout(to=to))
    assert [letter["kind"] for letter in result.letters] == ["does-not-fit"]
    assert result.letters[0]["row"] == rows.split(b"\n")[0].decode()
    assert sum(part.counts.rows for part in result.results) == 1


def test_rows_without_text_do_not_decide_what_the_text_field_is(done: Done, write: Write) -> None:
    rows = b'{"text": 5, "n": 1}\n{"text": "a", "n": 2}\n'
    result = done(write("a.jsonl", rows), Layout(to="parquet"))
    table = pq.read_table(io.BytesIO(result.output))
    assert table.to_pylist() == [{"text": "a", "n": 2, "repaired": "a"}]


@pytest.mark.parametrize("to", ["jsonl", "csv", "parquet"])
def test_a_file_name_that_is_not_utf8_costs_its_document_only(
    done: Done, tmp_path: Path, to: str
) -> None:
    path = tmp_path / os.fsdecode(b"a\xff.txt")
    path.write_bytes(_SPOKEN)
    result = done(path, Layout(text_per="file", to=to))
    (letter,) = result.letters
    assert (letter["kind"], letter["row"]) == ("does-not-fit", _SPOKEN.decode())


def test_odd_names_are_shown_escaped() -> None:
    assert shown(os.fsdecode(b"/a\xff.txt")) == "/a\\udcff.txt"
    assert shown("/é.txt") == "/é.txt"


def test_dead_letters_of_odd_names_are_json(done: Done, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\xff.jsonl")
    path.write_bytes(b'{"text": 5}\n')
    (letter,) = done(path).letters
    assert letter["input"] == json.loads(json.dumps(str(path.resolve())))
