"""The reckoning inside the benchmark scripts."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mtfix.evaluation.documents import Line, Suite, assemble

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Imports a module of benchmarks/ as the scripts there do."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    return load


def test_overlapping_suggestions_are_passed_over(script: Any) -> None:
    suggesters = script("suggesters")
    suggestions = [
        suggesters.Suggestion(7, 12, "there"),
        suggesters.Suggestion(0, 2, "She"),
        suggesters.Suggestion(8, 9, "X"),
        suggesters.Suggestion(12, 12, "!"),
    ]
    assert suggesters.replace("He was thare", suggestions) == "She was there!"


def test_a_linear_cost_passes_and_a_quadratic_one_does_not(script: Any) -> None:
    scale = script("scale")
    sizes = [10, 20, 40, 80, 160]
    linear = scale.fit("rules", "words", sizes, [0.5 + 0.1 * size for size in sizes])
    assert linear.slope == pytest.approx(0.1)
    assert linear.intercept == pytest.approx(0.5)
    assert linear.r_squared == pytest.approx(1.0)
    assert linear.linear
    quadratic = scale.fit("rules", "words", sizes, [size**2 for size in sizes])
    assert quadratic.exponent == pytest.approx(2.0)
    assert not quadratic.linear


def test_texts_are_handed_out_once_as_far_as_they_go(script: Any) -> None:
    supply = script("scale").Supply(["a b", "c", "d e f"])
    assert [supply.take() for _ in range(4)] == ["a b", "c", "d e f", "a b"]


def test_sampling_keeps_every_group_and_says_what_it_took(script: Any) -> None:
    documents = tuple(
        assemble(f"{group}{number}", group, [[Line("1", "text")]])
        for group, size in (("a", 5), ("b", 1))
        for number in range(size)
    )
    thinned = script("quality").thin(Suite("s", "clean", documents, "all"), 2)
    assert [document.id for document in thinned.documents] == ["a0", "a2", "a4", "b0"]
    assert thinned.sample == "documents 1, 3, 5 … of each group of: all"


def test_a_contender_that_cannot_be_had_is_named_with_its_reason(
    script: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    contenders, suggesters = script("contenders"), script("suggesters")

    def gone(*_: object) -> None:
        raise suggesters.Unavailable("not here")

    for name in ("Harper", "QuireGrammar", "with_model"):
        monkeypatch.setattr(contenders, name, gone)
    systems, missing = contenders.lineup()
    assert [system.name for system in systems] == ["do-nothing", "rules"]
    assert set(missing) == {"rules+model", "harper-py", "quire-grammar", "LanguageTool"}
    assert missing["harper-py"] == "not here"
