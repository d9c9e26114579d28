"""Counting what got better and worse, on cases small enough to count by hand."""

from __future__ import annotations

import pytest

from mtfix.evaluation.alarms import Alarms, alarms
from mtfix.evaluation.outcomes import (
    Outcomes,
    TagRecall,
    count_edits,
    count_words,
    effort,
    outcomes,
    tag_recall,
)


def test_better_same_and_worse_are_told_apart() -> None:
    found = outcomes(
        inputs=["a", "b", "c", "d", "e"],
        outputs=["A", "B", "C", "d", "E"],
        before=[3, 2, 1, 0, 4],
        after=[1, 2, 2, 0, 3],
    )
    assert found == Outcomes(better=2, same=2, worse=1, changed_same=1)
    assert found.segments == 5
    assert found.changed == 4


@pytest.mark.parametrize(
    ("before", "after", "edits", "words"),
    [
        ("a b c", "a b c", 0, 0),
        ("our homeland took part", "Russia took part", 1, 2),
        ("a b c d e", "x b c d y", 2, 2),
        ("hold the meeting", "hold a long meeting", 1, 2),
        ("he says a diplomat said", "he says a diplomat", 1, 1),
        ('he said "b."', "he said Kommersant.", 2, 3),
        ("a  b", "a b", 1, 0),
        ("NATO, Also", "NATO, also", 1, 1),
    ],
)
def test_edits_are_stretches_of_changed_tokens(
    before: str, after: str, edits: int, words: int
) -> None:
    assert count_edits(before, after) == (edits, words)


def test_effort_relates_gain_to_edits() -> None:
    found = effort(["a b c d e", "f g"], ["x b c d y", "f g"], edits_saved=1, ter_points=0.5)
    assert (found.edits, found.edited_words) == (2, 2)
    assert found.saved_per_edit == 0.5
    assert found.saved_per_edited_word == 0.5
    assert found.points_per_100_edits == 25


def test_effort_of_no_edits_has_no_rate() -> None:
    found = effort(["a"], ["a"], edits_saved=0, ter_points=0)
    assert found.saved_per_edit is None
    assert found.saved_per_edited_word is None
    assert found.points_per_100_edits is None


def test_tag_recall_counts_each_tag_of_a_segment_once() -> None:
    found = tag_recall(
        tags=[["article", "quote"], ["article", "article"], ["quote"], []],
        before=[2, 3, 1, 5],
        after=[0, 2, 2, 0],
    )
    assert found == {
        "article": TagRecall(segments=2, improved=2, repaired=1, worse=0),
        "quote": TagRecall(segments=2, improved=1, repaired=1, worse=1),
    }


def test_a_segment_that_was_right_before_is_not_repaired() -> None:
    [found] = tag_recall([["dash"]], before=[0], after=[0]).values()
    assert found == TagRecall(segments=1, improved=0, repaired=0, worse=0)


def test_false_alarms_are_counted_per_segment_and_per_word() -> None:
    found = alarms(
        ["One two three four.", "Five six.", "Seven – eight."],
        ["One 2 three 4.", "Five six.", "Seven – eight."],
    )
    assert found == Alarms(segments=3, words=8, changed=1, edits=2)
    assert found.changed_per_1000_segments == pytest.approx(1000 / 3)
    assert found.edits_per_1000_words == pytest.approx(250)


def test_untouched_text_raises_no_alarm() -> None:
    assert alarms(["Good."], ["Good."]) == Alarms(segments=1, words=1, changed=0, edits=0)


def test_words_hold_a_letter_or_digit() -> None:
    assert count_words("U.S. — 2,500 men, he said .") == 5
