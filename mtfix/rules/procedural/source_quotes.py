"""A lone quotation mark that the Russian original does not have.

What it does:
    Takes away the only quotation mark of a segment before ``says …``, or behind a space at the end,
    if its source has none.
The Russian behind it:
    Speech in newspapers goes on without marks: …, — говорит директор. Statistical engines add the
    mark that they have most often seen in its place.
Example:
    They go there, "says the director.  →  They go there, says the director.
Safety:
    Source. The spaces around the mark must be the engine's (``, "says``), and the paragraph have
    one mark more than its source.
Known problems:
    Marks that the engine lost are not put back: editors leave half of them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.document.spans import Segment
from mtfix.rules.procedural.reporting import VERB
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_MARKS = '"“”'
_MISPLACED = re.compile(rf"(?<=[,.!?…] )[{_MARKS}](?={VERB}\b)|[ \u00a0][{_MARKS}]$")


def _changes(document: Document) -> Iterator[Change]:
    if document.source is None or not any(mark in document.text for mark in _MARKS):
        return
    for segment in document.segments:
        match = _MISPLACED.search(segment.text)
        if match and _count(segment.text) == 1 and _is_surplus(document, segment):
            yield Change(segment.start + match.start(), segment.start + match.end(), "")


def _is_surplus(document: Document, segment: Segment) -> bool:
    """Whether the source of the segment has no mark, and that of its paragraph one less."""
    passage = document.original(segment.start)
    if passage is None or passage.quotes:
        return False
    beside = [s for s in document.segments if s.paragraph == segment.paragraph]
    passages = [document.original(s.start) for s in beside]
    if None in passages:
        return False
    known = {id(p): p for p in passages if p is not None}
    there = sum(p.quotes for p in known.values())
    return sum(_count(s.text) for s in beside) == there + 1


def _count(text: str) -> int:
    return sum(map(text.count, _MARKS))


RULES = (
    ProceduralRule(
        id="source.quotes",
        description='…there, "says the director → …there, says the director',
        reason="The Russian original has no quotation mark here.",
        russian="— говорит директор",
        safety="source",
        changes=_changes,
        fires=(
            Fires(
                'They will go there, "says the director.',
                "They will go there, says the director.",
                source="Они поедут туда, — говорит директор.",
            ),
            Fires(
                'This path will lead nowhere. "',
                "This path will lead nowhere.",
                source="Этот путь никуда не приведет.",
            ),
        ),
        silent=(
            Silent(
                'They will go there," says the director.',
                source="«Они поедут туда», — говорит директор.",
            ),
            Silent('They will go there, "says the director.'),
            Silent('They will go there," says the director.', source="Поедут, — говорит директор."),
            Silent('"They will go there.', source="— Они поедут туда."),
        ),
    ),
)
