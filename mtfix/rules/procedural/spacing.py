"""Spaces and doubled marks around punctuation.

What it does:
    Drops the space before a comma or full stop, and the second of two commas.
The Russian behind it:
    None; pieces that an engine drops leave their spaces behind.
Example:
    the integration of , but at least  →  the integration of, but at least
Safety:
    Safe. Dots before a letter or digit (.NET, .5), ellipses and smileys are left alone.
Known problems:
    French spacing before ! and ? is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_BEFORE = re.compile(
    r"(?<=[^\W_])(?P<gap>[ \u00a0]{1,3})(?P<mark>[,;]|\.(?![\w.]| \.))(?=\s|$|[\"”])"
)
_DOUBLED = re.compile(r"(?<=[^\W_]),[ ]?,(?= )")
_DOUBLE_SPACE = re.compile(r"(?<=[a-z,]) {2}(?=[a-z])")
_POSSESSIVE = re.compile(r"(?<=[a-z]) ['’]s\b(?=[ .,])")
_DECADE = re.compile(r"\b(?:19|20)\d0(?P<gap> ['’]s)\b")
_BRACKET = re.compile(r"\((?P<first>[ ])(?=\w)|(?<=\w)(?P<last>[ ])\)")
_MONEY = re.compile(r"(?<=[\w ,(])\$[ ](?=\d)")


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    for mark in (" ,", " .", " ;", "\u00a0,"):
        if mark in text:
            for match in _BEFORE.finditer(text):
                yield Change(match.start("gap"), match.end("gap"), "")
            break
    if ",," in text or ", ," in text:
        for match in _DOUBLED.finditer(text):
            yield Change(match.start(), match.end(), ",")
    if "  " in text:
        for match in _DOUBLE_SPACE.finditer(text):
            yield Change(match.start(), match.end(), " ")
    if " 's" in text or " ’s" in text:
        for match in _POSSESSIVE.finditer(text):
            yield Change(match.start(), match.start() + 1, "")
        for match in _DECADE.finditer(text):
            yield Change(match.start("gap"), match.end("gap"), "s")
    if "( " in text or " )" in text:
        for match in _BRACKET.finditer(text):
            name = "first" if match["first"] else "last"
            yield Change(match.start(name), match.end(name), "")
    if "$ " in text:
        for match in _MONEY.finditer(text):
            yield Change(match.start(), match.end(), "$")


RULES = (
    ProceduralRule(
        id="spacing.punctuation",
        description="of , but → of, but; $ 5 → $5",
        reason="No space stands before this mark.",
        changes=_changes,
        fires=(
            Fires(
                "This involves the integration of , but not now .",
                "This involves the integration of, but not now.",
            ),
            Fires("He came,, saw  it and paid $ 5.", "He came, saw it and paid $5."),
            Fires("McDonald 's of the 1950 's ( or so ).", "McDonald's of the 1950s (or so)."),
        ),
        silent=(
            Silent("He uses .NET, costs .5 dollars ... and so on . . . in code ,x"),
            Silent("Name      Price\nTea       5"),
        ),
    ),
)
