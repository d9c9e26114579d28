"""Documents that live elsewhere in the repository and are pages of the site, too."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]

ADOPTED: Mapping[str, str] = MappingProxyType(
    {
        "ARCHITECTURE.md": "project/architecture.md",
        "CONTRIBUTING.md": "project/contributing.md",
        "models/ruen-edit-small/MODEL_CARD.md": "project/model-card.md",
        "models/README.md": "project/training-log.md",
        "benchmarks/README.md": "project/benchmarks.md",
        "corpora/README.md": "project/corpora.md",
        "CHANGELOG.md": "project/changelog.md",
    }
)
"""Path in the repository → path in the site."""

_FENCE = re.compile(r"^(?P<fence>`{3,}).*?^(?P=fence)\s*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?P<mark>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")


def page(source: str) -> str:
    """The Markdown of an adopted document, its links made to fit the site."""
    text = (ROOT / source).read_text(encoding="utf-8")
    done, pieces = 0, []
    for fence in _FENCE.finditer(text):
        pieces += [_relinked(text[done : fence.start()], source), fence[0]]
        done = fence.end()
    return "".join([*pieces, _relinked(text[done:], source)])


def images(source: str) -> Iterator[tuple[str, Path]]:
    """The pictures of an adopted document: path in the site, file in the repository."""
    for link in _LINK.finditer((ROOT / source).read_text(encoding="utf-8")):
        if link["mark"] and "://" not in link["target"]:
            path = (ROOT / source).parent / link["target"]
            yield str(Path(ADOPTED[source]).with_name(path.name)), path


def _relinked(text: str, source: str) -> str:
    return _LINK.sub(lambda link: _link(link, source), text)


def _link(link: re.Match[str], source: str) -> str:
    """A link between documents, made one between pages; to other files of the repository, text."""
    target, hash_, anchor = link["target"].partition("#")
    if "://" in target or not target:
        return link[0]
    if link["mark"]:
        return f"![{link['text']}]({Path(target).name})"
    path = os.path.normpath(Path(source).parent / target)
    site = ADOPTED.get(path) or (path.removeprefix("docs/") if path.startswith("docs/") else None)
    if site is None:
        return link["text"]
    here = Path(ADOPTED[source]).parent
    return f"[{link['text']}]({os.path.relpath(site, here)}{hash_}{anchor})"
