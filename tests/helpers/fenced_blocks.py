"""The fenced code blocks of README and docs.

A block that cannot be run says why in its fence: ```` ```sh skip="needs a GPU" ````.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")),
    *(ROOT / name / "README.md" for name in ("models", "benchmarks", "corpora")),
    ROOT / "models" / "ruen-edit-small" / "MODEL_CARD.md",
    *sorted((ROOT / "docs").rglob("*.md")),
)
"""All pages, in the repository and on the site."""

_FENCE = re.compile(
    r"^(?P<indent> *)(?P<ticks>`{3,})(?P<language>[\w-]*)(?P<rest>[^`\n]*)\n"
    r"(?P<code>.*?)^ *(?P=ticks) *$",
    re.MULTILINE | re.DOTALL,
)
_OPTION = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page.

    Attributes:
        page: The Markdown file.
        line: Line of the first line of the code, from 1.
        language: What the fence says.
        code: The code, without the indentation of the fence.
        options: Options of the fence: ``skip``, ``title``.
        output: What a fence directly below says that it prints; None without one.
    """

    page: Path
    line: int
    language: str
    code: str
    options: dict[str, str] = field(default_factory=dict)
    output: str | None = None

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def skip(self) -> str | None:
        """Why the block is not run; None if it is."""
        return self.options.get("skip")


def blocks(page: Path) -> list[Block]:
    """All blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found: list[Block] = []
    end = 0
    for match in _FENCE.finditer(text):
        options = dict(_OPTION.findall(match["rest"]))
        code = textwrap.dedent(match["code"])
        if found and options.get("title") == "Output" and not text[end : match.start()].strip():
            found[-1] = replace(found[-1], output=code)
        line = text.count("\n", 0, match.start("code")) + 1
        found.append(Block(page, line, match["language"], code, options))
        end = match.end()
    return found


def all_blocks() -> list[Block]:
    """The blocks of all pages."""
    return [block for page in PAGES for block in blocks(page)]
