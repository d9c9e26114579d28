"""Function words with a capital in the middle of a sentence.

What it does:
    Writes a conjunction or adverb behind a comma in lower case.
The Russian behind it:
    None; a synonym swapper works on a fragment and capitalizes its first word.
Example:
    with NATO, Also this week  →  with NATO, also this week
Safety:
    Safe. Only behind a comma, only words that are part of no name, and only where a word in lower
    case follows.
Known problems:
    Titles in headline style have their words capitalized; a segment with more than half of its
    words in capitals is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_WORDS = (
    "Also|Now|But|Because|Which|Whose|Where|When|While|Although|However|Therefore|Moreover|Besides"
)
_CAPITAL = re.compile(rf"(?<=[a-zA-Z0-9)], )(?P<word>{_WORDS})(?= [a-z]{{2,}} [a-z]|,? [Oo]ur )")


def _changes(document: Document) -> Iterator[Change]:
    for match in _CAPITAL.finditer(document.text):
        segment = document.segment_at(match.start())
        if segment is None or segment.start == match.start():
            continue
        words = segment.text.split()
        capitals = sum(word[:1].isupper() for word in words)
        if capitals * 2 <= len(words) + 1 and segment.text[-1] in '.!?"”':
            yield Change(match.start(), match.end(), match["word"].lower())


RULES = (
    ProceduralRule(
        id="case.function_word",
        description="with NATO, Also this week → with NATO, also this week",
        reason="A sentence goes on in lower case behind a comma.",
        changes=_changes,
        fires=(
            Fires(
                "He met the leaders of NATO, Also this week he will be in Brussels for talks.",
                "He met the leaders of NATO, also this week he will be in Brussels for talks.",
            ),
        ),
        silent=(
            Silent("Gone, But not Forgotten, a Novel of the Old West"),
            Silent("He likes The Band, The Who and, As he says, nothing else."),
        ),
    ),
)
