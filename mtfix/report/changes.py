"""A repair laid out for reading: paragraphs of unchanged text and changes."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mtfix.edits import Edit
from mtfix.guard.verdict import Rejection
from mtfix.result import Repair


@dataclass(frozen=True, slots=True)
class Change:
    """An edit that was made, or one that the guard refused.

    Attributes:
        number: Place in the order of the text, from 1.
        edit: The edit, in code points of the original.
        place: ``line:column`` of its start.
        paragraph: Index of the paragraph that shows it.
        refusal: What the guard said; None for an edit that was made.
        open: Whether a reader can decide on it: a refused edit that overlaps another change of the
            page is listed, but cannot be made beside that one.
    """

    number: int
    edit: Edit
    place: str
    paragraph: int
    refusal: Rejection | None
    open: bool

    @property
    def kind(self) -> str:
        """The layer, or ``refused``."""
        return "refused" if self.refusal else self.edit.layer

    def to_dict(self) -> dict[str, Any]:
        """What the page needs in order to decide and to export."""
        return {
            "number": self.number,
            "kind": self.kind,
            "open": self.open,
            "edit": asdict(self.edit),
            "check": self.refusal.check if self.refusal else None,
            "detail": self.refusal.detail if self.refusal else None,
        }


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original: unchanged text, or the span of a change."""

    text: str
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The pieces of one paragraph, without the empty lines around it."""

    pieces: tuple[Piece, ...]


def changes(repair: Repair) -> tuple[Change, ...]:
    """Everything that was done or refused, in the order of the text."""
    original = repair.original
    taken = sorted((edit.start, edit.end) for edit in repair.edits)
    items: list[tuple[Edit, Rejection | None, bool]] = [(e, None, True) for e in repair.edits]
    for rejection in repair.rejected:
        span = rejection.edit.start, rejection.edit.end
        free = _replays(rejection.edit, original) and not _meets(span, taken)
        if free:
            insort(taken, span)
        items.append((rejection.edit, rejection, free))
    items.sort(key=lambda item: (item[0].start, item[0].end, item[1] is not None))
    starts = _paragraph_starts(original, items)
    lines = [0, *(match.end() for match in re.finditer("\n", original))]
    return tuple(
        Change(
            number,
            edit,
            _place(lines, edit.start),
            max(bisect_right(starts, edit.start) - 1, 0),
            refusal,
            is_open,
        )
        for number, (edit, refusal, is_open) in enumerate(items, 1)
    )


def paragraphs(repair: Repair, found: Sequence[Change]) -> tuple[Paragraph, ...]:
    """The original as paragraphs of pieces; changes that are not open have no piece."""
    text = repair.original
    starts = _paragraph_starts(text, [(change.edit, None, change.open) for change in found])
    inside: list[list[Change]] = [[] for _ in starts]
    for change in found:
        if change.open:
            inside[change.paragraph].append(change)
    ends = [*starts[1:], len(text)]
    return tuple(
        Paragraph(tuple(_trimmed(_pieces(text, start, end, here))))
        for start, end, here in zip(starts, ends, inside, strict=True)
    )


def _pieces(text: str, start: int, end: int, inside: list[Change]) -> Iterator[Piece]:
    done = start
    for change in inside:
        if done < change.edit.start:
            yield Piece(text[done : change.edit.start])
        yield Piece(change.edit.before, change)
        done = change.edit.end
    if done < end:
        yield Piece(text[done:end])


def _trimmed(pieces: Iterator[Piece]) -> list[Piece]:
    """Without the line ends around a paragraph, which its margins show."""
    kept = list(pieces)
    if kept and kept[0].change is None:
        kept[0] = Piece(kept[0].text.lstrip("\r\n"))
    if kept and kept[-1].change is None:
        kept[-1] = Piece(kept[-1].text.rstrip())
    return [piece for piece in kept if piece.text or piece.change]


def _paragraph_starts(text: str, items: Sequence[tuple[Edit, Rejection | None, bool]]) -> list[int]:
    """Where paragraphs begin; never inside a change, which would be cut in two."""
    from mtfix.document import Document

    spans = iter(sorted((edit.start, edit.end) for edit, _, is_open in items if is_open))
    span = next(spans, None)
    starts = [0]
    for paragraph in Document.parse(text).paragraphs[1:]:
        while span and span[1] <= paragraph.start:
            span = next(spans, None)
        if not span or paragraph.start <= span[0]:
            starts.append(paragraph.start)
    return starts


def _place(lines: Sequence[int], offset: int) -> str:
    """As ``mtfix.explanation.place``, from the starts of all lines."""
    line = bisect_right(lines, offset)
    return f"{line}:{offset - lines[line - 1] + 1}"


def _replays(edit: Edit, text: str) -> bool:
    """Whether a refused edit, moved back from a later round, can be made on the original."""
    in_range = 0 <= edit.start <= edit.end <= len(text)
    return in_range and text[edit.start : edit.end] == edit.before != edit.after


def _meets(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether ``span`` meets one of the sorted, disjoint ``taken``; only neighbors can."""
    here = bisect_right(taken, span)
    return any(_meet(span, other) for other in taken[max(here - 2, 0) : here + 2])


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans overlap, or touch where one of them is empty."""
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]
