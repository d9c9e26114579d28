"""Calibrations: raw without weights, logistic with them, strict about their features."""

from __future__ import annotations

import pytest

from mtfix.errors import ModelDamaged
from mtfix.model.calibration import Calibration
from mtfix.model.features import FEATURES
from mtfix.model.loci import Locus

LOCUS = Locus(0, 1, [0], [0.9], [0.8], " The", [-0.1])


def test_without_weights_the_confidence_is_the_raw_probability() -> None:
    assert Calibration().confidence(LOCUS) == LOCUS.probability


def test_with_weights_it_is_logistic() -> None:
    assert Calibration((0.0,) * len(FEATURES), 0.0).confidence(LOCUS) == 0.5
    assert Calibration((0.0,) * len(FEATURES), -800.0).confidence(LOCUS) == pytest.approx(0.0)


def test_it_survives_a_round_trip() -> None:
    calibration = Calibration(tuple(float(i) for i in range(len(FEATURES))), 0.5)
    assert Calibration.from_dict(calibration.to_dict()) == calibration
    assert Calibration.from_dict(Calibration().to_dict()) == Calibration()


def test_other_features_than_ours_are_refused() -> None:
    with pytest.raises(ModelDamaged, match="computes"):
        Calibration.from_dict({"bias": 0.0, "weights": {"height": 1.0}})
