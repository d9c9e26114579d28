"""The clean control holds together: schema, variety, and text that is tidy as it stands."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]

CONTROL = Path(__file__).resolve().parents[3] / "corpora" / "clean" / "control.jsonl"
KINDS = frozenset(
    """
    quotes nested-quotes quotes-uk dialogue dashes numbers ranges currencies names abbreviations
    sentence-start-abbreviations lists headlines dates british american parentheses legal sports
    idioms trap-words russia science culture technology economy accidents structure articles
    pronouns register plain
    """.split()
)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [json.loads(line) for line in CONTROL.read_text(encoding="utf-8").splitlines()]


def test_there_are_enough_passages_of_every_kind(rows: list[Row]) -> None:
    counts = Counter(row["kind"] for row in rows)
    assert len(rows) >= 320
    assert set(counts) == KINDS
    assert min(counts.values()) >= 5


def test_rows_follow_the_schema(rows: list[Row]) -> None:
    for number, row in enumerate(rows, start=1):
        assert set(row) == {"id", "kind", "text"}, row
        assert row["id"] == f"clean-{number:03d}"


def test_passages_are_distinct(rows: list[Row]) -> None:
    texts = [re.sub(r"\W+", " ", row["text"]).casefold() for row in rows]
    assert len(set(texts)) == len(texts)


def test_passages_are_tidy(rows: list[Row]) -> None:
    for row in rows:
        text = row["text"]
        assert text == text.strip(), row["id"]
        assert not re.search(r"  |[ \t]\n|\t|[\u00a0\u200b\ufeff]", text), row["id"]
        assert not re.search(r"\s[,;:!?]|\s\.(?!\.)", text), row["id"]
        assert not re.search("[\u0400-\u04ff]", text), row["id"]


def test_brackets_and_double_quotes_are_balanced(rows: list[Row]) -> None:
    for row in rows:
        text = row["text"]
        assert text.count("[") == text.count("]"), row["id"]
        assert text.count("“") == text.count("”"), row["id"]
        # List labels such as "a)" have no opening bracket.
        assert text.count("(") <= text.count(")"), row["id"]
        # A quotation that goes on in a new paragraph opens again without having closed.
        continued = text.count('\n\n"')
        assert (text.count('"') + continued) % 2 == 0, row["id"]


@pytest.mark.parametrize(
    "trap",
    [
        "Our homeland",
        "union",
        "rocket",
        "contract",
        "In this connection",
        "With all of this evidence",
        "U.S.",
        "START",
        "S-300",
        "Su-27",
        "RF signals",
        "MFA programs",
        "sovereign",
        "dilemma",
    ],
)
def test_the_known_traps_are_set(rows: list[Row], trap: str) -> None:
    assert any(trap in row["text"] for row in rows)
