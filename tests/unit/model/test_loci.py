"""From probabilities to loci, and from loci to spans of the text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mtfix.document.units import units
from mtfix.model.features import FEATURES
from mtfix.model.loci import Locus, find_loci, span_of
from mtfix.model.tokenizer import Pieces


def _pieces(text: str) -> Pieces:
    """One piece a unit: BOS, the units, EOS."""
    found = tuple(units(text))
    count = len(found)
    return Pieces(tuple(range(count + 2)), found, tuple(range(1, count + 1)))


def _loci(text: str, delete: Sequence[float], insert: Sequence[float]) -> list[Locus]:
    return find_loci(
        _pieces(text), [0.0, *delete, 0.0], [0.0, *insert], at_delete=0.5, at_insert=0.5
    )


def test_nothing_above_the_thresholds_is_no_locus() -> None:
    assert _loci("West quite abandoned", [0.1, 0.4, 0.2], [0.1, 0.1, 0.3, 0.4]) == []


def test_a_run_of_deletions_with_an_insertion_is_one_replacement() -> None:
    (locus,) = _loci("West quite abandoned it", [0, 0.9, 0.8, 0], [0, 0.7, 0, 0, 0])
    assert (locus.start, locus.end, locus.gaps, locus.kind) == (1, 3, [1], "replace")
    assert locus.delete == [0.9, 0.8]
    assert locus.insert == [0.7]


def test_an_insertion_behind_a_deleted_run_belongs_to_it() -> None:
    (locus,) = _loci("West quite abandoned it", [0, 0.9, 0, 0], [0, 0, 0.7, 0, 0])
    assert (locus.start, locus.end, locus.gaps) == (1, 2, [2])


def test_a_pure_deletion_carries_the_probability_that_nothing_is_inserted() -> None:
    (locus,) = _loci("the the West", [0, 0.9, 0], [0, 0.2, 0, 0])
    assert locus.kind == "delete"
    assert locus.insert == [0.8]


def test_insertions_at_both_ends_are_two_loci() -> None:
    first, last = _loci("West wins", [0, 0], [0.9, 0, 0.6])
    assert (first.start, first.kind, last.start) == (0, "insert", 2)


@pytest.mark.parametrize(
    ("text", "locus", "expected"),
    [
        ("West wins", Locus(0, 0, fill=" The"), "The West wins"),
        ("West wins", Locus(0, 1, fill=" The East"), "The East wins"),
        ("West wins", Locus(1, 2, fill=" lost"), "West lost"),
        ("West wins", Locus(2, 2, fill="."), "West wins."),
        ("West wins", Locus(1, 1, fill=" never"), "West never wins"),
        ("In the West", Locus(0, 1), "the West"),
        ("the the West", Locus(1, 2), "the West"),
        ("longer , he", Locus(1, 2, fill=","), "longer, he"),
        ("  West wins", Locus(0, 0, fill=" The"), "  The West wins"),
        ("West", Locus(0, 1), ""),
    ],
)
def test_the_span_of_a_locus_keeps_the_spaces_right(text: str, locus: Locus, expected: str) -> None:
    start, end, after = span_of(locus, units(text))
    assert text[:start] + after + text[end:] == expected


def test_the_probability_falls_with_each_part() -> None:
    sure = Locus(0, 1, [0], [0.9], [0.9], " The", [-0.1])
    unsure_writing = Locus(0, 1, [0], [0.9], [0.9], " The", [-2.0])
    unsure_deletion = Locus(0, 1, [0], [0.5], [0.9], " The", [-0.1])
    assert sure.probability == pytest.approx(0.9 * 0.9 * 0.904837, rel=1e-4)
    assert unsure_writing.probability < sure.probability
    assert unsure_deletion.probability < sure.probability


def test_every_feature_has_a_name() -> None:
    assert len(Locus(0, 1, [0], [0.9], [0.9], " The", [-0.1]).features()) == len(FEATURES)


def test_features_tell_articles_from_content() -> None:
    names = dict(zip(FEATURES, range(len(FEATURES)), strict=True))
    article = Locus(0, 0, [0], [], [0.9], " The", [-0.1], around=frozenset({"west"}))
    moved = Locus(0, 1, [0], [0.9], [0.9], " West", [-0.1], True, ("Union",), frozenset({"west"}))
    assert article.features()[names["fills_articles"]] == 1.0
    assert moved.features()[names["fills_articles"]] == 0.0
    assert moved.features()[names["share_copied"]] == 1.0
    assert article.features()[names["share_copied"]] == 0.0
    assert moved.features()[names["deletes_function_words"]] == 0.0
