"""Confidence: an edit needs the probability that its kind demands.

Accepted: a replacement at 0.8 where ``replace`` is 0.7.
Rejected: a deletion at 0.6 where ``delete`` is 0.75.

The thresholds are tuned on development data per mode and come with the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mtfix.edits.edit import Edit
from mtfix.guard.change import Change
from mtfix.guard.checks.check import Refusal
from mtfix.guard.limits import Thresholds

Kind = Literal["replace", "insert", "delete", "reorder"]


def kind_of(edit: Edit) -> Kind:
    """The kind of ``edit``: named by its rule id (``model.reorder``), else read off its texts."""
    if edit.rule.endswith("reorder"):
        return "reorder"
    if not edit.before.strip():
        return "insert"
    return "replace" if edit.after.strip() else "delete"


@dataclass(frozen=True, slots=True)
class Confidence:
    """Refuses edits below the threshold of their kind."""

    thresholds: Thresholds
    name: ClassVar[str] = "confidence"

    def refuse(self, change: Change) -> Refusal | None:
        """Object to the first edit below its threshold."""
        for site in change.sites:
            edit = site.edit
            kind = kind_of(edit)
            least: float = getattr(self.thresholds, kind)
            # Written so that a confidence that is not a number is refused, too.
            if not edit.confidence >= least:
                return Refusal(f"{kind} at {edit.confidence:.2f}, below {least:.2f}")
        return None
