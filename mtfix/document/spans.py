"""Spans of a document: half-open ranges of code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """The half-open range ``[start, end)`` of code points."""

    start: int
    end: int


class Paragraph(NamedTuple):
    """A paragraph, without the whitespace around it."""

    start: int
    end: int


class Segment(NamedTuple):
    """A sentence or headline.

    Attributes:
        start: First code point in the document.
        end: One past the last code point.
        text: ``document.text[start:end]``; it neither starts nor ends in whitespace.
        paragraph: Index of the paragraph that holds it.
    """

    start: int
    end: int
    text: str
    paragraph: int


def merge(spans: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Sort ``spans`` and join those that touch or overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Span(start, end))
    return tuple(merged)


def touches(spans: Sequence[Span], starts: Sequence[int], start: int, end: int) -> bool:
    """Whether ``[start, end)`` overlaps one of the disjoint, sorted ``spans``.

    An insertion (``start == end``) counts only strictly inside a span.
    """
    index = bisect_right(starts, start) - 1
    if index >= 0 and start < spans[index].end and (start > spans[index].start or end > start):
        return True
    return index + 1 < len(spans) and spans[index + 1].start < end
