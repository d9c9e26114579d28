"""A number hung on a plural with a hyphen.

What it does:
    Parts the two and spells numbers below ten out.
The Russian behind it:
    двух государств, один из двух вариантов: a synonym swapper made *2-* of the genitive numeral.
Example:
    the arms of the 2-states  →  the arms of the two states
Safety:
    Safe. A hyphenated number before a plural is no English, unless the plural belongs to a further
    noun (3-point shots), so only bare plurals and a short list of adjectives count.
Known problems:
    Digits become words: this rule does not preserve the digits of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rewrite import capitalize
from mtfix.rules.rule import Fires, Silent

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_HYPHEN = re.compile(
    r"(?<![\w.,/$€£№-])(?P<number>[1-9]\d{0,2})-(?P<word>[a-z]{3,20})\b(?!-)"
    r"(?P<next>(?: [a-z]{3,20}\b)?)"
)
_NOT_PLURAL = re.compile(r"(?:ss|us|is|as|series|times|always|across|perhaps)$")
_ADJECTIVE = re.compile(
    r"(?:positive|negative|possible|different|large|small|new|main|key|various|major|important|"
    r"similar|other|local|foreign|independent|basic|serious)$"
)
_SINGULAR = re.compile(r"\b(?:an?|every|each|this|per)\s$", re.IGNORECASE)
_MEASURED = frozenset("long old high wide deep ago early late".split())


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    for match in _HYPHEN.finditer(text):
        if not _is_plural(match["word"], match["next"].strip()):
            continue
        if _SINGULAR.search(text, max(0, match.start() - 7), match.start()):
            continue  # a 10-minutes break
        number = int(match["number"])
        words = _WORDS[number] if number < len(_WORDS) else match["number"]
        if document.at_segment_start(match.start()):
            words = capitalize(words)
        yield Change(match.start(), match.start("word"), f"{words} ")


def _is_plural(word: str, following: str) -> bool:
    """Whether the number counts ``word``, or the noun behind it if ``word`` is an adjective."""
    if word.endswith("s") and not _NOT_PLURAL.search(word):
        return following not in _MEASURED
    plural = following.endswith("s") and not _NOT_PLURAL.search(following)
    return plural and bool(_ADJECTIVE.match(word))


RULES = (
    ProceduralRule(
        id="numeral.two_states",
        description="2-states → two states, 14-firms → 14 firms",
        reason="A number before a plural takes no hyphen.",
        russian="двух государств",
        changes=_changes,
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
)
