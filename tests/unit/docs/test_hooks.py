"""The parts of the hook that makes the generated pages."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import griffe
import pytest

from mtfix.rules.lexicon.schema import load_file

HOOKS = Path(__file__).resolve().parents[3] / "docs" / "hooks"

_LEXICON = """\
# Tests, and what is between < and >.
# A section

[[rule]]
id = "sample.swap"
russian = "<b>при</b>"
match = ["(a|an) <swap>", "swap"]
becomes = "trade"
safety = "evidence"
when = { document_has = ["A|B"], not_after = ["the"], position = "inside", case = "exact" }
note = "only & always"
[[rule.fires]]
before = "He made a <swap>."
after = "He made a trade."
context = "A|B & C"
[[rule.silent]]
text = "The <swap>."

[[rule]]
id = "sample.taught"
cause = "engine"
match = "x"
becomes = ""
safety = "model"
"""


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Imports a module of docs/hooks as MkDocs does."""
    monkeypatch.syspath_prepend(str(HOOKS))
    return importlib.import_module


@pytest.fixture
def page(hook: Any, tmp_path: Path) -> str:
    path = tmp_path / "sample.toml"
    path.write_text(_LEXICON, encoding="utf-8")
    rules = hook("rule_pages")
    return str(rules.theme_page(rules.Theme("sample", rules._about(path), load_file(path))))


def test_a_rule_is_shown_whole_and_escaped(page: str) -> None:
    assert page.startswith("# Sample\n\nTests, and what is between < and >.\n\n")
    assert "## `sample.swap` { #sample.swap }" in page
    assert "<code>(a|an) &lt;swap&gt;</code>, <code>swap</code> → <code>trade</code>" in page
    assert '<i lang="ru">&lt;b&gt;при&lt;/b&gt;</i>' in page
    assert "He made a <del>&lt;swap&gt;</del><ins>trade</ins>." in page
    assert "elsewhere in the document: A|B &amp; C" in page
    assert '<p class="silent">The &lt;swap&gt;.</p>' in page
    assert "only &amp; always" in page


def test_conditions_are_put_in_words(page: str) -> None:
    for words in (
        "the document has <code>A|B</code>",
        "not behind <code>the</code>",
        "inside a sentence",
        "exact capitals",
    ):
        assert words in page


def test_what_only_teaches_stands_in_a_table(page: str) -> None:
    taught = page.partition("## Taught to the model")[2]
    assert "| `sample.taught` | <code>x</code> → <i>nothing</i> |  |" in taught


def test_a_pipe_does_not_end_a_cell(hook: Any) -> None:
    assert hook("pieces").table(["a"], [["x|y"]]) == "| a |\n| --- |\n| x&#124;y |"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("see [the card](models/ruen-edit-small/MODEL_CARD.md)", "see [the card](model-card.md)"),
        ("see [a part](models/README.md#log)", "see [a part](training-log.md#log)"),
        ("see [batch](docs/batch.md)", "see [batch](../batch.md)"),
        ("see [code](mtfix/api.py)", "see code"),
        ("see [format](https://example.org/a)", "see [format](https://example.org/a)"),
        ("see [below](#below)", "see [below](#below)"),
        ("![a chart](benchmarks/charts/speed.png)", "![a chart](speed.png)"),
    ],
)
def test_links_are_made_to_fit_the_site(hook: Any, given: str, made: str) -> None:
    assert hook("adopted_pages")._relinked(given, "CONTRIBUTING.md") == made


def test_code_keeps_what_looks_like_a_link(hook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = hook("adopted_pages")
    text = "[a](mtfix/api.py)\n\n```python\nrows[0](mtfix)\n```\n\n[b](mtfix/api.py)\n"
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: text)
    assert pages.page("CONTRIBUTING.md") == "a\n\n```python\nrows[0](mtfix)\n```\n\nb\n"


def test_doctests_become_examples(hook: Any) -> None:
    extension = hook("docstring_examples").DocstringExamples()
    function = griffe.Function("f")
    function.docstring = griffe.Docstring("Do it.\n\n>>> f()\n'done'")
    extension.on_instance(obj=function)
    assert function.docstring.value == "Do it.\n\nExamples:\n    >>> f()\n    'done'"
    assert [section.kind.value for section in function.docstring.parse("google")][-1] == "examples"
