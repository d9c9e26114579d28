"""Commas before *that*, *who* and *which* clauses where English has none.

What it does:
    Drops the comma between a verb of saying and *that*, and inside *those who*, *the fact that*.
The Russian behind it:
    Russian sets every subordinate clause off: сказал, что; те, кто; то, что.
Example:
    He said, that those, who came, knew.  →  He said that those who came, knew.
Safety:
    Safe. The comma must stand directly between the two words, and what follows must not be an
    insertion (said, that is,).
Known problems:
    The comma at the end of the clause is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_SAID = (
    "said|says|stated|states|noted|notes|declared|declares|reported|reports|announced|announces|"
    "believes|believed|considers|considered|thinks|emphasized|emphasizes|stressed|stresses|"
    "explained|explains|claims|claimed|confirmed|confirms|assured|assures|recalled|recalls|"
    "admitted|admits|informed|informs|hopes|assumes|knows|promised|insists|insisted|added|adds|"
    "fact|convinced|confident|means|meant|shows|showed"
)
_CLEAR = r"\b[Ii]t (?:is|was|became|becomes) (?:quite )?(?:clear|evident|obvious|known|certain)"
_THAT = re.compile(
    rf"(?:\b(?:{_SAID})|{_CLEAR})(?P<comma>\s?,) that (?!is,|is to say|said\b)(?![^\s\w])"
)
_WHO = re.compile(r"\b(?:[Tt]hose|[Ee]veryone|[Aa]nyone)(?P<comma>\s?,) who\b")
_FRONT = re.compile(r"[,;:—–(\"“]|\b(?:he|she|they|I|we|it)\b", re.IGNORECASE)


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if ", that" in text or " , that" in text:
        for match in _THAT.finditer(text):
            if not _parenthetical(document, match.start()):
                yield Change(match.start("comma"), match.end("comma"), "")
    if ", who" in text:
        for match in _WHO.finditer(text):
            yield Change(match.start("comma"), match.end("comma"), "")


def _parenthetical(document: Document, verb: int) -> bool:
    """Whether the verb ends an insertion between commas: ``it seems, he said, that``."""
    segment = document.segment_at(verb)
    before = document.text[segment.start if segment else 0 : verb].rstrip()
    comma = max(before.rfind(","), before.rfind("”"), before.rfind('"'), before.rfind("—"))
    return comma >= 0 and len(before[comma + 1 :].split()) <= 8


RULES = (
    ProceduralRule(
        id="comma.before_that",
        description="said, that → said that; those, who → those who",
        reason="English sets no comma before this clause.",
        russian="сказал, что; те, кто",
        changes=_changes,
        fires=(
            Fires("The minister said, that talks failed.", "The minister said that talks failed."),
            Fires("We know those, who came late.", "We know those who came late."),
            Fires("It is clear, that he left.", "It is clear that he left."),
        ),
        silent=(
            Silent("It seems, the minister said, that talks failed."),
            Silent("We hold these truths to be self-evident, that all men are equal."),
            Silent("He said, that is, he wrote, nothing."),
            Silent("Those three, who came late, left."),
        ),
    ),
)
