"""Ages of people.

What it does:
    Writes *-year-old* where a number of years stands before a person.
The Russian behind it:
    14-летняя is an adjective of age and of duration alike.
Example:
    31-year Albert  →  31-year-old Albert; a 14-year schoolgirl  →  a 14-year-old schoolgirl
Safety:
    Safe. A noun for a person must follow, or two digits and a name that opens the sentence or
    stands behind a word for a person or a verb of saying.
Known problems:
    Names in other places stay: *the 10-year Treasury yield* looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_PERSON = (
    "boy|girl|man|woman|son|daughter|schoolboy|schoolgirl|teenager|pensioner|mother|father|"
    "grandmother|grandfather|brother|sister|swimmer|footballer|youth|guy|lady|child"
)
_NOUN = re.compile(
    rf"\b\d{{1,2}}(?P<word>-(?:years?|summer))(?= (?:[A-Z][a-z]+ )?(?:{_PERSON})\b(?![-'’]))"
)
_NAME = re.compile(
    r"(?:(?<=said )|(?<=says )|(?<=like )|(?<=by )|(?P<start>^|(?<=[.!?\n] )|(?<=[a-z], )))"
    r"[1-9]\d(?P<word>-years?)(?= [A-Z][a-z]+(?: [A-Z][a-z]+| -|,| [a-z]+(?:ed|s)\b| is\b|\.))"
    r"(?! (?:Treasury|Treasuries|Japanese|German|Government|Note|Bond|Plan|War|U\.S))",
    re.MULTILINE,
)


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if "-year " not in text and "-years " not in text and "-summer " not in text:
        return
    for pattern in (_NOUN, _NAME):
        for match in pattern.finditer(text):
            yield Change(match.start("word"), match.end("word"), "-year-old")


RULES = (
    ProceduralRule(
        id="numeral.age",
        description="31-year Albert → 31-year-old Albert",
        reason="The age of a person is written with -year-old.",
        russian="31-летний",
        changes=_changes,
        fires=(
            Fires("31-year Albert is a native of Omsk.", "31-year-old Albert is a native of Omsk."),
            Fires("A 14-year Chinese schoolgirl won.", "A 14-year-old Chinese schoolgirl won."),
            Fires("It is late, said 50-year Roy.", "It is late, said 50-year-old Roy."),
        ),
        silent=(
            Silent("The 10-year Treasury yield fell; a 30-year resident of Omsk."),
            Silent("He got a 10-year sentence and a 30-year Moscow lease."),
        ),
    ),
)
