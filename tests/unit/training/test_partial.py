"""Half-done post-edits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch")
from mtfix.training.examples import loci, spaced_units
from mtfix.training.partial import partly_edit

BEFORE = "In this country to regular attacks undergo about 300 museums in the open air ."
AFTER = "In this country, about 300 open-air museums undergo regular attacks."


def _one_of(number: int) -> Callable[[], bool]:
    calls = iter(range(1000))
    return lambda: next(calls) == number


def test_all_changes_give_the_post_edit_and_none_the_draft() -> None:
    assert partly_edit(BEFORE, AFTER, lambda: True) == AFTER
    assert partly_edit(BEFORE, AFTER, lambda: False) == BEFORE.replace(" .", " .")


def test_a_move_is_made_whole() -> None:
    before = "Yesterday here arrived the President and he spoke long."
    after = "The President arrived here yesterday and he spoke at length."
    halves = {partly_edit(before, after, _one_of(n)) for n in range(2)}
    assert halves == {
        "The President arrived here yesterday and he spoke long.",
        "Yesterday here arrived the President and he spoke at length.",
    }


@given(st.randoms(use_true_random=False))
def test_a_draft_needs_no_more_changes_than_before(rng: object) -> None:
    half = partly_edit(BEFORE, AFTER, lambda: bool(rng.getrandbits(1)))  # type: ignore[attr-defined]
    left = len(loci(spaced_units(half), spaced_units(AFTER)))
    assert left <= len(loci(spaced_units(BEFORE), spaced_units(AFTER)))
