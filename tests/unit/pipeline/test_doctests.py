"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import mtfix.document
import mtfix.edits
import mtfix.rules

_MODULES = [
    "mtfix.api",
    *(
        info.name
        for package in (mtfix.document, mtfix.edits, mtfix.rules)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ),
]


@pytest.mark.parametrize("name", _MODULES)
def test_docstring_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
