"""Repairs from plain data: each value is looked at, and errors are EditErrors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mtfix.edits import Edit, apply
from mtfix.edits.plain import edit_from, edits_from
from mtfix.errors import EditError
from mtfix.guard import Rejection
from mtfix.result import Repair

_TEXT = "Our union is here."
_EDIT = Edit(4, 9, "union", "alliance", "rules", "spinner.union", "Undone.", "союз", 0.5)
_REJECTION = Rejection(Edit(0, 3, "Our", "", "model", "model.delete"), "coverage", "loses Our")
_REPAIR = Repair(_TEXT, apply(_TEXT, [_EDIT]), (_EDIT,), (_REJECTION,), "mtfix 0")


def _data(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(_REPAIR.to_dict()))
    return {**data, **changes}


def test_a_repair_survives_json() -> None:
    assert Repair.from_dict(_data()) == _REPAIR
    data = _REPAIR.to_dict()
    assert Repair.from_dict({**data, "edits": tuple(data["edits"])}) == _REPAIR
    del data["rejected"], data["signature"]
    assert Repair.from_dict(data) == Repair(_TEXT, _REPAIR.text, (_EDIT,))


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ([], "not a repair as Repair.to_dict writes it: a list"),
        (None, "not a repair as Repair.to_dict writes it: null"),
        ({"original": "a", "text": "a"}, "it lacks 'edits'"),
        (_data(original=5), "'original' must be text, not a number"),
        (_data(original=[]), "'original' must be text, not a list"),
        (_data(text=None), "'text' must be text, not null"),
        (_data(text="other"), "do not turn"),
        (_data(signature={}), "'signature' must be text, not an object"),
        (_data(edits="abc"), "'edits' must be a list of edits, not text"),
        (_data(edits={"start": 0}), "'edits' must be a list of edits, not an object"),
        (_data(edits=[_EDIT]), r"edits\[0\] must be an object"),
        (_data(rejected=5), "'rejected' must be a list, not a number"),
        (_data(rejected=[5]), r"rejected\[0\] must be an object of"),
        (_data(rejected=[{"edit": {}, "check": ""}]), r"rejected\[0\] must be an object of"),
        (_data(rejected=[{"edit": 1, "check": "", "detail": ""}]), r"rejected\[0\].edit must be"),
        (_data(rejected=[{**_data()["rejected"][0], "check": 1}]), r"rejected\[0\].check"),
        (_data(rejected=[{**_data()["rejected"][0], "detail": None}]), r"rejected\[0\].detail"),
    ],
)
def test_what_is_no_repair_is_refused(data: Any, complaint: str) -> None:
    with pytest.raises(EditError, match=complaint):
        Repair.from_dict(data)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start", "4"),
        ("start", 4.0),
        ("start", True),
        ("start", -1),
        ("end", None),
        ("before", None),
        ("after", 1),
        ("layer", "human"),
        ("layer", ["rules"]),
        ("rule", 0),
        ("reason", None),
        ("russian", 1),
        ("confidence", "1"),
        ("confidence", True),
        ("confidence", float("nan")),
        ("confidence", 1.1),
        ("confidence", -0.1),
        ("extra", 1),
    ],
)
def test_each_field_of_an_edit_is_checked(field: str, value: Any) -> None:
    plain = {**_data()["edits"][0], field: value}
    with pytest.raises(EditError, match=field):
        Repair.from_dict(_data(edits=[plain]))


def test_an_edit_that_was_refused_may_lie_anywhere() -> None:
    outside = Edit(-3, 90, "nope", "", "model", "model.delete")
    repair = Repair(_TEXT, _TEXT, (), (Rejection(outside, "span", "lies outside"),))
    assert Repair.from_dict(repair.to_dict()) == repair


def test_edits_alone() -> None:
    plain = _data()["edits"][0]
    assert edit_from(plain, "here") == _EDIT
    assert edits_from([plain]) == (_EDIT,)
    assert edits_from([]) == ()
    with pytest.raises(EditError, match=r"here lacks 'rule'"):
        edit_from({key: value for key, value in plain.items() if key != "rule"}, "here")
    assert edit_from({**plain, "confidence": 1}, "here").confidence == 1.0
