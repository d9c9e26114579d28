"""What evaluation holds: the texts that no training source may share a run of words with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mtfix.errors import DataError
from mtfix.evaluation import data
from mtfix.training import sources


def held_out_texts() -> Iterator[str]:
    """Yield every text of the development and test suites that can be found here."""
    for line in sources.wmt_lines(reserved=True):
        yield from line.references
    for path in _found(data.external, "mlqe-pe.ru-en.dev.jsonl"):
        yield from _fields(path, ("mt", "reference"))
    for path in _found(data.seed, "article.txt"):
        yield from data.read_lines(path)
    for path in _found(data.seed, "dev.jsonl"):
        yield from _fields(path, ("light", "full"))
    for path in sorted((data.checkout() / "corpora").glob("*/*.jsonl")):
        if not path.stem.startswith("train"):
            yield from _fields(path, ("degraded", "light", "full", "text"))


def _found(locate: Callable[[str], Path], name: str) -> Iterator[Path]:
    """The file, if it is here: a text that nobody here evaluates on need not be kept out."""
    try:
        yield locate(name)
    except DataError:
        return


def _fields(path: Path, names: tuple[str, ...]) -> Iterator[str]:
    for row in data.read_jsonl(path):
        yield from (row[name] for name in names if row.get(name))
