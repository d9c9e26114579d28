"""Opening: no article is put before the first word of a segment.

Good English opens without one in headlines, titles, credits, proverbs and with words like
*Parliament*, and the first word alone does not tell which it is. Of such edits on held-back
post-edits one in six does harm, and they are most of what else would touch good text. An ordinal
needs its article.

Accepted: ``Came winter.`` → ``The winter came.``
Rejected: ``Man proposes.`` → ``The man proposes.``
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mtfix.guard.change import Change
from mtfix.guard.checks.check import Example, Refusal
from mtfix.guard.words import ARTICLES

EXAMPLES = (
    Example("An hour passed.", "The hour passed.", True),
    Example("In city it rained.", "In the city it rained.", True),
    Example("Came winter.", "The winter came.", True),
    Example("Second option is peace.", "The second option is peace.", True),
    Example("Man proposes.", "The man proposes.", False),
    Example("Director of photography", "A director of photography", False),
)

_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest same".split()
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Refuses to put an article before a segment's first word."""

    name: ClassVar[str] = "opening"

    def refuse(self, change: Change) -> Refusal | None:
        """Object if the segment begins as before, but for an article in front."""
        before, after = change.source.words, change.words
        if len(after) < 2 or not before or after[0].lower() not in ARTICLES:
            return None
        first = before[0].lower()
        if first not in ARTICLES | _ORDINALS and first == after[1].lower():
            return Refusal("puts an article before the first word", final=False)
        return None
