"""The comma between speech and its reporting clause, in documents that came out of Russian.

What it does:
    Moves the comma inside the closing mark before a reporting clause.
The Russian behind it:
    Russian puts the comma behind the mark: «…», — сказал он.
Example:
    "We agree", he said.  →  "We agree," he said.
Safety:
    Evidence. British English puts the comma there, too, so the document must show the dashes of
    Russian dialogue elsewhere, and no British spelling.
Known problems:
    Once the dashes are gone, later rounds have no evidence; all clauses are repaired in one round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.reporting import CLAUSE_PATTERN
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_COMMA = re.compile(r'(?<=[^\W_])"[ ]?,[ ](?=[\w])')
_DIALOGUE = re.compile(r'"[ ]?,?[ ]?[—–-]{1,2}[ ]?(?=[a-zA-Z])|, [—–-] (?=he |she |says |said )')


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if '"' not in text or document.evidence.spelling == "uk" or not _has_dialogue(text):
        return
    for match in _COMMA.finditer(text):
        if CLAUSE_PATTERN.match(text, match.end()):
            yield Change(match.start(), match.end(), '," ')


def _has_dialogue(text: str) -> bool:
    """Whether a dash stands between speech and a reporting clause somewhere."""
    return any(CLAUSE_PATTERN.match(text, m.end()) for m in _DIALOGUE.finditer(text))


RULES = (
    ProceduralRule(
        id="quote.comma_inside",
        description='"…", he said → "…," he said',
        reason="American style puts the comma inside the mark.",
        russian="«…», сказал он",
        safety="evidence",
        changes=_changes,
        fires=(
            Fires(
                '"We agree", he said.',
                '"We agree," he said.',
                context='"We do not", - said another.',
            ),
        ),
        silent=(
            Silent('"We agree", he said.'),
            Silent('The films "Alien", he said and "Solaris".', context='They met in "Rome".'),
        ),
    ),
)
