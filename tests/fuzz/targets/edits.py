"""The edit algebra: align, minimize, compose, locate, apply and project agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from inputs import SEPARATOR, disjoint, edit_of, part_of, parts_of, text_of

from mtfix.edits import Edit, align, apply, compose, locate, minimize, project
from mtfix.errors import EditError

TOKENS = ("\xff", "a ", " a", ", ", "U.S.", "don't", "1,000", "the ", "\u0301", '" ', "\n")


def seeds() -> Iterator[bytes]:
    """A text, then edits of it and of what they make of it."""
    text = "The union of the two, he said."
    parts = [
        part_of(4, 9, "alliance"),
        part_of(9, 9, " again"),
        part_of(4, 12, "b"),
        part_of(12, 17, ""),
        part_of(20, 21, " -"),
    ]
    for count in range(len(parts) + 1):
        yield SEPARATOR.join([text.encode(), *parts[:count]])
        yield SEPARATOR.join([b"ab", *parts[count:]])


def one(data: bytes) -> None:
    """Every other part is an edit of the text, the rest are edits of what these make of it."""
    head, *parts = parts_of(data)
    text = text_of(head)[:400]
    first = disjoint([edit_of(text, part) for part in parts[:12:2]])
    middle = apply(text, first)
    second = disjoint([edit_of(middle, part) for part in parts[1:12:2]])
    last = apply(middle, second)
    composed = compose(first, second)
    _check_disjoint(text, composed)
    assert apply(text, composed) == last, "composition equals application in turn"
    third = disjoint([edit_of(last, part) for part in parts[12:16]])
    final = apply(last, third)
    assert apply(text, compose(composed, third)) == final
    assert apply(text, compose(first, compose(second, third))) == final
    for edits, before, after in ((first, text, middle), (composed, text, last)):
        _check_minimal(before, edits, after)
        _check_projection(before, edits, after)
        _check_location(before, edits, after)
    aligned = align(text, last, layer="model", rule="model.x")
    _check_disjoint(text, aligned)
    assert apply(text, aligned) == last
    assert all(edit.before != edit.after for edit in aligned)
    _check_refusal(text, list(composed))


def _check_disjoint(text: str, edits: Sequence[Edit]) -> None:
    done = 0
    for edit in edits:
        assert done <= edit.start <= edit.end <= len(text)
        assert text[edit.start : edit.end] == edit.before
        done = edit.end


def _check_minimal(text: str, edits: Sequence[Edit], after: str) -> None:
    minimal = [minimize(edit) for edit in edits]
    _check_disjoint(text, minimal)
    assert apply(text, minimal) == after
    for edit, small in zip(edits, minimal, strict=True):
        assert edit.start <= small.start <= small.end <= edit.end
        assert minimize(small) == small


def _check_projection(text: str, edits: Sequence[Edit], after: str) -> None:
    """Spans that part the text without gaps hold all of the result, each edit once."""
    cuts = sorted({0, len(text), len(text) // 3, *(edit.start for edit in edits[:3])})
    spans = list(pairwise(cuts)) or [(0, len(text))]
    assert "".join(project(spans, text, edits)) == after
    apart = [(start, end - 1) for start, end in spans if end - start > 1]
    pieces = project(apart, text, edits)
    assert len(pieces) == len(apart)
    for (start, end), piece in zip(apart, pieces, strict=True):
        if not any(edit.start <= end and start <= edit.end for edit in edits):
            assert piece == text[start:end]


def _check_location(text: str, edits: Sequence[Edit], after: str) -> None:
    done = shift = 0
    for edit in edits:
        here = edit.start + shift
        if edit.start > done:  # what no edit has touched; a deletion just before it is taken in
            start, end = locate(edits, done + shift, here)
            assert start <= done
            assert end == edit.start
            assert after[done + shift : here] == text[done:end]
        start, end = locate(edits, here, here + len(edit.after))
        assert 0 <= start <= edit.start
        assert not edit.after or edit.end <= end <= len(text)
        shift += len(edit.after) - len(edit.before)
        done = edit.end


def _check_refusal(text: str, edits: list[Edit]) -> None:
    """Edits of another text are refused, and in no other way."""
    for other in (text[1:], f"x{text}", text[::-1]):
        try:
            apply(other, edits)
        except EditError:
            continue
        assert all(other[edit.start : edit.end] == edit.before for edit in edits)
