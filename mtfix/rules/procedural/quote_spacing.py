"""Spaces on the wrong side of quotation marks.

What it does:
    Moves the space to the outer side of each straight quotation mark.
The Russian behind it:
    None; the guillemets «…» turn into straight marks, and the space goes astray on the way.
Example:
    take place." From now on, " he said  →  take place. "From now on," he said
Safety:
    Safe. The role of a mark follows from its order, so a paragraph must hold an even number of
    marks, and each mark with a wrong shape must stand beside the punctuation of its role.
Known problems:
    A paragraph whose speech runs on into the next one has an odd number of marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.document import Document
from mtfix.document.quotes import quote_marks
from mtfix.rules.procedural.reporting import CLAUSE_PATTERN
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_SPACES = " \u00a0"
_STOPS = ".,!?…"
_OUTER = " \u00a0([{—–-\n\r\t"  # may stand before an opening mark


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if '"' not in text:
        return
    for start, end in document.paragraphs:
        marks = quote_marks(text, start, end)
        if not marks or len(marks) % 2:
            continue
        changes: list[Change] = []
        for at, role in marks:
            before = text[at - 1] if at > start else " "
            after = text[at + 1] if at + 1 < end else " "
            change = _open(text, at, before) if role == "open" else _close(text, at, before, after)
            if change is None:
                break
            if change.after != text[change.start : change.end]:
                changes.append(change)
        else:
            yield from changes


def _open(text: str, at: int, before: str) -> Change | None:
    """The opening mark with a space before and none behind; None if it cannot be one."""
    if before.isdigit() or (before not in _OUTER and before not in _STOPS and before not in "“‘'"):
        return None
    stop = at + 1
    while stop < len(text) and text[stop] in _SPACES:
        stop += 1
    if stop == len(text) or (stop > at + 1 and not text[stop].isalnum()):
        return None
    if before in _STOPS:
        if before == "," and not text[stop].isupper():
            return None
        return Change(at, stop, ' "') if stop > at + 1 else None
    return Change(at, stop, '"')


def _close(text: str, at: int, before: str, after: str) -> Change | None:
    """The closing mark with no space before, and one behind if a word follows."""
    start = at
    while start > 0 and text[start - 1] in _SPACES:
        start -= 1
    if start == at:
        if after.isalnum() and before in _STOPS:
            return Change(at, at + 1, '" ')
        return Change(at, at + 1, '"')
    if text[start - 1] not in _STOPS and not text[start - 1].isalnum():
        return None
    if after.isalnum():
        if text[start - 1] not in _STOPS:
            return None
        if text[start - 1] == "," and not CLAUSE_PATTERN.match(text, at + 1):
            return None
        return Change(start, at + 1, '" ')
    return Change(start, at + 1, '"')


RULES = (
    ProceduralRule(
        id="quote.spacing",
        description='" From → "From, defense. " → defense."',
        reason="A quotation mark takes its space on the outer side.",
        changes=_changes,
        fires=(
            Fires('He said: " From now on we agree."', 'He said: "From now on we agree."'),
            Fires('"We agree. "', '"We agree."'),
            Fires('"We agree, "he said.', '"We agree," he said.'),
            Fires(
                '"We do not agree," he said." From our point of view it is early. "',
                '"We do not agree," he said. "From our point of view it is early."',
            ),
        ),
        silent=(
            Silent("The board is 5'10\" by 6'2\" in size."),
            Silent('"Once they say, "OK, this is bad," we can go," he said.'),
            Silent('He wrote "one" and "two," then "three".'),
            Silent('The 3.5" disk and the 5.25" disk were both called "floppy".'),
        ),
    ),
)
