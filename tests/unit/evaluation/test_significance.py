"""The bootstrap must see a real difference and must not see one in noise."""

from __future__ import annotations

import pytest

from mtfix.evaluation.metrics import Scorer
from mtfix.evaluation.significance import Difference, paired_bootstrap

GOOD = "one two three four five six"
BAD = "one two wrong four five six"
COUNT = 60


def compare(baseline: list[str], hypotheses: list[str]) -> dict[str, Difference]:
    return paired_bootstrap(Scorer([(GOOD,)] * COUNT), baseline, hypotheses, samples=300)


def test_a_real_improvement_is_significant() -> None:
    found = compare([BAD] * COUNT, [GOOD] * 30 + [BAD] * 30)["TER"]
    assert found.significant
    assert found.better
    assert found.delta == pytest.approx(-100 / 12)


def test_a_real_worsening_is_significant_and_not_better() -> None:
    found = compare([GOOD] * COUNT, [BAD] * 30 + [GOOD] * 30)
    assert found["TER"].significant
    assert not found["TER"].better
    assert found["BLEU"].delta < 0
    assert not found["BLEU"].better


def test_as_many_gains_as_losses_are_noise() -> None:
    baseline = [GOOD, BAD] * 30
    shuffled = [BAD, GOOD] * 15 + [GOOD, BAD] * 15
    shuffled[0] = GOOD  # one net gain among 29 losses and 30 gains
    found = compare(baseline, shuffled)["TER"]
    assert found.delta == pytest.approx(-100 / 6 / COUNT)
    assert not found.significant


def test_identical_systems_never_differ() -> None:
    for found in compare([BAD] * COUNT, [BAD] * COUNT).values():
        assert found.p_value == 1.0
        assert not found.significant
        assert not found.better


def test_a_change_that_a_metric_cannot_see_is_not_significant_in_it() -> None:
    found = compare([GOOD.upper()] * COUNT, [GOOD] * COUNT)
    assert found["TER"].p_value == 1.0
    assert found["BLEU"].significant


def test_the_result_is_reproducible() -> None:
    first = compare([BAD] * COUNT, [GOOD] * 5 + [BAD] * 55)
    assert first == compare([BAD] * COUNT, [GOOD] * 5 + [BAD] * 55)
    assert "seed:12345" in first["TER"].signature
    assert "bs:300" in first["TER"].signature
