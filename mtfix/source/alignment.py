"""Which passage of the source a segment of the text renders.

What is not certain stays without a passage, and a source that does not belong to the text gives
none at all.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from mtfix.source.beads import FURTHEST, RATIO, Bead, beads, deviation
from mtfix.source.document import Passage, SourceDocument
from mtfix.source.sides import Side

if TYPE_CHECKING:
    from mtfix.document import Document

_SHORT = 0.5  # a text shorter than this share of its source, or the reverse, does not belong to it
_TELLING = 3  # anchors that either side must have for their sharing none to tell


class Alignment:
    """The passages of a source that the segments of a document render."""

    def __init__(self, document: Document, source: SourceDocument) -> None:
        self._source = source
        self._starts = [segment.start for segment in document.segments]
        self._left = source.sides
        self._right = [Side.of(segment) for segment in document.segments]

    def passage(self, offset: int) -> Passage | None:
        """The passage behind the segment at ``offset`` of the document; None if uncertain."""
        return self._passages.get(bisect_right(self._starts, offset) - 1)

    @cached_property
    def matches(self) -> bool:
        """Whether source and text belong together, as far as lengths, numbers and names tell."""
        left = sum(side.length for side in self._left) * RATIO
        right = sum(side.length for side in self._right)
        if not min(left, right) or min(left, right) < _SHORT * max(left, right):
            return False
        here = {anchor for side in self._left for anchor in side.anchors}
        there = {anchor for side in self._right for anchor in side.anchors}
        fewer = min(len(here), len(there))
        return fewer < _TELLING or len(here & there) * 4 >= fewer

    @cached_property
    def _passages(self) -> dict[int, Passage]:
        if not self.matches:
            return {}
        found: dict[int, Passage] = {}
        doubtful = 0
        for bead in beads(self._left, self._right):
            if not self._is_certain(bead):
                doubtful += len(bead.text)
                continue
            first, last = self._left[bead.source[0]], self._left[bead.source[-1]]
            passage = self._source.passage(first.start, last.end)
            found.update((index, passage) for index in bead.text)
        return found if doubtful * 2 <= len(self._right) else {}

    def _is_certain(self, bead: Bead) -> bool:
        if not (bead.source and bead.text) or len(bead.source) + len(bead.text) > 3:
            return False
        left = [self._left[index] for index in bead.source]
        right = [self._right[index] for index in bead.text]
        lengths = sum(side.length for side in left), sum(side.length for side in right)
        if abs(deviation(*lengths)) > FURTHEST:
            return False
        here = {a for side in left for a in side.anchors if a[0].isdecimal()}
        there = {a for side in right for a in side.anchors if a[0].isdecimal()}
        return min(len(here), len(there)) < 2 or bool(here & there)
