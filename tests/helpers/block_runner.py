"""Runs fenced blocks and checks the results that they show.

The blocks of a page run in order: Python in one namespace, shell in bash, both in a folder of the
page's own, which holds what the pages speak of (``article.txt``, ``archive/``, ``models/``).

- A comment behind a Python expression, or on the line below it, is its value, if it is a literal.
- Comment lines below a statement that prints are what it prints.
- A fence ``text title="Output"`` below shell is what that prints.
- TOML must be a lexicon whose examples hold.
"""

from __future__ import annotations

import ast
import contextlib
import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fenced_blocks import ROOT, Block, blocks

_ROWS = [{"id": "a", "mt": "It cost 2 500 rubles."}, {"id": "b", "mt": "All is well."}]
_NOTHING = object()  # no literal


@dataclass(slots=True)
class Workspace:
    """Where the blocks of one page run.

    Attributes:
        folder: The working directory.
        names: The namespace of Python.
        done: How many blocks of the page have run.
    """

    folder: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "page"})
    done: int = 0

    @classmethod
    def furnished(cls, folder: Path) -> Workspace:
        """A workspace in the empty ``folder``."""
        (folder / "article.txt").write_bytes((ROOT / "docs" / "article.txt").read_bytes())
        (folder / "models").symlink_to(ROOT / "models")
        (folder / "archive").mkdir()
        rows = "".join(f"{json.dumps(row)}\n" for row in _ROWS)
        (folder / "archive" / "news.jsonl").write_text(rows, encoding="utf-8")
        (folder / "more").mkdir()
        with gzip.open(folder / "more" / "old.csv.gz", "wt", encoding="utf-8") as table:
            table.write("id,mt\nc,The 22-th day.\n")
        return cls(folder)

    def run_until(self, block: Block) -> None:
        """Run ``block``, and before it the blocks above it that have not run."""
        todo = blocks(block.page)
        last = [other.line for other in todo].index(block.line)
        for number in range(self.done, last + 1):
            self.done = number + 1
            if todo[number].skip is None:
                RUNNERS[todo[number].language](todo[number], self)


def run_python(block: Block, workspace: Workspace) -> None:
    """Run statement by statement and compare each with the comments that it carries."""
    tree = ast.parse(block.code)
    lines = block.code.splitlines()
    with contextlib.chdir(workspace.folder):
        for statement in tree.body:
            told, below = _comments(statement, lines)
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                value = _run(statement, block, workspace.names)
            if printed.getvalue() and below:
                shown = printed.getvalue().splitlines()
                assert shown == below, f"{block} printed: {shown}"
            elif isinstance(statement, ast.Expr):
                expected = _literal(told or "\n".join(below))
                assert expected is _NOTHING or value == expected, f"{block}: {value!r}"


def run_shell(block: Block, workspace: Workspace) -> None:
    """Run in bash, where any failing command fails the block; ``mtfix`` is the one under test."""
    programs = Path(sys.executable).parent
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.code],
        cwd=workspace.folder,
        env={**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{block} failed:\n{done.stdout}\n{done.stderr}"
    if block.output is not None:
        assert done.stdout == block.output, f"{block} printed:\n{done.stdout}"


def run_lexicon(block: Block, workspace: Workspace) -> None:
    """Play the examples of a lexicon's rules."""
    from mtfix.rules.examples import failures
    from mtfix.rules.lexicon import LexiconRule, load_file

    (theme,) = {line.split('"')[1].split(".")[0] for line in _ids(block)}
    path = workspace.folder / f"{theme}.toml"
    path.write_text(block.code, encoding="utf-8")
    problems = [text for entry in load_file(path) for text in failures(LexiconRule(entry))]
    assert not problems, f"{block}: {problems}"


def run_data(block: Block, _: Workspace) -> None:
    """JSON must be JSON; what is elided with … is a string there."""
    json.loads(block.code)


def run_text(_block: Block, _workspace: Workspace) -> None:
    """Nothing to run: output, a drawing, or a file of another program."""


RUNNERS: Mapping[str, Callable[[Block, Workspace], None]] = MappingProxyType(
    {
        "python": run_python,
        "sh": run_shell,
        "toml": run_lexicon,
        "json": run_data,
        "text": run_text,
        "yaml": run_text,
    }
)
"""What is done with the blocks of each language."""


def _ids(block: Block) -> list[str]:
    return [line for line in block.code.splitlines() if line.startswith("id = ")]


def _run(statement: ast.stmt, block: Block, names: dict[str, Any]) -> Any:
    """Run one statement as if it stood in the page, so that a traceback leads there."""
    ast.increment_lineno(statement, block.line - 1)
    if isinstance(statement, ast.Expr):
        return eval(compile(ast.Expression(statement.value), str(block.page), "eval"), names)
    exec(compile(ast.Module([statement], []), str(block.page), "exec"), names)
    return None


def _comments(statement: ast.stmt, lines: list[str]) -> tuple[str, list[str]]:
    """The comment behind a statement, and the comment lines directly below it."""
    end = statement.end_lineno or 0
    behind = lines[end - 1].encode()[statement.end_col_offset or 0 :].decode().strip()
    below: list[str] = []
    for line in lines[end:]:
        if not line.startswith("#"):
            break
        below.append(line.removeprefix("#").removeprefix(" "))
    return (behind.removeprefix("#").strip() if behind.startswith("#") else ""), below


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return _NOTHING  # prose
