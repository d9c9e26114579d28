"""The comma between speech and its reporting clause.

What it does:
    Moves the comma inside the closing mark before a reporting clause.
The Russian behind it:
    Russian puts the comma behind the mark: «…», сказал он.
Example:
    "We agree", he said.  →  "We agree," he said.
Safety:
    Evidence. British English puts the comma there, too, so the document must come from Russia (its
    dialogue has dashes, or it names Russian people or places) and nothing in it may look British:
    spelling, titles without a full stop (Mr Smith), single marks around speech.
Known problems:
    A British text that shows none of these gets American commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.reporting import CLAUSE_PATTERN
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_COMMA = re.compile(r"(?<=[^\W_])(?P<mark>[\"”])[ ]?,[ ](?:[\"“][ ])?(?=\w)")
_BRITISH = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr) [A-Z]|(?:^|\s)['‘]\w[^'’\n]{2,80}[,.?!]['’]", re.MULTILINE
)

_RUSSIAN = re.compile(
    r"\b(?:Russians?|Russia|Moscow|Kremlin|[Rr]ubles?|[A-Z][a-z]+(?:[oe]v|sky|enko|[oe]vich)a?)\b"
    r"|[\"”][ ]?,?[ ]?[—–-]{1,2}[ ]?,?[ ]?[a-zA-Z]|, [—–-] (?:he|she|says|said)\b"
)


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if '",' not in text and "”," not in text and '" ,' not in text:
        return
    found = [m for m in _COMMA.finditer(text) if CLAUSE_PATTERN.match(text, m.end())]
    if not found or document.evidence.spelling == "uk" or _BRITISH.search(text):
        return
    if not _RUSSIAN.search(text):
        return
    for match in found:
        yield Change(match.start(), match.end(), f",{match['mark']} ")


RULES = (
    ProceduralRule(
        id="quote.comma_inside",
        description='"…", he said → "…," he said',
        reason="American style puts the comma inside the mark.",
        russian="«…», сказал он",
        safety="evidence",
        changes=_changes,
        fires=(
            Fires('"We agree", said Ivan Petrov.', '"We agree," said Ivan Petrov.'),
            Fires("“We agree”, says the mayor of Moscow.", "“We agree,” says the mayor of Moscow."),
            Fires(
                '"We agree", " explains the mayor.',
                '"We agree," explains the mayor.',
                context='"We do not", - said another.',
            ),
        ),
        silent=(
            Silent('"We agree", he said.', context="The Russian defence programme was honoured."),
            Silent('"We agree", said Mr Petrov in Moscow.'),
            Silent('"We agree", he said.'),
            Silent('The films "Alien", "Solaris" and "Stalker".', context='They met in "Rome".'),
        ),
    ),
)
