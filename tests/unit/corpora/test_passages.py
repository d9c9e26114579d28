"""The degraded passages hold together: schema, numbering, tags, references, splits."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

Row = dict[str, Any]

PASSAGES = Path(__file__).resolve().parents[3] / "corpora" / "passages"
FIELDS = {
    "doc": str,
    "topic": str,
    "par": int,
    "seg": int,
    "degraded": str,
    "light": str,
    "full": str,
    "errors": list,
}
TOPICS = frozenset(
    "politics energy courts economy science culture sport accidents defense society".split()
)
TAGS = frozenset(
    """
    article wrong-sense word-order preposition calque quote mistranslated-term tense-aspect
    capitalization name dash abbreviation missing-verb agreement relative-clause pronoun
    spacing-punct voice title-order duplicate-verb subjectless number-format transliteration
    participle spinner-synonym bracket-gloss boilerplate omission
    """.split()
)


def load(split: str) -> list[Row]:
    lines = (PASSAGES / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def development() -> list[Row]:
    return load("dev")


@pytest.fixture(scope="module")
def heldout() -> list[Row]:
    return load("test")


def documents(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["doc"], []).append(row)
    return grouped


def words(text: str) -> list[str]:
    return [word.strip('.,:;?!"—-()').lower() for word in text.split()]


def grams(text: str, n: int = 8) -> set[tuple[str, ...]]:
    tokens = [word for word in words(text) if word]
    return {tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)}


def row_problems(row: Row) -> Iterator[str]:
    """What is wrong with one row taken alone; empty for a good row."""
    if {name: type(value) for name, value in row.items()} != FIELDS:
        yield "schema"
        return
    degraded, light, full, errors = (row[k] for k in ("degraded", "light", "full", "errors"))
    if row["topic"] not in TOPICS or row["doc"].rpartition("-")[0] != row["topic"]:
        yield "topic"
    if len(set(errors)) != len(errors) or not TAGS.issuperset(errors):
        yield "tags"
    if not errors and not degraded == light == full:
        yield "changed without an error tag"
    if errors and degraded in (light, full):
        yield "error tags without a change"
    if not degraded:
        yield "empty"
    if ("" in (light, full)) != ("boilerplate" in errors):
        yield "only boilerplate is deleted whole"
    for text in (degraded, light, full):
        if text != " ".join(text.split()):
            yield "whitespace"
        # No Cyrillic, no typographic quotes: the seed has ASCII and the em dash only.
        if not all(ch.isascii() or ch in "—" for ch in text):
            yield "characters"
    if any(bad in text for text in (light, full) for bad in (" ,", " .", ",,", "( ", " )", '"b"')):
        yield "reference punctuation"


def document_problems(rows: Iterable[Row]) -> Iterator[str]:
    """What is wrong with the order, the numbering or the quotation marks of documents."""
    closed: set[str] = set()
    previous: Row | None = None
    for row in rows:
        if previous is not None and row["doc"] == previous["doc"]:
            follows = (row["par"], row["seg"]) in {
                (previous["par"], previous["seg"] + 1),
                (previous["par"] + 1, 0),
            }
        else:
            follows = (row["par"], row["seg"]) == (0, 0) and row["doc"] not in closed
        if not follows:
            yield f"{row['doc']}: numbering at {row['par']}.{row['seg']}"
        closed.add(row["doc"])
        previous = row
    marks: Counter[tuple[str, int, str]] = Counter()
    for row in rows:
        for reference in ("light", "full"):
            marks[row["doc"], row["par"], reference] += row[reference].count('"')
    for (doc, par, reference), count in marks.items():
        if count % 2:
            yield f"{doc}: odd quotation marks in paragraph {par}, {reference}"


def overlap(first: Iterable[Row], second: Iterable[Row]) -> set[tuple[str, ...]]:
    """Word 8-grams that both sets of rows hold, in any of their texts."""
    sides = [
        {gram for row in rows for k in ("degraded", "light", "full") for gram in grams(row[k])}
        for rows in (first, second)
    ]
    return sides[0] & sides[1]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_rows_are_well_formed(split: str) -> None:
    found = [
        f"{row.get('doc')} {row.get('par')}.{row.get('seg')}: {problem}"
        for row in load(split)
        for problem in row_problems(row)
    ]
    assert found == []


@pytest.mark.parametrize("split", ["dev", "test"])
def test_documents_are_whole(split: str) -> None:
    rows = load(split)
    assert list(document_problems(rows)) == []
    for doc, members in documents(rows).items():
        assert 8 <= len(members) <= 15, doc
        assert members[-1]["par"] >= 3, doc


def test_keys_are_unique(development: list[Row], heldout: list[Row]) -> None:
    keys = [(row["doc"], row["par"], row["seg"]) for row in development + heldout]
    assert len(set(keys)) == len(keys)


def test_there_is_enough(development: list[Row], heldout: list[Row]) -> None:
    assert len(development) + len(heldout) >= 320
    assert len(documents(development)) >= 18
    assert len(documents(heldout)) >= 14
    for rows in (development, heldout):
        untouched = sum(not row["errors"] for row in rows)
        assert 0.09 <= untouched / len(rows) <= 0.15


def test_split_is_by_document(development: list[Row], heldout: list[Row]) -> None:
    assert not documents(development).keys() & documents(heldout).keys()


def test_every_topic_is_in_both_splits(development: list[Row], heldout: list[Row]) -> None:
    assert {row["topic"] for row in development} == TOPICS
    assert {row["topic"] for row in heldout} == TOPICS


def test_most_tags_are_in_both_splits(development: list[Row], heldout: list[Row]) -> None:
    assert {tag for row in development for tag in row["errors"]} == TAGS
    assert {tag for row in heldout for tag in row["errors"]} == TAGS


def test_no_near_duplicates_across_splits(development: list[Row], heldout: list[Row]) -> None:
    assert overlap(development, heldout) == set()


def test_no_segment_comes_twice(development: list[Row], heldout: list[Row]) -> None:
    counts = Counter(" ".join(words(row["degraded"])) for row in development + heldout)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("split", ["dev", "test"])
def test_light_reference_is_the_nearer_one(split: str) -> None:
    """Light post-editing means the fewest edits, so `full` may not be clearly nearer."""
    for row in load(split):
        degraded = row["degraded"].split()
        light = Levenshtein.distance(degraded, row["light"].split())
        full = Levenshtein.distance(degraded, row["full"].split())
        assert light <= full + 2, (row["doc"], row["par"], row["seg"], light, full)


def test_training_passages_are_sound_and_apart(development: list[Row], heldout: list[Row]) -> None:
    """Written for training only: `full` repeats `light`, and most rows carry no error tags."""
    rows = load("train")
    problems = {problem for row in rows for problem in row_problems(row)}
    assert problems <= {"changed without an error tag"}
    assert list(document_problems(rows)) == []
    evaluation = development + heldout
    assert not documents(rows).keys() & documents(evaluation).keys()
    assert overlap(rows, evaluation) == set()


GOOD: Row = {
    "doc": "energy-99",
    "topic": "energy",
    "par": 0,
    "seg": 0,
    "degraded": "Contract signed yesterday.",
    "light": "The contract was signed yesterday.",
    "full": "The contract was signed yesterday.",
    "errors": ["article", "missing-verb"],
}


def test_checks_accept_a_good_row() -> None:
    assert list(row_problems(GOOD)) == []
    assert list(document_problems([GOOD])) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda row: row.pop("full"), "schema"),
        (lambda row: row.update(par="0"), "schema"),
        (lambda row: row.update(topic="weather"), "topic"),
        (lambda row: row.update(doc="politics-99"), "topic"),
        (lambda row: row.update(errors=["articles"]), "tags"),
        (lambda row: row.update(errors=["article", "article"]), "tags"),
        (lambda row: row.update(errors=[]), "changed without an error tag"),
        (lambda row: row.update(light=row["degraded"]), "error tags without a change"),
        (lambda row: row.update(light="", full=""), "only boilerplate is deleted whole"),
        (lambda row: row.update(light="The contract  was signed."), "whitespace"),
        (lambda row: row.update(degraded="Контракт signed."), "characters"),
        (lambda row: row.update(full="The contract was signed ."), "reference punctuation"),
    ],
)
def test_checks_reject_a_broken_row(change: Callable[[Row], object], problem: str) -> None:
    row = dict(GOOD)
    change(row)
    assert problem in list(row_problems(row))


def test_checks_reject_broken_documents() -> None:
    gap = [GOOD, {**GOOD, "seg": 2}]
    torn = [GOOD, {**GOOD, "doc": "energy-98"}, {**GOOD, "seg": 1}]
    unclosed = [{**GOOD, "light": '"The contract was signed yesterday.'}]
    for rows in (gap, torn, unclosed):
        assert list(document_problems(rows))


def test_overlap_is_found_inside_longer_text() -> None:
    text = "one two three four five six seven eight"
    other = {**GOOD, "degraded": f"Before that: {text}, nine."}
    assert overlap([{**GOOD, "full": text}], [other]) == {tuple(text.split())}
