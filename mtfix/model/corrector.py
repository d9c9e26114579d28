"""What every model must be able to do to take its place between the rules and the guard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from mtfix.edits.edit import Edit
from mtfix.guard.limits import Thresholds


@dataclass(frozen=True, slots=True)
class SegmentContext:
    """A segment with its neighbors, as left by the rules.

    Attributes:
        text: The segment to correct.
        previous: The segment before it in the same paragraph, or "".
        next: The segment after it in the same paragraph, or "".
    """

    text: str
    previous: str = ""
    next: str = ""


@runtime_checkable
class Corrector(Protocol):
    """A model that proposes edits; the guard decides which of them are made."""

    @property
    def signature(self) -> str:
        """Name and hash of the weights, for results and manifests."""

    def correct(self, batch: Sequence[SegmentContext]) -> list[tuple[Edit, ...]]:
        """Propose edits for each segment, in offsets of its text, sorted and disjoint."""


@runtime_checkable
class TunedCorrector(Corrector, Protocol):
    """A model whose confidences have been weighed on development data."""

    def thresholds(self, mode: str) -> Thresholds | None:
        """Return what the guard should ask of this model's confidences in ``mode``."""
