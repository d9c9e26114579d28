"""*Friend* for each other.

What it does:
    Drops the *friend* that stands beside *each other*.
The Russian behind it:
    друг друга, друг против друга: the reciprocal pronoun is made of the word for friend.
Example:
    aimed friend against each other  →  aimed against each other
Safety:
    Safe. A friend before *against each other* or *from friend* is no English; *a friend to each
    other* and *from friend to friend* are, and stay.
Known problems:
    None known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_PREPOSITION = "against|with|from|for|about|at|after|behind|on|in|before|over|near|without"
_FRIEND = re.compile(
    rf"(?<!\ba )(?<!\bthe )(?<!\bmy )(?<!\bher )(?<!\bhis )(?<!\bold )(?<!\bbest )(?<!\bfrom )"
    rf"\b(?P<first>[Ff]riend )(?P<preposition>{_PREPOSITION}) (?P<second>each other|friend)\b"
)


def _changes(document: Document) -> Iterator[Change]:
    for match in _FRIEND.finditer(document.text):
        yield Change(match.start(), match.end(), f"{match['preposition']} each other")


RULES = (
    ProceduralRule(
        id="morph.reciprocal_friend",
        description="friend against each other → against each other",
        reason="The reciprocal pronoun was read as the word for friend.",
        russian="друг против друга",
        changes=_changes,
        fires=(
            Fires(
                "The systems are aimed friend against each other.",
                "The systems are aimed against each other.",
            ),
            Fires(
                "They stood friend from friend far away.", "They stood from each other far away."
            ),
        ),
        silent=(
            Silent("He was a friend to each other guest."),
            Silent("He was a friend with each other player."),
            Silent("The news went from friend to friend."),
        ),
    ),
)
