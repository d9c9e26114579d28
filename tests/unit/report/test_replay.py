"""Replaying a reviewer's export."""

from __future__ import annotations

import json
from typing import Any

import pytest

import mtfix
from mtfix.errors import EditError
from mtfix.report.replay import replay

_TEXT = "It cost 2 500 rubles. "
_EDIT = {"start": 8, "end": 13, "before": "2 500", "after": "2,500", "layer": "rules", "rule": "x"}


def _export(**changes: Any) -> str:
    return json.dumps({"edits": [{**_EDIT, **changes}]})


def test_what_explain_writes_replays() -> None:
    repair = mtfix.repair(_TEXT, model=None)
    assert repair.changed
    assert replay(_TEXT, json.dumps(repair.to_dict())) == repair.text
    assert replay(_TEXT, "\ufeff" + _export()) == "It cost 2,500 rubles. "
    assert replay(_TEXT, '{"edits": []}') == _TEXT


@pytest.mark.parametrize(
    ("exported", "complaint"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "JSON object with 'edits', not a list"),
        ("{}", "list of 'edits'"),
        ('{"edits": {}}', "list of 'edits'"),
        ('{"edits": [null]}', r"edits\[0\] must be an object, not null"),
        ('{"edits": [{}]}', r"edits\[0\] lacks 'start'"),
        (_export(start="8"), "start must be a whole number"),
        (_export(start=True), "start must be a whole number"),
        (_export(end=13.0), "end must be a whole number"),
        (_export(start=-1), "start must be a whole number from 0"),
        (_export(end=10**30), "expects '2 500'"),
        (_export(start=9), "expects '2 500'"),
        (_export(before=None), "before must be text, not null"),
        (_export(after=["x"]), "after must be text, not a list"),
        (_export(layer="human"), "layer must be one of rules, model, glossary"),
        (_export(layer=["rules"]), "layer must be text"),
        (_export(russian=1), "russian must be text or null"),
        (_export(confidence=float("nan")), "confidence must be a number"),
        (_export(confidence=1.5), "confidence must be a number"),
        (_export(html="x"), "unknown fields: html"),
        (json.dumps({"edits": [_EDIT, _EDIT]}), "overlap"),
        (json.dumps({"edits": [_EDIT], "original": "It cost 3"}), "differs from 1:9"),
        (json.dumps({"edits": [_EDIT], "original": 5}), "'original' must be text"),
        (json.dumps({"edits": [_EDIT], "text": "other"}), "export again"),
    ],
)
def test_anything_else_is_an_edit_error(exported: str, complaint: str) -> None:
    with pytest.raises(EditError, match=complaint):
        replay(_TEXT, exported)
