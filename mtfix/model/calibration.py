"""From what the network says of a locus to the probability that an editor would agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mtfix.errors import ModelDamaged
from mtfix.model.loci import FEATURES, Locus


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over a locus's features; without weights, the raw probability.

    Attributes:
        weights: One for each of :data:`mtfix.model.loci.FEATURES`.
        bias: The intercept.
    """

    weights: tuple[float, ...] = ()
    bias: float = 0.0

    @classmethod
    def from_dict(cls, raw: dict[str, float | dict[str, float]]) -> Calibration:
        """Read ``{"bias": ..., "weights": {feature: weight}}``.

        Raises:
            ModelDamaged: The features are not those this version computes.
        """
        weights = raw.get("weights", {})
        bias = raw.get("bias", 0.0)
        if not isinstance(weights, dict) or isinstance(bias, dict):
            raise ModelDamaged("the calibration of the model is malformed")
        if not weights:
            return cls()
        if set(weights) != set(FEATURES):
            raise ModelDamaged(
                f"the calibration names {sorted(weights)}, this version computes {sorted(FEATURES)}"
            )
        return cls(tuple(float(weights[name]) for name in FEATURES), float(bias))

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
