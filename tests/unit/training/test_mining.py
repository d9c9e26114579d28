"""Nearest better translation, on a line made by hand."""

from __future__ import annotations

from mtfix.training.mining import MiningPolicy, is_old_engine, mine
from mtfix.training.sources import Line, Output

REFERENCE = "The minister signed the agreement in Moscow on Tuesday ."


def _line(*texts: str) -> Line:
    outputs = tuple(Output(f"system-{i}", text) for i, text in enumerate(texts))
    return Line("newstest2013.500", "…", (REFERENCE,), outputs)


def test_the_target_is_the_nearest_among_the_clearly_better() -> None:
    bad = "Minister signed agreement in Moscow at Tuesday ."
    near = "The minister signed agreement in Moscow on Tuesday ."
    pairs = {pair.before: pair for pair in mine([_line(bad, near)])}
    assert pairs[bad].after == near
    assert not pairs[bad].is_reference
    assert pairs[near].after == REFERENCE
    assert pairs[near].is_reference


def test_an_output_that_only_the_far_reference_beats_is_dropped() -> None:
    far = "Something else was written here by a very different system altogether"
    assert list(mine([_line(far)], MiningPolicy(max_distance=0.5))) == []


def test_a_perfect_output_has_no_target() -> None:
    assert list(mine([_line(REFERENCE)])) == []


def test_old_engines_are_told_by_their_names() -> None:
    assert is_old_engine("rbmt-1")
    assert is_old_engine("online-F.0")
    assert not is_old_engine("Facebook_FAIR.6937")
