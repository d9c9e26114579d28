"""Confidence: kinds of edits and their thresholds."""

from __future__ import annotations

import math

import pytest

from mtfix.document import Document
from mtfix.edits import Edit
from mtfix.guard import Thresholds
from mtfix.guard.change import Change, Source
from mtfix.guard.checks.confidence import Confidence, kind_of

SEGMENT = "He met a president ."


def _refused(edit: Edit, thresholds: Thresholds) -> bool:
    source = Source(SEGMENT, Document.parse(SEGMENT))
    return Confidence(thresholds).refuse(Change(source, [source.site(edit)])) is not None


@pytest.mark.parametrize(
    ("before", "after", "rule", "kind"),
    [
        ("a", "the", "model.replace", "replace"),
        ("", "the ", "model.insert", "insert"),
        (" ", " the ", "model.replace", "insert"),
        ("a ", "", "model.delete", "delete"),
        (" a ", " ", "rules.one+model.two", "delete"),
        ("a b", "b a", "model.reorder", "reorder"),
    ],
)
def test_kind(before: str, after: str, rule: str, kind: str) -> None:
    assert kind_of(Edit(0, len(before), before, after, "model", rule)) == kind


@pytest.mark.parametrize(("confidence", "refused"), [(0.69, True), (0.7, False), (0.71, False)])
def test_threshold_is_inclusive(confidence: float, refused: bool) -> None:
    edit = Edit(7, 8, "a", "the", "model", "model.replace", confidence=confidence)
    assert _refused(edit, Thresholds(replace=0.7)) is refused


def test_each_kind_has_its_own() -> None:
    edit = Edit(7, 9, "a ", "", "model", "model.delete", confidence=0.5)
    assert not _refused(edit, Thresholds(replace=0.9, insert=0.9, reorder=0.9))
    assert _refused(edit, Thresholds(delete=0.6))


def test_not_a_number_is_no_confidence() -> None:
    edit = Edit(7, 8, "a", "the", "model", "model.replace", confidence=math.nan)
    assert _refused(edit, Thresholds())
