"""The guard's settings: confidence thresholds and limits of change."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from mtfix.errors import ConfigError

Mode = Literal["safe", "balanced", "bold"]

# Untuned defaults for a corrector that brings none of its own.
_BY_MODE: dict[str, tuple[float, float, float, float]] = {
    "safe": (0.85, 0.9, 0.9, 0.95),
    "balanced": (0.7, 0.75, 0.75, 0.8),
    "bold": (0.5, 0.5, 0.5, 0.6),
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least confidence, in [0, 1], that an edit of each kind needs."""

    replace: float = 0.0
    insert: float = 0.0
    delete: float = 0.0
    reorder: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0.0 <= value <= 1.0:
                raise ConfigError(
                    f"threshold {field.name!r} is {value!r}: pass a probability from 0 to 1"
                )

    @classmethod
    def of_mode(cls, mode: Mode) -> Thresholds:
        """Defaults of ``mode``; a model's bundle brings better ones, tuned on dev data."""
        if mode not in _BY_MODE:
            raise ConfigError(f"unknown mode {mode!r}: pass one of {', '.join(_BY_MODE)}")
        return cls(*_BY_MODE[mode])


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a change may delete, invent and grow.

    Attributes:
        lost_words: Content words that one edit may delete without replacing them.
        lost_share: Share of a segment's content words that all edits together may delete so.
        new_words: Unsupported content words that one edit may add beyond those it replaces.
        new_share: The same for all edits together, as a share of the segment's content words.
        shrink: Least ratio of words after to words before, for the segment.
        grow: Greatest ratio of words after to words before, for the segment.
        slack: Words by which a short segment may miss either ratio.
        edit_words: Words by which one edit may shorten or lengthen the segment.
        cut_words: Words that an edit may delete without writing anything, unless they move.
    """

    lost_words: int = 1
    lost_share: float = 0.15
    new_words: int = 1
    new_share: float = 0.15
    shrink: float = 0.6
    grow: float = 1.6
    slack: int = 2
    edit_words: int = 6
    cut_words: int = 3
