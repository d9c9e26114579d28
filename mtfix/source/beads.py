"""Alignment of segments by length and anchors.

After W. Gale and K. Church, *A Program for Aligning Sentences in Bilingual Corpora*, Computational
Linguistics 19, 1993; numbers and names that both sides share draw segments together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import log, sqrt
from typing import NamedTuple

from mtfix.source.sides import Side

FURTHEST = 3.0  # standard deviations of length within which two segments may render each other
RATIO = 1.01  # characters of machine translation for one of Russian (newstest2013–2018)
_VARIANCE = 4.0  # of that, for one character; Gale and Church found 6.8 in human translation
_COSTS = tuple(
    (left, right, -log(probability))
    for left, right, probability in (
        (1, 1, 0.89),
        (1, 2, 0.0445),
        (2, 1, 0.0445),
        (2, 2, 0.011),
        (1, 0, 0.005),
        (0, 1, 0.005),
    )
)
_MOST_COST = 25.0  # of a difference in length
_REWARD = 2.0  # for an anchor that both sides share, up to three
_BREAK = 3.0  # for joining segments over the border of a paragraph
_BAND = 8  # segments off the diagonal that are looked at, besides those that the counts differ by
_MOST_OFF = 40
_KEPT = 0.9  # share of paragraphs whose lengths must fit for paragraphs to be paired by number


class Bead(NamedTuple):
    """Consecutive segments of either side that render each other, by their indices."""

    source: range
    text: range


def beads(left: Sequence[Side], right: Sequence[Side]) -> list[Bead]:
    """The beads of two texts: paragraph by paragraph where these correspond, else over all."""
    pairs = [(range(len(left)), range(len(right)))]
    parts = list(zip(_paragraphs(left), _paragraphs(right), strict=False))
    if len(_paragraphs(left)) == len(_paragraphs(right)) > 1:
        fitting = sum(
            abs(deviation(_total(left, a), _total(right, b))) <= FURTHEST for a, b in parts
        )
        if fitting >= _KEPT * len(parts):
            pairs = parts
    return [
        Bead(range(a.start + i, a.start + i_end), range(b.start + j, b.start + j_end))
        for a, b in pairs
        for i, i_end, j, j_end in _aligned(left[a.start : a.stop], right[b.start : b.stop])
    ]


def deviation(left: int, right: int) -> float:
    """Standard deviations by which the lengths of a Russian text and its translation differ."""
    return (right - left * RATIO) / sqrt(max(left, 1) * _VARIANCE)


def _aligned(left: Sequence[Side], right: Sequence[Side]) -> list[tuple[int, int, int, int]]:
    """Index ranges of the beads, from first to last, by dynamic programming near the diagonal."""
    rows, columns = len(left), len(right)
    if rows == columns and _is_diagonal(left, right):
        return [(i, i + 1, i, i + 1) for i in range(rows)]
    lengths = _sums(left), _sums(right)
    ties = _Ties(left, right)
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    slope = columns / max(rows, 1)
    band = _BAND + min(abs(rows - columns), _MOST_OFF)
    for i in range(rows + 1):
        middle = int(i * slope)
        for j in range(max(0, middle - band), min(columns, middle + band) + 1):
            cheapest: tuple[float, int, int] | None = None
            for more, further, cost in _COSTS:
                before = best.get((i - more, j - further))
                if before is None:
                    continue
                cost += before[0]
                if cheapest and cost - 3 * _REWARD >= cheapest[0]:
                    continue
                if more and further:
                    cost += _difference(lengths, i - more, i, j - further, j)
                    cost += ties.cost(i - more, i, j - further, j)
                if cheapest is None or cost < cheapest[0]:
                    cheapest = (cost, more, further)
            if cheapest:
                best[i, j] = cheapest
    return _traced(best, rows, columns)


def _is_diagonal(left: Sequence[Side], right: Sequence[Side]) -> bool:
    """Whether segments pair by number: all lengths fit, and most anchors stand in both."""
    if any(abs(deviation(a.length, b.length)) > FURTHEST for a, b in zip(left, right, strict=True)):
        return len(left) == 1
    shared = possible = 0
    for a, b in zip(left, right, strict=True):
        shared += len(a.anchors & b.anchors)
        possible += min(len(a.anchors), len(b.anchors))
    return shared * 2 >= possible


def _difference(
    lengths: tuple[list[int], list[int]], i: int, i_end: int, j: int, j_end: int
) -> float:
    """What the lengths of two ranges of segments speak against a bead: a Gaussian's exponent."""
    one, two = lengths[0][i_end] - lengths[0][i], lengths[1][j_end] - lengths[1][j]
    return min(deviation(one, two) ** 2 / 2, _MOST_COST)


class _Ties:
    """What anchors and borders of paragraphs speak for or against a bead."""

    def __init__(self, left: Sequence[Side], right: Sequence[Side]) -> None:
        self._left, self._right = left, right
        self._shared: dict[tuple[int, int], int] = {}

    def cost(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The cost of joining the segments ``i`` to ``i_end`` and ``j`` to ``j_end``."""
        shared = self._pair(i, j)
        broken = False
        if i_end - i > 1:
            shared += self._pair(i + 1, j)
            broken = self._left[i].paragraph != self._left[i + 1].paragraph
        if j_end - j > 1:
            shared += self._pair(i, j + 1)
            broken = broken or self._right[j].paragraph != self._right[j + 1].paragraph
            if i_end - i > 1:
                shared += self._pair(i + 1, j + 1)
        return _BREAK * broken - _REWARD * min(shared, 3)

    def _pair(self, i: int, j: int) -> int:
        shared = self._shared.get((i, j))
        if shared is None:
            shared = len(self._left[i].anchors & self._right[j].anchors)
            self._shared[i, j] = shared
        return shared


def _traced(
    best: dict[tuple[int, int], tuple[float, int, int]], i: int, j: int
) -> list[tuple[int, int, int, int]]:
    found = []
    while (i or j) and (i, j) in best:
        _, more, further = best[i, j]
        found.append((i - more, i, j - further, j))
        i, j = i - more, j - further
    return found[::-1]


def _sums(sides: Sequence[Side]) -> list[int]:
    return list(accumulate((side.length for side in sides), initial=0))


def _paragraphs(sides: Sequence[Side]) -> list[range]:
    """The range of each paragraph's segments."""
    starts = [
        index
        for index, side in enumerate(sides)
        if not index or side.paragraph != sides[index - 1].paragraph
    ]
    return [range(*pair) for pair in pairwise([*starts, len(sides)])]


def _total(sides: Sequence[Side], chosen: range) -> int:
    return sum(sides[index].length for index in chosen)
