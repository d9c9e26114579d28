"""The page as HTML: escaped, closed to the outside, fit for UTF-8."""

from __future__ import annotations

import base64
import builtins
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtfix
from mtfix.edits import Edit
from mtfix.errors import MissingExtra, TextTypeError
from mtfix.guard.verdict import Rejection
from mtfix.report import page, render, write
from mtfix.result import Repair

_EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028&amp;\"'<!--"


class _Reader(HTMLParser):
    """Collects the tags, their attributes and the text of the data block."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.data = ""
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self._in_data = tag == "script" and ("id", "data") in attrs

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data

    def handle_endtag(self, _: str) -> None:
        self._in_data = False


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def _evil(text: str) -> Repair:
    edit = Edit(0, len(text), text, text + "!", "model", text, text, text, 0.5)
    refused = Rejection(Edit(0, 0, "", text, "rules", text, text, text), text, text)
    return Repair(text, text + "!", (edit,), (refused,), text)


def _data(html: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(_read(html).data)
    return data


def test_hostile_text_adds_no_tag_and_no_attribute() -> None:
    tame, hostile = render(_evil("plain"), title="plain"), render(_evil(_EVIL), title=_EVIL)
    assert _read(hostile).tags == _read(tame).tags
    assert _read(hostile).attributes == _read(tame).attributes
    assert not {name for name in _read(hostile).attributes if name.startswith("on")}
    assert _data(hostile)["original"] == _EVIL


def test_nothing_comes_from_outside() -> None:
    html = render(mtfix.repair('"We agree, "- he said.', model=None))
    assert "://" not in html
    assert not {"link", "img", "iframe", "object", "base"} & set(_read(html).tags)
    assert "default-src &#39;none&#39;" in html
    assert "unsafe" not in html


def test_policy_names_the_hashes_of_what_is_in_the_page() -> None:
    html = render(_evil("x"))
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)
    assert style
    assert script
    for content in (style[1], script[1]):
        digest = hashlib.sha256(content.encode()).digest()
        assert f"&#39;sha256-{base64.b64encode(digest).decode()}&#39;" in html


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=30))
def test_any_text_gives_a_page_in_utf8_that_holds_it(text: str) -> None:
    html = render(_evil(text), title=text)
    html.encode("utf-8")
    # JSON joins a pair of surrogates that stand side by side into one character.
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert _data(html)["original"] == joined


def test_nothing_to_change_is_said() -> None:
    assert "Nothing to change." in render(Repair("Fine.", "Fine."))


def test_write_is_whole_and_titled(tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    path.write_text("old", encoding="utf-8")
    write(_evil("x"), path, title="story.txt")
    assert "<title>story.txt · mtfix</title>" in path.read_text(encoding="utf-8")
    assert [item.name for item in tmp_path.iterdir()] == ["out.html"]


def test_something_else_than_a_repair_is_refused() -> None:
    with pytest.raises(TextTypeError, match="not str"):
        render("text")  # type: ignore[arg-type]


def test_a_missing_jinja_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_jinja(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("jinja2"):
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)

    page._template.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without_jinja)
    with pytest.raises(MissingExtra, match=r"mtfix\[report\]"):
        render(_evil("x"))
