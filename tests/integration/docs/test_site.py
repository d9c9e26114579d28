"""The site builds without a warning, holds every rule and check, and loads nothing from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fenced_blocks import ROOT

import mtfix
from mtfix.guard import Limits, Thresholds
from mtfix.guard.guard import default_checks
from mtfix.rules import all_rules

_LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as for publication: with ``--strict`` a broken link fails it."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


class _Page(HTMLParser):
    """What the tests ask of a page: ids, what it loads, how often a class occurs."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.loads: list[str] = []
        self.classes: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        self.classes += values.get("class", "").split()
        if values.get("rel") != "canonical":
            self.loads.append(values.get(_LOADING.get(tag, ""), ""))


@pytest.fixture(scope="module")
def rule_pages(site: Path) -> list[_Page]:
    """The pages of the catalogue."""
    return [_Page(path) for path in (site / "rules").rglob("index.html")]


def test_every_rule_has_its_address(rule_pages: list[_Page]) -> None:
    ids = set().union(*(page.ids for page in rule_pages))
    assert {rule.id for rule in all_rules() if rule.safety != "model"} <= ids


def test_every_example_is_shown(rule_pages: list[_Page]) -> None:
    classes = [name for page in rule_pages for name in page.classes]
    firing = [rule for rule in all_rules() if rule.safety != "model"]
    assert classes.count("fires") == sum(len(rule.fires) for rule in firing)
    assert classes.count("silent") == sum(len(rule.silent) for rule in firing)


def test_entries_that_only_teach_are_listed(site: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (site / "rules").rglob("*.html"))
    assert [r.id for r in all_rules() if r.safety == "model" and f">{r.id}<" not in text] == []


def test_every_check_is_described_and_judged(site: Path) -> None:
    page = _Page(site / "guard" / "index.html")
    examples = [
        example
        for check in default_checks(Thresholds(), Limits())
        for example in getattr(sys.modules[type(check).__module__], "EXAMPLES", ())
    ]
    accepted = sum(example.accepted for example in examples)
    assert page.classes.count("accepted") == accepted
    assert page.classes.count("refused") == len(examples) - accepted


def test_the_public_names_are_described(site: Path) -> None:
    ids = _Page(site / "api" / "index.html").ids
    names = {"MtfixError": "mtfix.errors.MtfixError"}
    public = [name for name in mtfix.__all__ if name != "__version__"]
    assert [name for name in public if names.get(name, f"mtfix.{name}") not in ids] == []


def _pages(site: Path) -> Iterator[tuple[Path, _Page]]:
    return ((path, _Page(path)) for path in site.rglob("*.html"))


def test_nothing_is_loaded_from_outside(site: Path) -> None:
    outside = [
        (path.name, load)
        for path, page in _pages(site)
        for load in page.loads
        if load.startswith(("http:", "https:", "//"))
    ]
    assert outside == []
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert "fonts.googleapis" not in styles


def test_no_marker_is_left(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert "<!-- generated:" not in path.read_text(encoding="utf-8"), path


def test_the_sample_report_is_the_report_of_the_article(site: Path) -> None:
    text = (site / "sample-report.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in text
    assert "article.txt" in text
    assert "numeral.two_states" in text


def test_the_hooks_are_not_published(site: Path) -> None:
    assert not (site / "hooks").exists()
    assert list(site.rglob("*.py")) == []
