"""A dash between a comma and a reporting clause, outside quotation marks.

What it does:
    Drops the dash behind the comma.
The Russian behind it:
    Dialogue without marks: Мы готовы, — говорит он.
Example:
    We are ready, — he says.  →  We are ready, he says.
Safety:
    Safe. English sets no dash behind a comma, and a reporting clause must follow.
Known problems:
    The speech gets no marks: where it began is not certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.reporting import CLAUSE_PATTERN
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_DASH = re.compile(r"(?<=\w)[ ]?,[ ]?[-–—]{1,2}[ ](?=\w)")


def _changes(document: Document) -> Iterator[Change]:
    for match in _DASH.finditer(document.text):
        if CLAUSE_PATTERN.match(document.text, match.end()):
            yield Change(match.start(), match.end(), ", ")


RULES = (
    ProceduralRule(
        id="dash.before_clause",
        description="We are ready, — he says → We are ready, he says",
        reason="English has no dash between speech and its reporting clause.",
        russian="…, — говорит он",
        changes=_changes,
        fires=(
            Fires("We are ready, - explains the lawyer.", "We are ready, explains the lawyer."),
            Fires("Today, — she said, — I saw him.", "Today, she said, — I saw him."),
        ),
        silent=(
            Silent("The plan - he said so himself - failed."),
            Silent("They sold tea, coffee, - and nothing else."),
        ),
    ),
)
