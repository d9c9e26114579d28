"""Web-page remains at the end of a text.

What it does:
    Deletes the last paragraphs if they consist of calls to share, like or subscribe.
The Russian behind it:
    Понравилась статья? Поделитесь с друзьями: the foot of a page, translated with the rest.
Example:
    Like this post? Please share to your friends:  →  (nothing)
Safety:
    Safe. Only whole paragraphs, only behind other text, only known formulas.
Known problems:
    The formulas are a short list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_FORMULA = re.compile(
    r"(?:(?:did you )?(?:like|liked|enjoy(?:ed)?) (?:this|the) (?:post|article|news|material|page)"
    r"|(?:please )?(?:share|tell)(?: it| this)?(?: (?:post|article|news|page|link))?"
    r"(?: (?:to|with|about it to))? (?:your|my) friends"
    r"|(?:please )?share (?:on|in|via) (?:social networks|facebook|twitter|vkontakte)"
    r"|(?:please )?(?:subscribe|sign up) (?:to|for) (?:our|the) (?:channel|newsletter|news|feed)"
    r"|(?:please )?rate (?:this|the) (?:post|article|news|material)"
    r"|(?:print|printable) version|no votes yet|add (?:a )?comment"
    r"|(?:read also|related (?:posts|articles|news)|similar (?:posts|articles|news))"
    r")[ ]?[?!.:…]{0,3}",
    re.IGNORECASE,
)


def _changes(document: Document) -> Iterator[Change]:
    paragraphs = document.paragraphs
    text = document.text
    first = len(paragraphs)
    while first > 1 and _is_boilerplate(text, *paragraphs[first - 1]):
        first -= 1
    if first < len(paragraphs):
        yield Change(paragraphs[first - 1].end, paragraphs[-1].end, "")


def _is_boilerplate(text: str, start: int, end: int) -> bool:
    """Whether the paragraph is nothing but formulas."""
    if end - start > 200:
        return False
    position = start
    while match := _FORMULA.match(text, position, end):
        position = match.end()
        while position < end and text[position] in " \u00a0":
            position += 1
    return position == end


RULES = (
    ProceduralRule(
        id="boilerplate.tail",
        description="Like this post? Please share … → (nothing), at the end of a text",
        reason="The foot of a web page is no part of the text.",
        russian="Понравилась статья? Поделитесь с друзьями",
        changes=_changes,
        fires=(
            Fires("He left.\n\nLike this post? Please share to your friends:", "He left."),
            Fires("He left.\n\nPrint version\n\nRate this article!", "He left."),
        ),
        silent=(
            Silent("Like this post? Please share to your friends:"),
            Silent("He left.\n\nPlease share this with your friends, he asked."),
            Silent("Print version\n\nHe left."),
        ),
    ),
)
