"""Ending: a segment keeps its final mark, and does not get a second one.

Accepted: ``He said "no".`` → ``He said "no."``; ``How it works.`` → ``How does it work?``
Rejected: ``He said "no".`` → ``He said "no"``; ``We left.`` → ``We left``; ``He left.`` → ``He
left..``
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from mtfix.guard.change import Change
from mtfix.guard.checks.check import Example, Refusal

EXAMPLES = (
    Example('He said "no".', 'He said "no."', True),
    Example("How it works.", "How does it work?", True),
    Example("A headline without a mark", "A headline with no mark", True),
    Example("They left...", "They have left...", True),
    Example("They left", "They left.", True),
    Example('He said "no".', 'He said "no"', False),
    Example("We left.", "We left", False),
    Example("He left.", "He left..", False),
    Example('He said "no".', 'He said "no.".', False),
)

_CLOSERS = " \t\n\"'”»’)]"
_MARKS = ".?!…"
# A second mark behind the first, be it inside a quotation; three dots and "?!" are single marks.
_DOUBLED = re.compile(r"(?<!\.)\.[\"'”»’)]*\.$")


@dataclass(frozen=True, slots=True)
class Ending:
    """Refuses to take a segment's final mark away, or to double it."""

    name: ClassVar[str] = "ending"

    def refuse(self, change: Change) -> Refusal | None:
        """Object to an ending without a mark where there was one, and to one with two."""
        before, after = change.source.text.rstrip(), change.text.rstrip()
        if _is_marked(before) and not _is_marked(after):
            return Refusal("takes the final mark away", final=False)
        if _DOUBLED.search(after) and not _DOUBLED.search(before):
            return Refusal("doubles the final mark", final=False)
        return None


def _is_marked(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(tuple(_MARKS))
