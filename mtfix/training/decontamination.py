"""Keeps what evaluation holds out of training, by exact match and by shared word n-grams."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")


class Decontaminator:
    """Tells whether a text shares a run of ``n`` words with a held-out text.

    Held-out texts shorter than ``n`` words are matched whole. Eight words are few enough to find
    another translation of the same sentence in part, and many enough to spare set phrases.
    """

    def __init__(self, held_out: Iterable[str], *, n: int = 8) -> None:
        self._n = n
        self._runs: set[int] = set()
        for text in held_out:
            self._runs.update(self._shingles(text))

    def is_clean(self, *texts: str) -> bool:
        """Return whether none of ``texts`` overlaps with what is held out."""
        return all(self._runs.isdisjoint(self._shingles(text)) for text in texts)

    def _shingles(self, text: str) -> set[int]:
        words = _WORD.findall(text.lower())
        if len(words) < self._n:
            return {hash(tuple(words))} if len(words) >= 4 else set()
        return {hash(tuple(words[i : i + self._n])) for i in range(len(words) - self._n + 1)}
