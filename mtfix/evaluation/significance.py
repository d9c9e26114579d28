"""Paired bootstrap: is one system really better than another, or was it luck of the sample?

Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation"; the test itself
is ``sacrebleu.significance.PairedTest``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from mtfix.evaluation.metrics import LOWER_IS_BETTER, Scorer

if TYPE_CHECKING:
    from sacrebleu.significance import Result

SAMPLES = 1000
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """How a system's score differs from a baseline's.

    Attributes:
        baseline: The baseline's score, in points.
        score: The system's score, in points.
        p_value: Probability of a difference this large by chance; 1.0 where there is none.
        signature: sacrebleu's signature, with samples and seed.
        better: The difference is an improvement (for TER: lower).
    """

    baseline: float
    score: float
    p_value: float
    signature: str
    better: bool

    @property
    def delta(self) -> float:
        """System minus baseline, in points."""
        return self.score - self.baseline

    @property
    def significant(self) -> bool:
        """Whether p < 0.05."""
        return self.p_value < ALPHA


def paired_bootstrap(
    scorer: Scorer, baseline: Sequence[str], hypotheses: Sequence[str], samples: int = SAMPLES
) -> dict[str, Difference]:
    """Compare ``hypotheses`` with ``baseline``, metric by metric.

    The seed is fixed (sacrebleu's ``SACREBLEU_SEED``, 12345), so a rerun gives the same numbers.
    """
    from sacrebleu.significance import PairedTest

    test = PairedTest(
        [("baseline", list(baseline)), ("system", list(hypotheses))],
        scorer.metrics,
        None,
        test_type="bs",
        n_samples=samples,
    )
    signatures, results = test()
    differences = {}
    for name in scorer.metrics:
        before, after = cast("list[Result]", results[name])
        # Equal scores give sacrebleu's smallest p, since no resample differs by more than zero.
        same = abs(after.score - before.score) < 1e-9
        lower = after.score < before.score
        differences[name] = Difference(
            baseline=float(before.score),
            score=float(after.score),
            p_value=1.0 if same or after.p_value is None else after.p_value,
            signature=str(signatures[name]),
            better=not same and lower == (name in LOWER_IS_BETTER),
        )
    return differences
