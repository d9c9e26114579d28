"""Protected spans: addresses, code and the caller's terms stay as they are.

Accepted: ``See www.example.com for the details.`` → ``See www.example.com for details.``
Rejected: ``See www.example.com for details.`` → ``See example.com for details.``
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mtfix.document import Document
from mtfix.guard.change import Change
from mtfix.guard.checks.check import Example, Refusal

EXAMPLES = (
    Example("See www.example.com for the details.", "See www.example.com for details.", True),
    Example("See www.example.com for details.", "See example.com for details.", False),
    Example("Write to info@example.com today.", "Write to info@example.org today.", False),
    Example("Run `pip install` on the begin.", "Run `pip install` at the beginning.", True),
)


@dataclass(frozen=True, slots=True)
class Protected:
    """Refuses edits that touch a protected text."""

    name: ClassVar[str] = "protected"

    def refuse(self, change: Change) -> Refusal | None:
        """Object to an edit inside an occurrence of what the document protects.

        A segment may be the work of an earlier layer, so that its offsets in the document are
        unknown; protected texts are therefore found by what they say.
        """
        if not change.document.protected:
            return None
        segment = change.source.text
        for term in _terms(change.document):
            start = segment.find(term)
            while start >= 0:
                end = start + len(term)
                for site in change.sites:
                    edit = site.edit
                    if edit.start < end and start < edit.end:
                        return Refusal(f"touches the protected text {term!r}")
                start = segment.find(term, start + 1)
        return None


def _terms(document: Document) -> list[str]:
    text = document.text
    return sorted({text[span.start : span.end] for span in document.protected})
