"""Find and read the lexicon's files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from mtfix.errors import LexiconError
from mtfix.rules.lexicon.schema import Entry, load_file
from mtfix.rules.rule import Safety

DATA = Path(__file__).parent.parent / "data"


def load_files(
    paths: Iterable[Path], *, examples: bool = True, safeties: tuple[Safety, ...] | None = None
) -> tuple[Entry, ...]:
    """Entries of several files, in the order of the files; see ``load_file`` for the switches.

    Raises:
        LexiconError: A file breaks the schema, or two rules share an id.
    """
    entries: list[Entry] = []
    seen: dict[str, Path] = {}
    for path in paths:
        for entry in load_file(path, examples=examples, safeties=safeties):
            if entry.id in seen:
                raise LexiconError(f"rule {entry.id!r} stands in {seen[entry.id]} and {path}")
            seen[entry.id] = path
            entries.append(entry)
    return tuple(entries)


@lru_cache(maxsize=4)
def load_lexicon(
    *, examples: bool = True, safeties: tuple[Safety, ...] | None = None
) -> tuple[Entry, ...]:
    """All entries that ship with mtfix, read once."""
    return load_files(sorted(DATA.glob("*.toml")), examples=examples, safeties=safeties)
