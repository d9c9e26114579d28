"""A lone quotation mark that the Russian original does not have.

What it does:
    Takes away the only quotation mark of a segment whose source has none.
The Russian behind it:
    Speech in newspapers goes on without marks: …, — говорит директор. Statistical engines add the
    mark that they have most often seen in its place.
Example:
    They go there, "says the director.  →  They go there, says the director.
Safety:
    Source. The paragraph must have one mark more than its source.
Known problems:
    Marks that the engine lost are not put back: editors leave half of them out.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.document import Document
from mtfix.document.spans import Segment
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_MARKS = '"“”'


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if document.source is None or not any(mark in text for mark in _MARKS):
        return
    for segment in document.segments:
        if _count(segment.text) != 1 or not _is_surplus(document, segment):
            continue
        at = next(i for i in range(segment.start, segment.end) if text[i] in _MARKS)
        start, end = at, at + 1
        before, after = text[at - 1 : at], text[end : end + 1]
        if before == " " and (after in " \n.,;:!?" or end >= segment.end):
            start -= 1
        elif at == segment.start and after == " ":
            end += 1
        yield Change(start, end, " " if before.isalnum() and after.isalnum() else "")


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
        ),
    ),
)
