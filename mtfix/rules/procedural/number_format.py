"""Numbers in English form.

What it does:
    22-th → 22nd, 1960-ies → 1960s, 2 500 → 2,500, 1168 thousand → 1,168 thousand, 1,5 million →
    1.5 million, 25 % → 25%, № 5 → No. 5, in 2008 year → in 2008.
The Russian behind it:
    Russian writes 2 500 and 1,5; case endings hang on a hyphen: 22-й, 1960-е.
Example:
    the 22-th festival cost 1,5 million  →  the 22nd festival cost 1.5 million
Safety:
    Safe. Spaces group digits only in threes, and not behind a capitalized word or another number,
    where two numbers may have met; a decimal comma counts only before a unit.
Known problems:
    Numbers with a space and no unit behind a capitalized word stay (Boeing 737 800, May 12 500).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_ORDINAL = re.compile(r"(?<![\w.,-])(?P<number>\d{1,4})-(?:th|st|nd|rd)\b(?!-)")
_DECADE = re.compile(r"(?<![\w.,-])(?P<number>(?:1[89]|20)?\d0)-(?:ies|es|s|ths|th years)\b")
_THOUSANDS = re.compile(
    r"(?<![\w.,+)-])(?<!\d )(?P<number>[1-9]\d{0,2}(?:[ \u00a0]\d{3}){1,4})"
    r"(?![,.]?\d|[ \u00a0-]\d|\w)"
)
_LONG = re.compile(r"(?<![\d.,-])(?P<number>[1-9]\d{3})(?= (?:thousand|million|billion)\b)")
_UNIT = "million|billion|trillion|thousand|percent|per cent|times|kilometers|meters|tons|hectares"
_DECIMAL = re.compile(rf"(?<![\d.,-])(?P<number>\d{{1,3}},\d{{1,2}})(?= ?%| (?:{_UNIT})(?!\w))")
_CAPITALIZED = re.compile(r"(?:\b[A-Z]\w{1,20}|No\.) $")
_PERCENT = re.compile(r"(?<=\d)[ \u00a0]%(?!\w)")
_NUMBER_SIGN = re.compile(r"№[ \u00a0]?(?=\d)")
_YEAR = re.compile(
    r"\b(?:[Ii]n|[Oo]f|[Ss]ince|[Uu]ntil|[Ff]rom|[Bb]y) (?:19|20)\d\d(?P<year> year)"
    r"(?=[.,;:)]| (?:in|on|at|the|and|or|to|after|before|when|by|with|was|were|is|he|she|it)\b)"
)


def _ordinals(document: Document) -> Iterator[Change]:
    if "-" not in document.text:
        return
    for match in _ORDINAL.finditer(document.text):
        yield Change(match.start(), match.end(), _ordinal(match["number"]))
    for match in _DECADE.finditer(document.text):
        yield Change(match.start(), match.end(), f"{match['number']}s")


def _ordinal(number: str) -> str:
    teen = number[-2:-1] == "1"
    return number + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


def _thousands(document: Document) -> Iterator[Change]:
    text = document.text
    for match in _THOUSANDS.finditer(text):
        number = match["number"].replace("\u00a0", " ")
        year = len(number) == 5 and number.startswith(("1 8", "1 9", "2 0"))
        if year and text[max(0, match.start() - 3) : match.start()].lower() == "in ":
            continue
        if not _CAPITALIZED.search(text, max(0, match.start() - 24), match.start()):
            yield Change(match.start(), match.end(), number.replace(" ", ","))
    for match in _LONG.finditer(text):
        number = match["number"]
        yield Change(match.start(), match.end(), f"{number[0]},{number[1:]}")


def _decimals(document: Document) -> Iterator[Change]:
    for match in _DECIMAL.finditer(document.text):
        yield Change(match.start(), match.end(), match["number"].replace(",", "."))


def _signs(document: Document) -> Iterator[Change]:
    text = document.text
    if "%" in text:
        for match in _PERCENT.finditer(text):
            yield Change(match.start(), match.end(), "%")
    if "№" in text:
        for match in _NUMBER_SIGN.finditer(text):
            yield Change(match.start(), match.end(), "No. ")


def _years(document: Document) -> Iterator[Change]:
    for match in _YEAR.finditer(document.text):
        yield Change(match.start("year"), match.end("year"), "")


RULES = (
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
            Silent("This compared with the sum in 1 946, the year before."),
            Silent("The tire 265/45 R20 108V and the mattress B13 180x220 are on sale."),
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
    ProceduralRule(
        id="numeral.sign",
        description="25 % → 25%, № 5 → No. 5",
        reason="English writes this sign so.",
        russian="25 %, № 5",
        changes=_signs,
        fires=(Fires("Law № 189 gives 25 % more.", "Law No. 189 gives 25% more."),),
        silent=(Silent("Use 5 %d and %s."),),
    ),
    ProceduralRule(
        id="numeral.year_word",
        description="in 2008 year → in 2008",
        reason="A year needs no noun in English.",
        russian="в 2008 году",
        changes=_years,
        fires=(
            Fires("In 2008 year, in the summer of 1959 year.", "In 2008, in the summer of 1959."),
        ),
        silent=(Silent("In 2008 year-end figures and in 2010 year groups met."),),
    ),
)
