"""Coverage: content words do not vanish without a replacement.

Accepted: ``says a diplomat said`` → ``a diplomat said``; ``gave his agreement`` → ``agreed``;
``the dilemma of defense`` → ``defense`` (one word).
Rejected: ``Moscow hopes to convince the allies in spring`` → ``Moscow hopes``.

Words are compared by stems; a word that stands elsewhere in the segment is not lost, and each new
content word makes up for one that is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mtfix.guard.change import Change
from mtfix.guard.checks.check import Example, Refusal
from mtfix.guard.limits import Limits
from mtfix.guard.words import akin, stem

EXAMPLES = (
    Example("We lack time, says a diplomat said.", "We lack time, a diplomat said.", True),
    Example("He gave his agreement.", "He agreed.", True),
    Example("It is the dilemma of missile defense.", "It is missile defense.", True),
    Example("The the president left.", "The president left.", True),
    Example("The president the president left.", "The president left.", True),
    Example("They raised the question of price.", "They asked what it costs.", True),
    Example("Moscow hopes to convince the allies in spring.", "Moscow hopes to do it.", False),
    Example("He left the office and drove home quickly.", "He left.", False),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Refuses deletions of more content words than the limits allow."""

    limits: Limits
    name: ClassVar[str] = "coverage"

    def refuse(self, change: Change) -> Refusal | None:
        """Object where more content words are lost than replaced."""
        lost = change.lost_stems
        limit = self.limits.lost_words
        if len(lost) <= limit:
            return None
        words = {stem(word) for word in change.words}
        gone = [word for word in lost if word not in words]
        spare = len(change.gained_stems)
        if len(change.sites) > 1:
            share = self.limits.lost_share * change.source.content_count
            limit = max(limit * 2, int(share))
        if len(gone) - spare <= limit:
            return None
        gone = [word for word in gone if not any(akin(word, other) for other in words)]
        if len(gone) - spare <= limit:
            return None
        lost_words = [word for word in change.lost if stem(word) in gone]
        return Refusal(f"loses {', '.join(lost_words[:4])}", final=False)
