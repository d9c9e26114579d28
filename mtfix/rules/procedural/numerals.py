"""Numbers in English form.

What it does:
    ``2-states`` → two states, ``22-th`` → 22nd, ``2 500`` → 2,500, ``1,5 million`` → 1.5 million,
    ``1960-ies`` → 1960s.
The Russian behind it:
    Russian writes 2 500 and 1,5; ordinals and case endings hang on a hyphen: 22-й, 1960-е. A
    swapper turned двух стран into *2-states*.
Example:
    an agreement of the 2-states on 2 500 missiles  →  an agreement of the two states on 2,500 missiles
Safety:
    Safe. A hyphenated number before a plural is never English, unless the plural belongs to a
    further noun (3-point shots), so only bare plurals and a list of adjectives count. Spaces group
    digits only in threes, and not where two numbers may have met.
Known problems:
    Digits become words, so the digits of a text are not preserved here (only by this rule).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rewrite import capitalize
from mtfix.rules.rule import Fires, Silent

_WORDS = "zero one two three four five six seven eight nine".split()
_HYPHEN = re.compile(
    r"(?<![\w.,/$€£№-])(?P<number>\d{1,3})-(?P<word>[a-z]{3,20})\b(?!-)(?P<next>(?: [a-z]{3,20}\b)?)"
)
_NOT_PLURAL = re.compile(r"(?:ss|us|is|as|ness|odd|plus|series|times|always|across|perhaps)$")
_ADJECTIVE = re.compile(
    r"(?:positive|negative|possible|different|large|small|new|main|key|various|"
    r"major|important|similar|other|local|foreign|independent|basic|serious)$"
)
_ORDINAL = re.compile(r"(?<![\w.,-])(?P<number>\d{1,4})-(?:th|st|nd|rd)\b(?!-)")
_DECADE = re.compile(r"(?<![\w.,-])(?P<number>(?:1[89]|20)?\d0)-(?:ies|es|s|ths|th years)\b")
_THOUSANDS = re.compile(
    r"(?<![\d.,+)-])(?<![\d] )(?P<number>[1-9]\d{0,2}(?:[ \u00a0]\d{3}){1,4})(?![\d,.]\d|[\d]|[ \u00a0-]\d)"
)
_LONG = re.compile(r"(?<![\d.,-])(?P<number>[1-9]\d{3})(?= (?:thousand|million|billion)\b)")
_DECIMAL = re.compile(
    r"(?<![\d.,-])(?P<number>\d{1,3},\d{1,2})(?= ?(?:%|percent|per cent|million|billion|trillion|thousand|times|kilometers|meters|tons|hectares)(?!\w))"
)
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|No\.|Room|Article|Boeing|Flight|[A-Z]\w+) $"
)


def _two_states(document: Document) -> Iterator[Change]:
    text = document.text
    for match in _HYPHEN.finditer(text):
        word, following = match["word"], match["next"].strip()
        plural = (
            word.endswith("s") and not _NOT_PLURAL.search(word) and following not in _AFTER_COMPOUND
        )
        adjective = (
            bool(_ADJECTIVE.match(word))
            and following.endswith("s")
            and not _NOT_PLURAL.search(following)
        )
        if not (plural or adjective) or _compound(text, match):
            continue
        number = int(match["number"])
        if match["number"].startswith("0"):
            continue
        words = _WORDS[number] if number < 10 else match["number"]
        if document.at_segment_start(match.start()):
            words = capitalize(words)
        yield Change(match.start(), match.start("word"), f"{words} ")


_AFTER_COMPOUND = frozenset("long old high wide deep ago early late".split())


def _compound(text: str, match: re.Match[str]) -> bool:
    """Whether an article of the singular stands before: ``a 10-minutes break``."""
    return bool(
        re.search(
            r"\b(?:an?|every|each|this|per)\s$",
            text[max(0, match.start() - 7) : match.start()],
            re.IGNORECASE,
        )
    )


def _ordinals(document: Document) -> Iterator[Change]:
    if "-" not in document.text:
        return
    for match in _ORDINAL.finditer(document.text):
        yield Change(match.start(), match.end(), _ordinal(match["number"]))
    for match in _DECADE.finditer(document.text):
        yield Change(match.start(), match.end(), f"{match['number']}s")


def _ordinal(number: str) -> str:
    ending = (
        "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    )
    return f"{number}{ending}"


def _thousands(document: Document) -> Iterator[Change]:
    text = document.text
    for match in _THOUSANDS.finditer(text):
        if _MONTH.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        number = match["number"].replace("\u00a0", " ")
        yield Change(match.start(), match.end(), number.replace(" ", ","))
    for match in _LONG.finditer(text):
        number = match["number"]
        yield Change(match.start(), match.end(), f"{number[0]},{number[1:]}")


def _decimals(document: Document) -> Iterator[Change]:
    for match in _DECIMAL.finditer(document.text):
        yield Change(match.start(), match.end(), match["number"].replace(",", "."))


RULES = (
    ProceduralRule(
        id="numeral.two_states",
        description="2-states → two states, 14-firms → 14 firms",
        reason="A number before a plural takes no hyphen.",
        russian="двух государств",
        changes=_two_states,
        fires=(
            Fires("The arms of the 2-states are listed.", "The arms of the two states are listed."),
            Fires(
                "He took one of the 2-positive options.", "He took one of the two positive options."
            ),
            Fires("They lent to 14-firms.", "They lent to 14 firms."),
        ),
        silent=(
            Silent("After a 2-year break he made 3-point shots and a 10-minutes run."),
            Silent("Some 40-odd ships, 24-plus hours, F-16-fighters, a 5-star hotel."),
            Silent("The 6-series cars and 2-dimensional shapes were 3-inches long."),
        ),
    ),
    ProceduralRule(
        id="numeral.ordinal",
        description="22-th → 22nd, 1960-ies → 1960s",
        reason="An ordinal takes no hyphen.",
        russian="22-й",
        changes=_ordinals,
        fires=(
            Fires("The 22-th festival of the 1960-ies.", "The 22nd festival of the 1960s."),
            Fires("On the 11-th and 3-rd day.", "On the 11th and 3rd day."),
        ),
        silent=(Silent("The 22nd festival, a 19th-century 4-d film and 90-second ads."),),
    ),
    ProceduralRule(
        id="numeral.thousands",
        description="2 500 → 2,500; 1168 thousand → 1,168 thousand",
        reason="Thousands are set off by a comma in English.",
        russian="2 500",
        changes=_thousands,
        fires=(
            Fires("It cost 2 500 rubles.", "It cost 2,500 rubles."),
            Fires("They made 1168 thousand tons.", "They made 1,168 thousand tons."),
        ),
        silent=(
            Silent("On May 12 500 people came; call +7 495 123 45 67 or 44 7624 800 100."),
            Silent("In 2012 245 people left on a Boeing 737 800."),
        ),
    ),
    ProceduralRule(
        id="numeral.decimal_comma",
        description="1,5 million → 1.5 million",
        reason="The decimal sign is a point in English.",
        russian="1,5 млн",
        changes=_decimals,
        fires=(Fires("About 1,5 million came, or 14,5%.", "About 1.5 million came, or 14.5%."),),
        silent=(Silent("Lines 1,5 and 7 of 1,500 million."),),
    ),
)
