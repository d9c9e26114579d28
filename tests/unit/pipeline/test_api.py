"""The public surface: names, results, settings, bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

import mtfix
from mtfix.errors import ConfigError, EditError, MtfixError, TextTypeError

_SPOKEN = '"We agree, "- he said.'


def test_all_is_exact() -> None:
    assert mtfix.__all__ == [
        "Config",
        "Edit",
        "MtfixError",
        "Repair",
        "Repairer",
        "__version__",
        "explain",
        "repair",
        "repair_batch",
    ]
    assert all(getattr(mtfix, name) is not None for name in mtfix.__all__)
    assert callable(mtfix.repair)
    with pytest.raises(AttributeError):
        mtfix.nothing  # noqa: B018


def test_version_is_the_package_version() -> None:
    from importlib.metadata import version

    assert mtfix.__version__ == version("mtfix")


def test_import_and_rules_load_nothing_heavy() -> None:
    code = (
        "import sys, mtfix; before = set(sys.modules); "
        "assert not before & {'numpy', 'ahocorasick', 'typer', 'mtfix.api'}; "
        "mtfix.repair('x', model=None); "
        "assert not set(sys.modules) & {'torch', 'transformers', 'onnxruntime', 'typer'}"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("value", [b"bytes", None, 5, ["x"], bytearray(b"x")])
def test_other_types_are_refused_with_a_hint(value: Any) -> None:
    with pytest.raises(TextTypeError, match="str"):
        mtfix.repair(value)
    with pytest.raises(TypeError):
        mtfix.repair_batch(["fine", value], model=None)


def test_a_single_text_is_no_batch() -> None:
    with pytest.raises(TextTypeError, match="call repair"):
        mtfix.repair_batch("one text", model=None)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "Привет, мир.", "今日は。", "\ud800 x"])
def test_nothing_to_repair(text: str) -> None:
    result = mtfix.repair(text, model=None)
    assert (result.text, result.edits, result.changed) == (text, (), False)


def test_batch_equals_single() -> None:
    texts = [_SPOKEN, "", "It cost 2 500 rubles."]
    batch = mtfix.repair_batch(texts, model=None)
    assert batch == [mtfix.repair(text, model=None) for text in texts]


def test_result_round_trip() -> None:
    result = mtfix.repair(_SPOKEN, model=None)
    assert str(result) == '"We agree," he said.'
    data = json.loads(json.dumps(result.to_dict()))
    assert mtfix.Repair.from_dict(data) == result
    data["text"] += "!"
    with pytest.raises(EditError):
        mtfix.Repair.from_dict(data)
    with pytest.raises(EditError, match="not a repair"):
        mtfix.Repair.from_dict({"edits": []})


def test_explain_names_rule_and_russian() -> None:
    told = mtfix.explain(_SPOKEN, model=None)
    assert told.startswith("1:11  ")
    assert "[quote.reported_speech]" in told
    assert "сказал он" in told
    assert mtfix.explain("Fine.", model=None) == "Nothing to change."


def test_rules_can_be_switched() -> None:
    off = mtfix.Config(model=None, disable=("quote",))
    assert not mtfix.repair(_SPOKEN, config=off).changed
    on_again = mtfix.Config(model=None, disable=("quote",), enable=("quote.reported_speech",))
    assert mtfix.repair(_SPOKEN, config=on_again).changed


def test_safe_mode_leaves_out_evidence_rules() -> None:
    text = 'He told it to "b". Kommersant wrote of it.'
    assert mtfix.repair(text, model=None).changed
    assert not mtfix.repair(text, model=None, mode="safe").changed
    allowed = mtfix.Config(mode="safe", model=None, enable=("press",))
    assert mtfix.repair(text, config=allowed).changed


@pytest.mark.parametrize(
    "settings",
    [
        {"mode": "brave"},
        {"model": 3},
        {"enable": "quote"},
        {"enable": ("quote",), "disable": ("quote",)},
        {"glossary": {"a": ""}},
        {"glossary": {"a": "b", "b": "c"}},
        {"glossary": ["a"]},
        {"protect": ("",)},
    ],
)
def test_bad_settings_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        mtfix.Config(**settings)


def test_an_unknown_rule_is_refused_with_a_suggestion() -> None:
    with pytest.raises(MtfixError, match=r"quote\.spacing"):
        mtfix.repair("x", config=mtfix.Config(model=None, disable=("quote.spacin",)))


def test_protected_terms_stay() -> None:
    config = mtfix.Config(model=None, protect=("2 500",))
    assert not mtfix.repair("It cost 2 500 rubles.", config=config).changed


def test_glossary_replaces_whole_words_once() -> None:
    config = mtfix.Config(model=None, glossary={"union": "Union State", "Tramp": "Trump"})
    result = mtfix.repair("Union chiefs and unions; the union, Tramp, tramp.", config=config)
    assert result.text == "Union State chiefs and unions; the Union State, Trump, tramp."
    assert {edit.layer for edit in result.edits} == {"glossary"}
    assert mtfix.repair(result.text, config=config).text == result.text
