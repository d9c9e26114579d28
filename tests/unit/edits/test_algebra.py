"""The edit algebra on hand-made cases."""

from __future__ import annotations

import pytest

from mtfix.edits import Edit, align, apply, compose, locate, minimize, project
from mtfix.errors import EditError


def _edit(start: int, end: int, before: str, after: str, rule: str = "t.r") -> Edit:
    return Edit(start, end, before, after, "rules", rule)


def test_apply_refuses_another_text_and_overlaps() -> None:
    with pytest.raises(EditError, match="expects 'a'"):
        apply("b", [_edit(0, 1, "a", "c")])
    with pytest.raises(EditError, match="overlap"):
        apply("abc", [_edit(0, 2, "ab", "x"), _edit(1, 3, "bc", "y")])
    with pytest.raises(EditError):
        apply("abc", [_edit(0, 9, "abc", "x")])


def test_align_touches_only_what_differs() -> None:
    edits = align("the union said no", "the alliance said no", layer="model", rule="model.replace")
    assert [(e.start, e.before, e.after) for e in edits] == [(4, "union", "alliance")]
    assert align("same", "same", layer="model", rule="x") == ()


def test_align_sees_whitespace() -> None:
    before, after = 'no longer, "- he said', 'no longer," he said'
    assert apply(before, align(before, after, layer="rules", rule="x")) == after


def test_minimize_strips_shared_units() -> None:
    edit = minimize(_edit(10, 24, "the union said", "the alliance said"))
    assert (edit.start, edit.end, edit.before, edit.after) == (14, 19, "union", "alliance")


def test_compose_keeps_apart_what_does_not_touch() -> None:
    first = [_edit(0, 1, "a", "xx")]
    second = [_edit(4, 5, "c", "z", "t.s")]
    composed = compose(first, second)
    assert apply("a bc", composed) == apply(apply("a bc", first), second) == "xx bz"
    assert [e.rule for e in composed] == ["t.r", "t.s"]


def test_compose_merges_overlaps_and_joins_ids() -> None:
    first = [_edit(0, 5, "union", "the alliance")]
    second = [_edit(4, 12, "alliance", "bloc", "t.s")]
    (edit,) = compose(first, second)
    assert (edit.before, edit.after, edit.rule) == ("union", "the bloc", "t.r+t.s")


def test_compose_forgets_what_was_taken_back() -> None:
    assert compose([_edit(0, 1, "a", "b")], [_edit(0, 1, "b", "a")]) == ()


def test_locate_maps_back() -> None:
    edits = [_edit(0, 2, "ab", "xyz"), _edit(4, 4, "", "++")]
    assert apply("abcdef", edits) == "xyzcd++ef"
    assert locate(edits, 3, 4) == (2, 3)
    assert locate(edits, 7, 9) == (4, 6)
    assert locate(edits, 1, 4) == (0, 3)


def test_project_gives_each_span_its_text() -> None:
    text = 'One. "Two." Three.'
    edits = [_edit(4, 6, ' "', '" '), _edit(12, 12, "", "And ")]
    assert project([(0, 4), (5, 11), (12, 18)], text, edits) == ["One.", 'Two."', "And Three."]
    assert project([(0, 4), (4, 11)], text, edits) == ["One.", '" Two."']
