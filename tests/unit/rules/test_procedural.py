"""Procedural rules are documented and listed."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import mtfix.rules.procedural
from mtfix.rules.procedural.catalog import _MODULES

_HEADINGS = ("What it does:", "The Russian behind it:", "Example:", "Safety:", "Known problems:")
_HELPERS = {"__init__", "catalog", "reporting", "rule"}


@pytest.mark.parametrize("name", _MODULES)
def test_module_docstring_has_the_headings(name: str) -> None:
    module = importlib.import_module(f"mtfix.rules.procedural.{name}")
    places = [(module.__doc__ or "").find(heading) for heading in _HEADINGS]
    assert -1 not in places
    assert places == sorted(places)


def test_every_module_is_listed() -> None:
    folder = Path(mtfix.rules.procedural.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} - _HELPERS == set(_MODULES)
