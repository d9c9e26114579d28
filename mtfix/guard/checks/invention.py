"""Invention: content words do not come from nowhere.

Accepted: ``Thought is discussed.`` → ``The idea is discussed.`` (one for one); a word that the
document has.
Rejected: ``He left.`` → ``He left angrily for the eastern border.``

A new content word is supported where it, or a relative of it, stands in the segment or the
document, or where it replaces another content word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mtfix.guard.change import Change
from mtfix.guard.checks.check import Example, Refusal
from mtfix.guard.limits import Limits
from mtfix.guard.words import akin, is_content, stem

EXAMPLES = (
    Example("Thought of it is discussed.", "The idea of it is discussed.", True),
    Example("He came to it.", "He came to the meeting.", True),
    Example(
        "He came to it.", "He came to the council meeting.", True, "The council had a meeting."
    ),
    Example("It is a question of creation.", "It is about creating it.", True),
    Example("He left.", "He left angrily for the eastern border.", False),
    Example("He came to it.", "He came to the council meeting.", False),
)


@dataclass(frozen=True, slots=True)
class Invention:
    """Refuses more unsupported content words than the limits allow."""

    limits: Limits
    name: ClassVar[str] = "invention"

    def refuse(self, change: Change) -> Refusal | None:
        """Object where more content words come than are replaced or supported."""
        gained = change.gained_stems
        limit = self.limits.new_words
        if len(gained) <= limit:
            return None
        if len(change.sites) > 1:
            share = self.limits.new_share * change.source.content_count
            limit = max(limit * 2, int(share))
        spare = limit + len(change.lost_stems)
        if len(gained) <= spare:
            return None
        stems = change.source.stems
        evidence = change.document.evidence
        new = [
            word
            for word in change.gained
            if is_content(word)
            and stem(word) in gained
            and stem(word) not in stems
            and not evidence.has(word)
            and not any(akin(stem(word), other) for other in stems)
        ]
        if len(new) <= spare:
            return None
        return Refusal(f"invents {', '.join(new[:4])}", final=False)
