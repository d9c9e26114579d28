"""The same small word twice.

What it does:
    Drops the second of two equal articles or prepositions.
The Russian behind it:
    None; where an engine drops a word, its neighbors meet.
Example:
    the identical text of of the law  →  the identical text of the law
Safety:
    Safe. Only words that never stand twice in a row (unlike *that that*, *had had*, *in in*).
Known problems:
    None known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_TWICE = re.compile(
    r"(?<![\w'’-])(?P<word>the|an|of|and|for|with|from|at)(?P<again> (?P=word))(?![\w'’-])"
)


def _changes(document: Document) -> Iterator[Change]:
    for match in _TWICE.finditer(document.text):
        yield Change(match.start("again"), match.end("again"), "")


RULES = (
    ProceduralRule(
        id="word.repeated",
        description="of of → of",
        reason="The word stands twice.",
        changes=_changes,
        fires=(Fires("The text of of the the law.", "The text of the law."),),
        silent=(Silent("He had had what that that says; she came in in time; of-of."),),
    ),
)
