"""The hook of MkDocs that adds the generated pages; everything here is made anew at each build."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import adopted_pages
import guard_page
import rule_pages
import sample
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_PIPELINE = adopted_pages.ROOT / "docs" / "assets" / "pipeline.svg"
_MARKERS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "<!-- generated: article -->": sample.article,
        "<!-- generated: pipeline -->": _PIPELINE.read_text,
        "<!-- generated: themes -->": rule_pages.overview,
        "<!-- generated: checks -->": guard_page.checks,
        "<!-- generated: thresholds -->": guard_page.thresholds,
    }
)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages of the rule catalogue into the navigation, where its section is."""
    for section in config.nav or []:
        if isinstance(section, dict) and "Rules" in section:
            pages = [{theme.title: f"rules/{theme.name}.md"} for theme in rule_pages.themes()]
            section["Rules"] = [*section["Rules"], {"In Python": "rules/procedural.md"}, *pages]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the rule catalogue, the documents from elsewhere, and the sample of the review page."""

    def add(path: str, **content: Any) -> None:
        files.append(File.generated(config, path, **content))

    for theme in rule_pages.themes():
        add(f"rules/{theme.name}.md", content=rule_pages.theme_page(theme))
    add("rules/procedural.md", content=rule_pages.procedural_page())
    for source, path in adopted_pages.ADOPTED.items():
        add(path, content=adopted_pages.page(source))
        for name, image in adopted_pages.images(source):
            add(name, abs_src_path=str(image))
    add("sample-report.html", content=sample.report())
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Replace the markers in pages that are otherwise written by hand."""
    for marker, generated in _MARKERS.items():
        if marker in markdown:
            markdown = markdown.replace(marker, generated())
    return markdown
