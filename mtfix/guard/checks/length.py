"""Length: neither an edit nor all of them shorten or lengthen a segment beyond reason.

Accepted: ``In connection with the fact that he left`` → ``Because he left``; a phrase that moves.
Rejected: a segment of twenty words that shrinks to eight; an edit that adds ten words; a phrase of
four words that is cut and not replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mtfix.guard.change import Change
from mtfix.guard.checks.check import Example, Refusal
from mtfix.guard.limits import Limits
from mtfix.guard.words import WORD

EXAMPLES = (
    Example("In connection with the fact that he left, we go.", "Because he left, we go.", True),
    Example("He left.", "He has left it.", True),
    Example("He left.", "He left and then he and she and they and we went on.", False),
    Example("He left and then he and she and they and we went on.", "He left.", False),
    Example("He left.", "", False),
    Example("He says that they will go and it is so.", "He says that they will go.", False),
    Example("In the end of it we will go there.", "We will go there in the end of it.", True),
)


@dataclass(frozen=True, slots=True)
class Length:
    """Refuses changes of length beyond the limits."""

    limits: Limits
    name: ClassVar[str] = "length"

    def refuse(self, change: Change) -> Refusal | None:
        """Object to an edit, or to all of them together, that changes the length too much."""
        limits = self.limits
        growth = 0
        for site in change.sites:
            more = len(site.added) - len(site.removed)
            if abs(more) > limits.edit_words:
                verb = "adds" if more > 0 else "takes away"
                return Refusal(f"one edit {verb} {abs(more)} words")
            if abs(len(site.edit.after) - len(site.edit.before)) > 20 * limits.edit_words:
                return Refusal("one edit changes the length by more than its words tell")
            if more < -limits.cut_words and not WORD.search(site.edit.after):
                gone = sum(word in change.lost for word in site.removed)
                if gone > limits.cut_words:
                    return Refusal(f"cuts {gone} words", final=False)
            growth += more
        before = len(change.source.words)
        after = before + growth
        if before and after <= 0:
            return Refusal("leaves nothing")
        if after < limits.shrink * before - limits.slack:
            return Refusal(f"shrinks {before} words to {after}", final=False)
        if after > limits.grow * before + limits.slack:
            return Refusal(f"grows {before} words to {after}", final=False)
        return None
