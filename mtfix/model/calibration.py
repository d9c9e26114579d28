"""From what the network says of a locus to the probability that an editor would agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mtfix.errors import ModelDamaged
from mtfix.model.features import FEATURES
from mtfix.model.loci import Locus

_LARGEST = 1e6  # of a weight; also tells numbers from what is none (NaN)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over a locus's features; without weights, the raw probability.

    Attributes:
        weights: One for each of :data:`mtfix.model.features.FEATURES`.
        bias: The intercept.
    """

    weights: tuple[float, ...] = ()
    bias: float = 0.0

    @classmethod
    def from_dict(cls, raw: dict[str, float | dict[str, float]]) -> Calibration:
        """Read ``{"bias": ..., "weights": {feature: weight}}``.

        Raises:
            ModelDamaged: A feature is none that this version computes, or a weight is no number.
        """
        weights = raw.get("weights", {})
        bias = raw.get("bias", 0.0)
        if not isinstance(weights, dict) or isinstance(bias, dict):
            raise ModelDamaged("the calibration of the model is malformed")
        if not weights:
            return cls()
        if unknown := set(weights) - set(FEATURES):
            raise ModelDamaged(
                f"the calibration names {sorted(unknown)}, this version computes {sorted(FEATURES)}"
            )
        # A bundle that was tuned before a feature existed does not weigh it.
        values = [weights.get(name, 0.0) for name in FEATURES]
        if not all(type(v) in (int, float) and abs(v) <= _LARGEST for v in (*values, bias)):
            raise ModelDamaged("the weights of the calibration must be numbers of sensible size")
        return cls(tuple(map(float, values)), float(bias))

    def to_dict(self) -> dict[str, float | dict[str, float]]:
        """Return what :meth:`from_dict` reads."""
        return {"bias": self.bias, "weights": dict(zip(FEATURES, self.weights, strict=False))}

    def confidence(self, locus: Locus) -> float:
        """Return the probability, in [0, 1], that an editor would make this change."""
        if not self.weights:
            return locus.probability
        return _sigmoid(self.bias + _dot(self.weights, locus.features()))


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _sigmoid(x: float) -> float:
    if x < 0:
        e = math.exp(x)
        return e / (1 + e)
    return 1 / (1 + math.exp(-x))
