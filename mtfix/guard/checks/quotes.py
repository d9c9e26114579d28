"""Quotes and brackets: balanced at least as well as before, in the style of the document.

Accepted: ``"We go, "- he said.`` → ``"We go," he said.``; ``(see the map.`` → ``(see the map).``
Rejected: ``"We go," he said.`` → ``We go," he said.``; straight marks → curly ones, where the
document has none of these.

A dash of Russian dialogue may become a mark (``We go, — he said`` → ``We go," he said``). A
quotation may run over several segments, so a segment may be unbalanced by right. Where it gets an
even number of marks, the paragraph decides, if the document still has the segment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mtfix.guard.change import Change, Site
from mtfix.guard.checks.check import Example, Refusal

EXAMPLES = (
    Example('"We go, "- he said.', '"We go," he said.', True),
    Example("He went (see the map.", "He went (see the map).", True),
    Example('In the words of "b", he left.', "In the words of Kommersant, he left.", True),
    Example("He said «no».", 'He said "no".', True),
    Example("It is the “end”.", "It is the “beginning”.", True, "“We” are."),
    Example("We go, — he said.", 'We go," he said.', True, '"They come. We go, — he said.'),
    Example('"We go," he said.', 'We go," he said.', False),
    Example("He left (with her).", "He left (with her.", False),
    Example('He said "no".', "He said “no”.", False),
    Example('He said "no" to her.', 'He said "no to her.', False),
    Example('"We go.', "We go.", False, 'He said: "We go. They come."'),
    Example("He left with her.", 'He left "" with her.', False),
)

_PAIRS = ("()", "[]", "{}", "“”", "«»")
_MARKS = frozenset('"“”„«»‘‹›()[]{}')
_DASHES = "—–-"
_STYLED = "“”„«»‹›"


@dataclass(frozen=True, slots=True)
class Quotes:
    """Refuses changes that unbalance quotes or brackets, or mix styles of quotes."""

    name: ClassVar[str] = "quotes"

    def refuse(self, change: Change) -> Refusal | None:
        """Object to the first kind of mark that an edit spoils."""
        before, after = change.source.text, change.text
        for empty in ('""', "“”", "()", "«»"):
            if empty in after and empty not in before:
                return Refusal("leaves empty quotes or brackets", final=False)
        if all(_same_marks(s.edit.before, s.edit.after) for s in change.sites):
            return None
        for pair in _PAIRS:
            if (pair[0] in after or pair[1] in after) and _imbalance(after, pair) > _imbalance(
                before, pair
            ):
                return Refusal(f"leaves {pair[0]} {pair[1]} unbalanced", final=False)
        odd_before, odd_after = before.count('"') % 2, after.count('"') % 2
        if odd_before != odd_after and not any(map(_is_dialogue, change.sites)):
            if odd_after:
                return Refusal("leaves quotation marks unbalanced", final=False)
            if _paragraph_is_even(change):
                return Refusal("unbalances a quotation of several sentences", final=False)
        for mark in _STYLED:
            if mark in after and mark not in before and mark not in change.document.text:
                return Refusal(f"mixes styles of quotes: {mark}")
        return None


def _same_marks(before: str, after: str) -> bool:
    if _MARKS.isdisjoint(before) and _MARKS.isdisjoint(after):
        return True
    return [c for c in before if c in _MARKS] == [c for c in after if c in _MARKS]


def _is_dialogue(site: Site) -> bool:
    """Whether a dash of Russian dialogue and a quotation mark change places.

    Such marks are missing from other sentences as well, so that counts tell nothing.
    """
    before, after = site.edit.before, site.edit.after
    gone = sum(map(before.count, _DASHES)) > sum(map(after.count, _DASHES))
    return gone and before.count('"') != after.count('"')


def _imbalance(text: str, pair: str) -> int:
    """Marks of ``pair`` that lack their partner."""
    depth = stray = 0
    for char in text:
        if char == pair[0]:
            depth += 1
        elif char == pair[1]:
            if depth:
                depth -= 1
            else:
                stray += 1
    return depth + stray


def _paragraph_is_even(change: Change) -> bool:
    """Whether the segment's paragraph has an even number of straight quotes as it stands."""
    document = change.document
    start = document.text.find(change.source.text)
    segment = document.segment_at(start) if start >= 0 else None
    if segment is None:
        return False
    paragraph = document.paragraphs[segment.paragraph]
    return document.text.count('"', paragraph.start, paragraph.end) % 2 == 0
