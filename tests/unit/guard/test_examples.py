"""The documented examples of every check are its first tests."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from mtfix.document import Document
from mtfix.edits import align
from mtfix.guard import Limits, Thresholds, checks
from mtfix.guard.change import Change, Source
from mtfix.guard.checks.check import Check, Example
from mtfix.guard.guard import default_checks

CHECKS = {check.name: check for check in default_checks(Thresholds(), Limits())}
# Its examples are numbers, not texts; see test_confidence.py.
WITHOUT_EXAMPLES = {"confidence"}


def _examples() -> Iterator[object]:
    for module in pkgutil.iter_modules(checks.__path__):
        if module.name == "check" or module.name in WITHOUT_EXAMPLES:
            continue
        loaded = importlib.import_module(f"mtfix.guard.checks.{module.name}")
        for example in loaded.EXAMPLES:
            yield pytest.param(
                CHECKS[module.name],
                example,
                id=f"{module.name}: {example.before} → {example.after}",
            )


@pytest.mark.parametrize(("check", "example"), list(_examples()))
def test_example(check: Check, example: Example) -> None:
    document = Document.parse(f"{example.before}\n\n{example.context}")
    if example.context and example.before in example.context:
        document = Document.parse(example.context)
    source = Source(example.before, document)
    edits = align(example.before, example.after, layer="model", rule="model.replace")
    refusal = check.refuse(Change(source, [source.site(edit) for edit in edits]))
    assert (refusal is None) == example.accepted, refusal


@pytest.mark.parametrize("name", sorted(CHECKS.keys() - WITHOUT_EXAMPLES))
def test_every_check_has_examples_of_both_kinds(name: str) -> None:
    module = importlib.import_module(f"mtfix.guard.checks.{name}")
    assert {example.accepted for example in module.EXAMPLES} == {True, False}


def test_every_module_is_a_check() -> None:
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)} - {"check"}
    assert modules == CHECKS.keys()
