"""Names of firms, ships and clubs in quotation marks.

What it does:
    Takes the marks off a capitalized name behind a word such as *company*, *mine* or *trawler*.
The Russian behind it:
    Russian sets proper names of firms, ships, clubs and plants in guillemets: компания «Газпром».
Example:
    the company "Kuzbass Resource," promised  →  the company Kuzbass Resource, promised
Safety:
    Evidence. The list holds only words whose names English prints bare, and the document must set
    two such names in marks, or leave the article out, as engines do; one alone may be a quotation.
Known problems:
    Names behind other words, and names in lower case, keep their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_NOUNS = (
    "company|firm|bank|concern|corporation|holding|plant|factory|mine|club|stadium|hotel|airline|"
    "airport|agency|newspaper|trawler|vessel|ship|tanker|frigate|cruiser|submarine|tug|station|"
    "party|group|JSC|OJSC|OAO|ZAO|CJSC|LLC|OOO|PJSC|FC|HC|state corporation|shipyard|cosmodrome|"
    "consortium|enterprise|combine|trading house|publishing house|radio station|TV channel|channel"
)
_NAMED = re.compile(
    rf"\b(?P<noun>{_NOUNS}) [\"“]"
    rf"(?P<name>[A-Z][\w’'&-]{{0,30}}(?: [A-Z0-9][\w’'&-]{{0,30}}){{0,3}})"
    r"(?P<stop>[,.]?)[\"”](?!\w)"
)
_ANY = re.compile(r"[\"“][A-Z][\w-]{1,30}(?: [A-Z][\w-]{1,30}){0,2}[\"”]")


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if '"' not in text and "“" not in text:
        return
    matches = list(_NAMED.finditer(text))
    if not matches:
        return
    if len(matches) < 2 and len(_ANY.findall(text)) < 2 and not _bare(text, matches[0].start()):
        return
    for match in matches:
        yield Change(match.end("noun") + 1, match.end(), f"{match['name']}{match['stop']}")


def _bare(text: str, noun: int) -> bool:
    """Whether the noun lacks its article: ``told company "Sever"``."""
    before = re.search(r"([\w-]+) $", text[max(0, noun - 30) : noun])
    return before is not None and before[1] in (
        "of",
        "in",
        "at",
        "by",
        "for",
        "from",
        "with",
        "told",
    )


RULES = (
    ProceduralRule(
        id="quote.company_name",
        description='company "Gazprom" → company Gazprom',
        reason="English does not put the names of firms in quotation marks.",
        russian="компания «Газпром»",
        safety="evidence",
        changes=_changes,
        fires=(
            Fires(
                'The company "Sever Resource," promised help to the mine "Yuzhnaya".',
                "The company Sever Resource, promised help to the mine Yuzhnaya.",
            ),
            Fires('He worked in company "Rosneft".', "He worked in company Rosneft."),
        ),
        silent=(
            Silent('He called the company "Big Brother" in jest.'),
            Silent('The firm "has no debts," he said.'),
        ),
    ),
)
