"""*Which* for people.

What it does:
    Writes *who* behind a noun for people.
The Russian behind it:
    который serves people and things alike.
Example:
    the people which wanted to leave  →  the people who wanted to leave
Safety:
    Safe. Directly behind the noun *which* can only mean the people; behind a comma it may mean the
    whole clause, so there a plural verb must follow. The comma goes, since a clause that the engine
    took for *which* is nearly always one that says which people are meant.
Known problems:
    The list of nouns is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_PEOPLE = (
    "people|persons|citizens|voters|men|women|children|students|deputies|residents|soldiers|"
    "officers|patients|experts|scientists|specialists|politicians|journalists|tourists|pensioners|"
    "refugees|migrants|parents|teachers|athletes|drivers|liberals|those|Americans|Russians"
)
_WHICH = re.compile(
    rf"\b(?P<noun>{_PEOPLE})(?P<comma>,?) which (?=(?P<verb>[a-z]+)\b)(?!of\b|in\b)"
)
_PLURAL = frozenset(
    "are were have do don live work die earn want find come go see know think wish use suffer vote "
    "need remain get make take speak believe".split()
)


def _changes(document: Document) -> Iterator[Change]:
    if "which" not in document.text:
        return
    for match in _WHICH.finditer(document.text):
        if match["comma"] and match["verb"] not in _PLURAL:
            continue
        if match["noun"] == "those" and not match["comma"] and match["verb"] not in _HUMAN:
            continue
        yield Change(match.start("comma"), match.end(), " who ")


_HUMAN = frozenset("want wish believe think earn vote speak suffer".split())

RULES = (
    ProceduralRule(
        id="relative.who",
        description="people which want → people who want",
        reason="For people the relative pronoun is who.",
        russian="которые",
        changes=_changes,
        fires=(
            Fires(
                "Many young people, which are here, left.", "Many young people who are here, left."
            ),
            Fires("He met students which wanted help.", "He met students who wanted help."),
        ),
        silent=(
            Silent("It angered voters, which led to a crisis."),
            Silent("Those which are red, and people in which he believed."),
        ),
    ),
)
