"""Scores against values worked out by hand, and against plain sacrebleu."""

from __future__ import annotations

import pytest
from sacrebleu.metrics import BLEU, CHRF, TER

from mtfix.evaluation.metrics import Scorer, streams


def ter(references: list[tuple[str, ...]], hypotheses: list[str]) -> float:
    return Scorer(references).corpus(hypotheses)["TER"].value


def test_one_substitution_in_four_words_is_a_quarter() -> None:
    assert ter([("a b c d",)], ["a x c d"]) == pytest.approx(25.0)


def test_a_moved_phrase_is_one_edit() -> None:
    assert ter([("a b c d e",)], ["d e a b c"]) == pytest.approx(20.0)


def test_an_exact_repair_scores_zero_ter_and_full_bleu() -> None:
    scores = Scorer([("the treaty was signed on Monday",)]).corpus(
        ["the treaty was signed on Monday"]
    )
    assert scores["TER"].value == 0
    assert scores["BLEU"].value == pytest.approx(100.0)
    assert scores["chrF2++"].value == pytest.approx(100.0)


def test_edits_are_the_fewest_over_the_references() -> None:
    scorer = Scorer([("a b c d", "w x y z"), ("a b",)])
    assert scorer.edits(["w x y q", "a b"]) == [1, 0]


def test_ter_divides_by_the_mean_reference_length() -> None:
    # One edit to the nearer reference; references of 4 and 6 words.
    assert ter([("a b c d", "a b c d e f")], ["a b c x"]) == pytest.approx(100 / 5)


def test_ter_ignores_case_and_strict_edits_do_not() -> None:
    scorer = Scorer([("NATO also agreed",)])
    assert scorer.edits(["NATO Also agreed"]) == [0]
    assert scorer.strict_edits(["NATO Also agreed"]) == [1]


def test_kept_boilerplate_counts_and_deleted_boilerplate_does_not() -> None:
    references = [("a b c d", "a b c d"), ("", "")]
    scorer = Scorer(references)
    assert scorer.edits(["a b c d", "Like this post?"]) == [0, 3]
    assert scorer.edits(["a b c d", ""]) == [0, 0]
    assert ter(references, ["a b c d", "Like this post?"]) == pytest.approx(75.0)
    assert ter(references, ["a b c d", ""]) == 0


def test_a_missing_second_reference_is_not_an_empty_one() -> None:
    references = [("a b c d", "a b x d"), ("e f g h",)]
    assert streams(references) == [["a b c d", "e f g h"], ["a b x d", None]]
    assert Scorer(references).edits(["a b x d", "e f g h"]) == [0, 0]


def test_corpus_scores_are_exactly_those_of_sacrebleu() -> None:
    references = [
        ("The chances of getting these guarantees are small.", "The odds are slim."),
        ("According to him, Moscow hopes to agree.", "He says Moscow hopes to agree."),
        ("", ""),
    ]
    hypotheses = [
        "Chances of these guarantees are very small.",
        "According to him Moscow is hoping for to agree.",
        "Share to your friends:",
    ]
    scorer = Scorer(references)
    scorer.corpus(["other"] * 3)  # what was scored before must not matter
    scores = scorer.corpus(hypotheses)
    for metric in (BLEU(), CHRF(word_order=2), TER()):
        expected = metric.corpus_score(hypotheses, streams(references))
        assert scores[expected.name].value == pytest.approx(expected.score)
        assert scores[expected.name].signature == str(metric.get_signature())


def test_equal_hypotheses_of_different_segments_are_kept_apart() -> None:
    scorer = Scorer([("a b c d",), ("a b x y",)])
    assert scorer.edits(["a b c d", "a b c d"]) == [0, 2]
    assert scorer.edits(["a b x y", "a b x y"]) == [2, 0]


def test_breakdown_equals_scoring_the_part_alone() -> None:
    references = [("a b c d",), ("e f g h",), ("i j k l",)]
    hypotheses = ["a b c x", "e f g h", "i j y z"]
    parts = Scorer(references).breakdown(hypotheses, {"ends": [0, 2], "middle": [1]})
    alone = Scorer([references[0], references[2]]).corpus([hypotheses[0], hypotheses[2]])
    assert {name: score.value for name, score in parts["ends"].items()} == pytest.approx(
        {name: score.value for name, score in alone.items()}
    )
    assert parts["middle"]["TER"].value == 0


def test_a_segment_without_references_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one reference"):
        Scorer([("a",), ()])


def test_a_wrong_number_of_hypotheses_is_refused() -> None:
    with pytest.raises(ValueError, match="2 hypotheses were given for 1 segments"):
        Scorer([("a",)]).corpus(["a", "b"])
