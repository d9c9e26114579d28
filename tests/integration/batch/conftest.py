"""Starts the real job as a process, and compares output folders byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="batch jobs need the extra 'batch'")

_TEXTS = (
    '"We agree, "- he said.',
    "The price rose to 2 500 rubles.",
    "Nothing is wrong with this line.",
    "He read the the letter.",
)


@pytest.fixture
def make_input(tmp_path: Path) -> Callable[..., Path]:
    """Writes JSON lines, every 17th of them broken, to a file of that name."""

    def made(name: str = "input.jsonl", rows: int = 120) -> Path:
        lines = [
            json.dumps({"id": n, "text": f"{_TEXTS[n % 4]} Number {n}."}) if n % 17 else f"{{{n}"
            for n in range(1, rows + 1)
        ]
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return made


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[str]]:
    """Starts ``mtfix batch`` with the rules alone and small shards."""

    def started(*arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "mtfix.cli", "batch", *map(str, arguments)),
                *("--model", "none", "--shard-rows", "10"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return started


@pytest.fixture
def finish(start: Callable[..., subprocess.Popen[str]]) -> Callable[..., tuple[int, str, str]]:
    """Runs ``mtfix batch`` to its end: exit code, standard output, standard error."""

    def finished(*arguments: str | Path) -> tuple[int, str, str]:
        process = start(*arguments)
        try:
            out, err = process.communicate(timeout=480)
        finally:
            process.kill()
        return process.returncode, out, err

    return finished


@pytest.fixture
def content() -> Callable[[Path], dict[str, bytes]]:
    """Output and dead letters in a folder, by name."""

    def read(folder: Path) -> dict[str, bytes]:
        files = [*folder.glob("*.*"), *folder.glob("_dead-letters/*")]
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in files
            if path.is_file() and path.name != "_summary.json"
        }

    return read
