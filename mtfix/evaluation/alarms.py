"""False alarms: what a system changes in text that is already good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtfix.evaluation.outcomes import count_edits, count_words


@dataclass(frozen=True, slots=True)
class Alarms:
    """Changes in clean text. ``edits`` as in ``outcomes.count_edits``."""

    segments: int
    words: int
    changed: int
    edits: int

    @property
    def changed_per_1000_segments(self) -> float:
        """Changed segments per 1,000."""
        return 1000 * self.changed / self.segments if self.segments else 0.0

    @property
    def edits_per_1000_words(self) -> float:
        """Edits per 1,000 words."""
        return 1000 * self.edits / self.words if self.words else 0.0


def alarms(inputs: Sequence[str], outputs: Sequence[str]) -> Alarms:
    """Count every change from ``inputs`` to ``outputs``: in clean text each one is an alarm."""
    pairs = list(zip(inputs, outputs, strict=True))
    return Alarms(
        segments=len(pairs),
        words=sum(map(count_words, inputs)),
        changed=sum(given != got for given, got in pairs),
        edits=sum(count_edits(given, got)[0] for given, got in pairs),
    )
