"""Cutting CSV into records agrees with the csv module, and bounds what a stray mark can do."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from mtfix.batch.records import csv_records
from mtfix.batch.tables import line, parse

_VALUES = st.text(st.sampled_from('ab,"\n\r é'), max_size=6)
_ROWS = st.lists(st.lists(_VALUES, min_size=2, max_size=3), max_size=6)


@given(_ROWS)
def test_records_are_those_of_the_csv_module(rows: list[list[str]]) -> None:
    content = "".join(line("csv", row) for row in rows).encode()
    records = [raw.decode() for _, raw in csv_records(io.BytesIO(content))]
    assert [parse("csv", record) for record in records] == rows


@given(st.binary(max_size=60).map(lambda raw: raw.replace(b"\r", b"")))
def test_no_line_is_lost(content: bytes) -> None:
    lines = [raw for raw in content.split(b"\n") if raw]
    found = [piece for _, raw in csv_records(io.BytesIO(content)) for piece in raw.split(b"\n")]
    assert [piece for piece in found if piece] == lines


def test_positions_are_those_of_the_first_line() -> None:
    content = b'a,b\n1,"x\ny"\n\n2,z\n'
    assert [position for position, _ in csv_records(io.BytesIO(content))] == [1, 2, 5]


def test_an_open_mark_costs_one_line() -> None:
    content = b'1,"a\n2,b\n3,c\n'
    assert [raw for _, raw in csv_records(io.BytesIO(content))] == [b'1,"a', b"2,b", b"3,c"]


def test_line_is_what_the_csv_module_reads() -> None:
    values = ['a "b"', "c\nd", ""]
    assert next(csv.reader(io.StringIO(line("csv", values), newline=""))) == values
