"""Whole documents through the rules: snapshots, clean texts, and failures that we know of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mtfix
from mtfix.edits import apply

_HERE = Path(__file__).parent


def _cases(name: str) -> list[Any]:
    cases = json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in cases]


def _lines(text: list[str]) -> str:
    return "\n\n".join(text)


@pytest.mark.parametrize("case", _cases("repaired"))
def test_document_is_repaired(case: dict[str, list[str]]) -> None:
    result = mtfix.repair(_lines(case["text"]), model=None)
    assert result.text.split("\n\n") == case["repaired"]
    assert apply(result.original, result.edits) == result.text
    assert not mtfix.repair(result.text, model=None).changed


@pytest.mark.parametrize("case", _cases("clean"))
def test_clean_document_stays(case: dict[str, list[str]]) -> None:
    text = _lines(case["text"])
    assert mtfix.explain(text, model=None) == "Nothing to change."


@pytest.mark.parametrize("case", _cases("known_failures"))
@pytest.mark.xfail(reason="needs more than rules")
def test_known_failure(case: dict[str, list[str]]) -> None:
    assert mtfix.repair(_lines(case["text"]), model=None).text == _lines(case["repaired"])
