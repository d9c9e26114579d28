"""Which passage of the source a segment of the text renders.

Segments are aligned by length, as Gale and Church did (*A Program for Aligning Sentences in
Bilingual Corpora*, Computational Linguistics 19, 1993), with numbers and names as anchors. What is
not certain stays without a passage; a source that does not belong to the text gives none at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import erfc, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from mtfix.document.spans import Segment
from mtfix.source.document import Passage, SourceDocument, opens
from mtfix.source.transliteration import key

if TYPE_CHECKING:
    from mtfix.document import Document

_RATIO = 1.01  # characters of machine translation for one of Russian (newstest2013–2018)
_VARIANCE = 4.0  # of that, for one character; Gale and Church found 6.8 in human translation
_PRIORS = {
    (1, 1): 0.89,
    (1, 2): 0.0445,
    (2, 1): 0.0445,
    (1, 0): 0.005,
    (0, 1): 0.005,
    (2, 2): 0.011,
}
_FURTHEST = 3.0  # standard deviations of length within which a pair is certain
_REWARD = 2.0  # for an anchor that both sides share, up to three
_BAND = 12  # segments off the diagonal that are still looked at, beyond what the counts differ by
_KEPT = 0.9  # share of paragraphs whose lengths must fit for paragraphs to be paired by number
_SHORT = 0.5  # a text shorter than this share of its source, or the reverse, does not belong to it

_ANCHOR = re.compile(r"\d+(?:[.,   ]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiou]")


class Bead(NamedTuple):
    """Consecutive segments of either side that render each other."""

    source: range
    text: range


class Alignment:
    """The passages of a source that the segments of a document render."""

    def __init__(self, document: Document, source: SourceDocument) -> None:
        self._source = source
        self._starts = [segment.start for segment in document.segments]
        self._left = [_Side(segment, source.text) for segment in source.segments]
        self._right = [_Side(segment, document.text) for segment in document.segments]

    def passage(self, offset: int) -> Passage | None:
        """The passage behind the segment at ``offset`` of the document; None if uncertain."""
        index = bisect_right(self._starts, offset) - 1
        return self._passages.get(index)

    @cached_property
    def matches(self) -> bool:
        """Whether source and text belong together, as far as lengths, numbers and names tell."""
        left = _total(self._left, range(len(self._left)))
        right = _total(self._right, range(len(self._right)))
        if not min(left, right) or min(left * _RATIO, right) < _SHORT * max(left * _RATIO, right):
            return False
        here = {anchor for side in self._left for anchor in side.anchors}
        there = {anchor for side in self._right for anchor in side.anchors}
        fewer = min(len(here), len(there))
        return fewer < 3 or len(here & there) * 4 >= fewer

    @cached_property
    def _passages(self) -> dict[int, Passage]:
        if not self.matches:
            return {}
        beads = self._beads()
        found: dict[int, Passage] = {}
        doubtful = 0
        for bead in beads:
            if not self._is_certain(bead):
                doubtful += len(bead.text)
                continue
            first, last = self._left[bead.source[0]], self._left[bead.source[-1]]
            passage = self._source.passage(first.segment.start, last.segment.end)
            found.update((index, passage) for index in bead.text)
        return found if doubtful * 2 <= len(self._right) else {}

    def _is_certain(self, bead: Bead) -> bool:
        if not (bead.source and bead.text) or len(bead.source) + len(bead.text) > 3:
            return False
        lengths = _total(self._left, bead.source), _total(self._right, bead.text)
        if abs(_deviation(*lengths)) > _FURTHEST:
            return False
        left = [self._left[index] for index in bead.source]
        right = [self._right[index] for index in bead.text]
        here = {a for side in left for a in side.anchors if a[0].isdigit()}
        there = {a for side in right for a in side.anchors if a[0].isdigit()}
        return min(len(here), len(there)) < 2 or bool(here & there)

    def _beads(self) -> list[Bead]:
        """Beads paragraph by paragraph where these correspond, else over the whole texts."""
        left, right = _paragraphs(self._left), _paragraphs(self._right)
        whole = [(range(len(self._left)), range(len(self._right)))]
        pairs = whole
        if len(left) == len(right) > 1:
            pairs = list(zip(left, right, strict=True))
            fitting = sum(
                abs(_deviation(_total(self._left, one), _total(self._right, two))) <= _FURTHEST
                for one, two in pairs
            )
            if fitting < _KEPT * len(pairs):
                pairs = whole
        return [bead for one, two in pairs for bead in self._align(one, two)]

    def _align(self, rows: range, columns: range) -> list[Bead]:
        """The cheapest beads of two ranges of segments, by dynamic programming."""
        if len(rows) == len(columns) == 1:
            return [Bead(rows, columns)]
        best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
        slope = len(columns) / max(len(rows), 1)
        band = _BAND + abs(len(rows) - len(columns))
        for i in range(len(rows) + 1):
            middle = int(i * slope)
            for j in range(max(0, middle - band), min(len(columns), middle + band) + 1):
                options = [
                    (before[0] + self._cost(rows[i - di : i], columns[j - dj : j]), di, dj)
                    for di, dj in _PRIORS
                    if di <= i and dj <= j and (before := best.get((i - di, j - dj)))
                ]
                if options:
                    best[i, j] = min(options)
        beads = []
        i, j = len(rows), len(columns)
        while (i or j) and (i, j) in best:
            _, di, dj = best[i, j]
            beads.append(Bead(rows[i - di : i], columns[j - dj : j]))
            i, j = i - di, j - dj
        return beads[::-1]

    def _cost(self, rows: range, columns: range) -> float:
        cost = -log(_PRIORS[len(rows), len(columns)])
        if not rows or not columns:
            return cost
        left = self._left[rows.start : rows.stop]
        right = self._right[columns.start : columns.stop]
        if _new_paragraph(left) or _new_paragraph(right):
            cost += 3.0
        lengths = sum(side.length for side in left), sum(side.length for side in right)
        cost -= log(max(erfc(abs(_deviation(*lengths)) / sqrt(2)), 1e-12))
        shared = sum(len(one.anchors & two.anchors) for one in left for two in right)
        return cost - _REWARD * min(shared, 3)


class _Side:
    """A segment with its length and anchors."""

    def __init__(self, segment: Segment, text: str) -> None:
        self.segment = segment
        self.length = len(segment.text)
        self.anchors = frozenset(_anchors(segment, text))


def _anchors(segment: Segment, text: str) -> set[str]:
    found = set()
    for match in _ANCHOR.finditer(segment.text):
        word = match.group()
        if word[0].isdigit():
            found.add(re.sub(r"\D", "", word))
        elif word[0].isupper() and not opens(text, segment.start + match.start()):
            consonants = _VOWELS.sub("", key(word))[:3]
            if len(consonants) > 1:
                found.add(consonants)
    return found


def _paragraphs(sides: Sequence[_Side]) -> list[range]:
    """The range of each paragraph's segments."""
    starts = [
        index
        for index, side in enumerate(sides)
        if not index or side.segment.paragraph != sides[index - 1].segment.paragraph
    ]
    return [range(*pair) for pair in pairwise([*starts, len(sides)])]


def _total(sides: Sequence[_Side], chosen: range) -> int:
    return sum(sides[index].length for index in chosen)


def _deviation(left: int, right: int) -> float:
    """Standard deviations by which two lengths differ."""
    return (right - left * _RATIO) / sqrt(max(left, 1) * _VARIANCE)


def _new_paragraph(sides: Sequence[_Side]) -> bool:
    return len(sides) > 1 and sides[0].segment.paragraph != sides[-1].segment.paragraph
