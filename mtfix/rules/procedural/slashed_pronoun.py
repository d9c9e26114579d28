"""Pronouns that an engine could not choose between.

What it does:
    Makes *he* of ``I/you/he`` and *she* of ``I/you/she``.
The Russian behind it:
    A past tense without a subject (сказал) fits I, you and he; PROMT's ancestors print all three.
Example:
    He says that I/you/he was trying.  →  He says that he was trying.
Safety:
    Safe. English does not write this series.
Known problems:
    In first-person stories the right choice is *I*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_SERIES = re.compile(r"\bI/you/(?P<last>he|she|it)\b")
_PLURAL = re.compile(r"\b[Ww]e/you/(?P<last>they)\b")


def _changes(document: Document) -> Iterator[Change]:
    if "/you/" not in document.text:
        return
    for pattern in (_SERIES, _PLURAL):
        for match in pattern.finditer(document.text):
            last = match["last"]
            at_start = document.at_segment_start(match.start())
            yield Change(match.start(), match.end(), last.capitalize() if at_start else last)


RULES = (
    ProceduralRule(
        id="pronoun.slashed",
        description="I/you/he → he",
        reason="The engine could not choose between pronouns.",
        russian="сказал",
        changes=_changes,
        fires=(
            Fires("He says that I/you/he was trying.", "He says that he was trying."),
            Fires("I/you/she commented it.", "She commented it."),
        ),
        silent=(Silent("Use he/she/they, and you/he in tables."),),
    ),
)
