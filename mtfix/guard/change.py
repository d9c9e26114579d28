"""A proposed change of a segment, with what the checks need to know about it.

Everything is computed once and on first use: ``Source`` holds what all changes of one segment
share, ``Change`` what one set of edits does to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mtfix.document import Document
from mtfix.edits.edit import Edit
from mtfix.guard.naming import Names, names_in
from mtfix.guard.quantities import Quantities, may_hold, quantities
from mtfix.guard.words import WORD, is_content, stem

if TYPE_CHECKING:
    from mtfix.source import Passage


class Site(NamedTuple):
    """The place of one edit, widened so that no word is cut.

    Attributes:
        edit: The edit.
        start: Start of the widened span in the segment.
        end: End of the widened span in the segment.
        before: Text of the widened span.
        after: Text that the widened span turns into.
        removed: Words of ``before``.
        added: Words of ``after``.
    """

    edit: Edit
    start: int
    end: int
    before: str
    after: str
    removed: list[str]
    added: list[str]


class Source:
    """A segment as it stands, and the document around it."""

    def __init__(self, text: str, document: Document) -> None:
        self.text = text
        self.document = document

    @cached_property
    def original(self) -> Passage | None:
        """The Russian behind the segment, where it is at hand and certain."""
        document = self.document
        if document.source is None:
            return None
        start = document.text.find(self.text)
        if start < 0 or document.text.find(self.text, start + 1) >= 0:
            return None
        return document.original(start)

    @cached_property
    def words(self) -> list[str]:
        """Words of the segment, in order."""
        return WORD.findall(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the segment's words."""
        return frozenset(map(stem, self.words))

    @cached_property
    def has_quantities(self) -> bool:
        """Whether the segment may hold a quantity."""
        return may_hold(self.text)

    @cached_property
    def quantities(self) -> Quantities:
        """Quantities of the segment."""
        return quantities(self.text)

    @cached_property
    def names(self) -> Names:
        """Names of the segment."""
        return names_in(self.text)

    @cached_property
    def content_count(self) -> int:
        """Number of content words."""
        return sum(map(is_content, self.words))

    def site(self, edit: Edit) -> Site:
        """The widened place of ``edit``."""
        text, start, end, filling = self.text, edit.start, edit.end, edit.after
        size = len(text)
        # A border is inside a word if it is so before the edit or after it.
        if start and _inner(text[start - 1]):
            following = filling[:1] or text[end : end + 1]
            if _is_inner(text[start : start + 1]) or _is_inner(following):
                while start and _inner(text[start - 1]):
                    start -= 1
        if end < size and _inner(text[end]):
            preceding = filling[-1:] or text[edit.start - 1 : edit.start]
            if (end and _inner(text[end - 1])) or _is_inner(preceding):
                while end < size and _inner(text[end]):
                    end += 1
        before = text[start:end]
        after = text[start : edit.start] + filling + text[edit.end : end]
        return Site(edit, start, end, before, after, WORD.findall(before), WORD.findall(after))


def _inner(char: str) -> bool:
    """Whether ``char`` can stand inside a word."""
    return char.isalnum() or char in "'’."


def _is_inner(char: str) -> bool:
    return char != "" and _inner(char)


class Change:
    """A set of edits of one segment, sorted and disjoint, that is judged as a whole.

    Attributes:
        source: The segment.
        sites: The places of the edits.
        lost: Words that the edits take away, as a multiset in the order of the text.
        gained: Words that the edits bring in, likewise.
        lost_stems: Stems of the content words that the edits take away, likewise.
        gained_stems: Stems of the content words that the edits bring in, likewise.
    """

    def __init__(self, source: Source, sites: Sequence[Site]) -> None:
        self.source = source
        self.sites = sites
        if len(sites) == 1:
            removed, added = sites[0].removed, sites[0].added
        else:
            removed = [word for site in sites for word in site.removed]
            added = [word for site in sites for word in site.added]
        self.lost = _minus(removed, added)
        self.gained = _minus(added, removed)
        lost = [stem(word) for word in self.lost if is_content(word)]
        gained = [stem(word) for word in self.gained if is_content(word)]
        self.lost_stems = _minus(lost, gained)
        self.gained_stems = _minus(gained, lost)

    @property
    def document(self) -> Document:
        """The document that holds the segment."""
        return self.source.document

    @cached_property
    def text(self) -> str:
        """The segment with all edits applied."""
        before = self.source.text
        pieces: list[str] = []
        done = 0
        for site in self.sites:
            pieces.append(before[done : site.edit.start])
            pieces.append(site.edit.after)
            done = site.edit.end
        pieces.append(before[done:])
        return "".join(pieces)

    @cached_property
    def words(self) -> list[str]:
        """Words of the changed segment, in order."""
        return WORD.findall(self.text)

    @cached_property
    def names(self) -> Names:
        """Names of the changed segment."""
        return names_in(self.text)


def _minus(first: list[str], second: list[str]) -> list[str]:
    """The multiset difference of two short lists, in the order of ``first``."""
    if not first or not second:
        return first
    rest = list(second)
    kept: list[str] = []
    for word in first:
        if word in rest:
            rest.remove(word)
        else:
            kept.append(word)
    return kept
