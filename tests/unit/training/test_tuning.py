"""Calibration and thresholds on made-up proposals."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("torch")
from mtfix.model.features import FEATURES
from mtfix.training.tuning import Bar, Proposal, calibrate, sweep


def _proposal(
    segment: int, gain: float, *, kind: str = "replace", clean: bool = False, logit: float = 0.0
) -> Proposal:
    return Proposal(segment, kind, (logit, *[0.0] * (len(FEATURES) - 1)), gain, clean)


def test_calibration_finds_the_feature_that_tells() -> None:
    rng = random.Random(4)
    proposals = []
    for segment in range(600):
        logit = rng.uniform(-3, 3)
        proposals.append(
            _proposal(
                segment, 1.0 if rng.random() < 1 / (1 + np.exp(-logit)) else -1.0, logit=logit
            )
        )
    calibration = calibrate(proposals)
    weights = dict(zip(FEATURES, calibration.weights, strict=True))
    assert weights.pop("deletion_logit") == pytest.approx(1.0, abs=0.25)
    assert calibration.bias == pytest.approx(0.0, abs=0.25)
    assert max(map(abs, weights.values())) < 1e-6


def test_thresholds_save_the_most_within_the_bar() -> None:
    good = [_proposal(n, 2.0) for n in range(40)]
    bad = [_proposal(100 + n, -1.0) for n in range(10)]
    confidences = np.asarray([0.9] * 40 + [0.7] * 10)
    choice = sweep([*good, *bad], confidences, {}, Bar(8.0, 0.0))
    assert (choice.saved, choice.better, choice.worse) == (80.0, 40, 0)
    assert 0.7 < choice.thresholds["replace"] <= 0.9
    lenient = sweep([*good, *bad[:4]], confidences[:44], {}, Bar(8.0, 0.0))
    assert (lenient.saved, lenient.worse) == (80.0, 0)  # harm within the bar is still harm


def test_gains_of_a_segment_are_added_up() -> None:
    proposals = [_proposal(1, 3.0), _proposal(1, -1.0, kind="delete")]
    choice = sweep(proposals, np.asarray([0.9, 0.9]), {}, Bar(8.0, 0.0))
    assert (choice.saved, choice.better, choice.worse) == (3.0, 1, 0)
    assert choice.thresholds["delete"] > 0.9


def test_each_kind_has_its_own_threshold() -> None:
    proposals = [_proposal(n, 1.0, kind="insert") for n in range(9)]
    proposals += [_proposal(50 + n, -1.0, kind="delete") for n in range(9)]
    choice = sweep(proposals, np.asarray([0.6] * 18), {}, Bar(8.0, 0.0))
    assert choice.thresholds["insert"] <= 0.6 < choice.thresholds["delete"]
    assert choice.saved == 9.0


def test_alarms_on_clean_text_bound_the_thresholds() -> None:
    proposals = [_proposal(n, 1.0) for n in range(20)]
    proposals += [_proposal(100 + n, -1.0, clean=True) for n in range(2)]
    confidences = np.asarray([0.6] * 20 + [0.8] * 2)
    assert sweep(proposals, confidences, {"": 100}, Bar(8.0, 0.03)).saved == 20.0
    strict = sweep(proposals, confidences, {"": 100}, Bar(8.0, 0.003))
    assert (strict.saved, strict.alarms) == (0.0, 0)
    assert set(strict.thresholds.values()) == {1.0}
    assert "0 edits saved" in str(strict)
