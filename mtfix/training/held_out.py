"""What evaluation holds: the texts that no training source may share a run of words with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from mtfix.training import sources


def held_out_texts() -> Iterator[str]:
    """Yield every text of the development and test suites that can be found here."""
    for line in sources.wmt_lines(reserved=True):
        yield from line.references
    folder = sources.corpora_folder()
    development = folder / "mlqe-pe.ru-en.dev.jsonl"
    if development.is_file():
        yield from _fields(development, ("mt", "reference"))
    seed = folder.parent / "seed"
    if seed.is_dir():
        yield from (seed / "article.txt").read_text(encoding="utf-8").splitlines()
        yield from _fields(seed / "dev.jsonl", ("light", "full"))
    for path in sorted((sources.CHECKOUT / "corpora").glob("*/*.jsonl")):
        if path.stem.startswith("train"):
            continue
        yield from _fields(path, ("degraded", "light", "full", "text"))


def _fields(path: Path, names: tuple[str, ...]) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                yield from (row[name] for name in names if row.get(name))
