"""Dashes: which dash stands for a pause, and whether one does, is the author's business.

Accepted: ``"Yes", — he said.`` → ``"Yes," he said.``; ``Moscow — the capital.`` → ``Moscow is the
capital.``
Rejected: ``He looked — and left.`` → ``He looked - and left.``; → ``He looked and left.``
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from mtfix.guard.change import Change
from mtfix.guard.checks.check import Example, Refusal

EXAMPLES = (
    Example('"Yes", — he said.', '"Yes," he said.', True),
    Example('"Yes" — he said.', '"Yes," he said.', True),
    Example("Moscow — the capital.", "Moscow is the capital.", True),
    Example("He looked and left.", "He looked, and left.", True),
    Example("He looked — and left.", "He looked - and left.", False),
    Example("He looked — and left.", "He looked and left.", False),
    Example('"Alone?" — "As always."', '"Alone?" "As always."', False),
)

_DASH = re.compile(r"[—–]")
# A dash of Russian dialogue, between what is quoted and who says it.
_SPEECH = re.compile(r"[\"”»’'],?\s*[—–]\s*$|[\"”»’'],?\s*$")


@dataclass(frozen=True, slots=True)
class Dashes:
    """Refuses edits that exchange or drop a dash and touch no word."""

    name: ClassVar[str] = "dashes"

    def refuse(self, change: Change) -> Refusal | None:
        """Object if an edit without words has fewer dashes after it than before."""
        for site in change.sites:
            edit = site.edit
            if any(c.isalnum() for c in edit.before + edit.after):
                continue
            if len(_DASH.findall(edit.after)) >= len(_DASH.findall(edit.before)):
                continue
            text = change.source.text
            spoken = _SPEECH.search(text[: edit.start] + edit.before)
            if not (spoken and text[edit.end :].lstrip()[:1].islower()):
                return Refusal("exchanges a dash, which is a matter of style", final=False)
        return None
