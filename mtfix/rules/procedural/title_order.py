"""A title with its country behind it and a name after that.

What it does:
    Puts the country before the title: an attributive title stands before the name in English.
The Russian behind it:
    президент России Владимир Путин: title, country in the genitive, name, with no comma.
Example:
    the President of Russia Vladimir Putin  →  Russian President Vladimir Putin
Safety:
    Safe. English needs a comma before the name in the long form, and there is none.
Known problems:
    Titles and countries are short lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rewrite import capitalize
from mtfix.rules.rule import Fires, Silent

_ADJECTIVES = {
    "Russia": "Russian",
    "the Russian Federation": "Russian",
    "Russian Federation": "Russian",
    "the RF": "Russian",
    "RF": "Russian",
    "Ukraine": "Ukrainian",
    "Belarus": "Belarusian",
    "Kazakhstan": "Kazakh",
    "Georgia": "Georgian",
    "Armenia": "Armenian",
    "Azerbaijan": "Azerbaijani",
    "Turkey": "Turkish",
    "Syria": "Syrian",
    "Iran": "Iranian",
    "Iraq": "Iraqi",
    "Israel": "Israeli",
    "Egypt": "Egyptian",
    "China": "Chinese",
    "Japan": "Japanese",
    "India": "Indian",
    "Germany": "German",
    "France": "French",
    "Italy": "Italian",
    "Spain": "Spanish",
    "Poland": "Polish",
    "Serbia": "Serbian",
    "Mexico": "Mexican",
    "Brazil": "Brazilian",
    "Venezuela": "Venezuelan",
    "Latvia": "Latvian",
    "Lithuania": "Lithuanian",
    "Estonia": "Estonian",
    "the USA": "U.S.",
    "USA": "U.S.",
    "the US": "U.S.",
    "the U.S.": "U.S.",
    "U.S.": "U.S.",
    "the United States": "U.S.",
}
_COUNTRY = "|".join(re.escape(c) for c in sorted(_ADJECTIVES, key=len, reverse=True))
_OFFICES = {
    "Foreign Affairs": "Foreign Minister",
    "Defense": "Defense Minister",
    "Defence": "Defense Minister",
    "Finance": "Finance Minister",
    "Internal Affairs": "Interior Minister",
    "the Interior": "Interior Minister",
    "Energy": "Energy Minister",
    "Justice": "Justice Minister",
    "Culture": "Culture Minister",
    "Economy": "Economy Minister",
}
_TITLE = (
    r"(?:[Pp]resident|[Pp]rime[ -][Mm]inister|[Cc]hancellor|[Ff]oreign [Mm]inister|"
    r"[Dd]efen[cs]e [Mm]inister|[Ff]inance [Mm]inister|[Mm]inister of (?:"
    + "|".join(_OFFICES)
    + r")|[Aa]mbassador|[Vv]ice[ -][Pp]resident)"
)
_NAME = r"(?P<name>[A-Z][a-zé]{1,20}(?:-[A-Z][a-z]{1,20})? (?:[A-Z]\. )?[A-Z][\w’'-]{1,25})"
_ORDER = re.compile(
    rf"(?P<the>(?:\b[Tt]he )?)\b(?P<title>{_TITLE}) of (?P<country>{_COUNTRY}) {_NAME}"
)


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if " of " not in text:
        return
    for match in _ORDER.finditer(text):
        title = match["title"]
        if not match["the"] and title[0].islower():
            continue  # "president of the United States Lawn Tennis Association"
        office = _OFFICES.get(title.partition(" of ")[2])
        words = office or " ".join(map(capitalize, title.replace("-", " - ").split(" ")))
        words = words.replace(" - ", "-")
        yield Change(
            match.start(), match.end(), f"{_ADJECTIVES[match['country']]} {words} {match['name']}"
        )


RULES = (
    ProceduralRule(
        id="title.country_order",
        description="the President of Russia Vladimir Putin → Russian President Vladimir Putin",
        reason="Before a name, English puts the country first.",
        russian="президент России Владимир Путин",
        changes=_changes,
        fires=(
            Fires(
                "It was said by the President of Russia Vladimir Putin.",
                "It was said by Russian President Vladimir Putin.",
            ),
            Fires(
                "The Minister of Foreign Affairs of the Russian Federation Sergei Lavrov left.",
                "Russian Foreign Minister Sergei Lavrov left.",
            ),
            Fires(
                "The prime minister of Israel Benjamin Netanyahu agreed.",
                "Israeli Prime Minister Benjamin Netanyahu agreed.",
            ),
        ),
        silent=(
            Silent("The President of Russia, Vladimir Putin, agreed."),
            Silent("He was president of the United States Lawn Tennis association."),
            Silent("The President of Russia Today resigned."),
            Silent("The President of the United States spoke in Berlin."),
        ),
    ),
)
