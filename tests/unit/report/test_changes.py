"""The layout of a repair for reading."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from mtfix.edits import Edit, apply
from mtfix.explanation import place
from mtfix.guard.verdict import Rejection
from mtfix.report.changes import changes, paragraphs
from mtfix.result import Repair

_TEXT = "One two.\n\nThree four.\n\nFive six."


def _edit(start: int, end: int, after: str, text: str = _TEXT) -> Edit:
    return Edit(start, end, text[start:end], after, "model", "model.replace", confidence=0.5)


def _repair(edits: Sequence[Edit], refused: Sequence[Edit] = (), text: str = _TEXT) -> Repair:
    rejected = tuple(Rejection(edit, "numbers", "why") for edit in refused)
    return Repair(text, apply(text, edits), tuple(edits), rejected)


def test_changes_come_in_the_order_of_the_text() -> None:
    found = changes(_repair([_edit(10, 15, "Third")], [_edit(0, 3, "Two"), _edit(27, 30, "x")]))
    assert [c.number for c in found] == [1, 2, 3]
    assert [c.kind for c in found] == ["refused", "model", "refused"]
    assert [c.place for c in found] == ["1:1", "3:1", "5:5"]
    assert [c.paragraph for c in found] == [0, 1, 2]


def test_a_refusal_that_meets_another_change_is_not_open() -> None:
    edits = [_edit(4, 7, "2")]
    refused = [
        _edit(0, 5, "x"),  # overlaps the edit
        _edit(7, 7, "x"),  # an insertion that touches it
        _edit(10, 15, "x"),  # free
        _edit(12, 16, "x"),  # overlaps the one before
        _edit(16, 16, ""),  # changes nothing
        Edit(22, 26, "nope", "x", "model", "model.replace"),  # another text
        Edit(90, 99, "", "x", "model", "model.replace"),  # out of range
    ]
    found = changes(_repair(edits, refused))
    assert [(c.edit.start, c.edit.end) for c in found if c.open] == [(4, 7), (10, 15)]
    assert len(found) == 8


def test_one_edit_refused_by_two_checks_is_told_twice() -> None:
    edit = _edit(0, 3, "x")
    assert [c.open for c in changes(_repair([], [edit, edit]))] == [True, False]


def test_an_edit_across_paragraphs_keeps_them_together() -> None:
    repair = _repair([_edit(4, 15, "and three")])
    laid = paragraphs(repair, changes(repair))
    assert [len(paragraph.pieces) for paragraph in laid] == [3, 1]
    assert laid[0].pieces[1].text == "two.\n\nThree"


def test_an_empty_text_has_one_empty_paragraph() -> None:
    repair = _repair([], text="")
    assert [p.pieces for p in paragraphs(repair, changes(repair))] == [()]


@st.composite
def _spans(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    text = draw(st.text('ab .\n"', max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = [
        _edit(start, end, draw(st.sampled_from(["", "x", "y z"])), text)
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    refused = [
        _edit(min(place), max(place), "q", text) for place in draw(st.lists(places, max_size=6))
    ]
    return text, edits, refused


@given(_spans())
def test_pieces_are_the_text_and_open_changes_can_all_be_made(
    case: tuple[str, list[Edit], list[Edit]],
) -> None:
    text, edits, refused = case
    found = changes(_repair(edits, refused, text))
    apply(text, [change.edit for change in found if change.open])
    assert [c.place for c in found] == [place(text, c.edit.start) for c in found]
    laid = paragraphs(_repair(edits, refused, text), found)
    told = "".join(piece.text for paragraph in laid for piece in paragraph.pieces)
    assert "".join(told.split()) == "".join(text.split())
    shown = [p.change.number for paragraph in laid for p in paragraph.pieces if p.change]
    assert shown == [change.number for change in found if change.open]
