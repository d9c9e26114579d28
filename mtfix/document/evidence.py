"""What the document says about itself, gathered once and read by every layer."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import Literal

from mtfix.document.units import UNIT

# Words that are spelled in one way on either side of the Atlantic.
_US = re.compile(
    r"\b(?:defense|center|labor|favor|color|honor|neighbor|behavior|theater|meter|kilometer|"
    r"organiz|realiz|recogniz|emphasiz|program\b|percent\b|traveled|canceled|gray\b|toward\b|"
    r"license[sd]?\b|offense)",
    re.IGNORECASE,
)
_UK = re.compile(
    r"\b(?:defence|centre|labour|favour|colour|honour|neighbour|behaviour|theatre|metre|kilometre|"
    r"organis(?:e|i|a)|realis(?:e|i|a)|recognis|emphasis(?:e|i)|programme|per cent\b|travelled|"
    r"cancelled|grey\b|whilst\b|licence|offence|analys(?:e|ed|ing)\b|tyre|rumour|councillor)",
    re.IGNORECASE,
)


class Evidence:
    """Counts of terms, names and styles in one text; everything is computed on first use."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts: dict[tuple[str, bool], int] = {}

    @cached_property
    def _exact(self) -> str:
        return f" {' '.join(UNIT.findall(self._text))} ".replace("’", "'").replace("'s ", " 's ")

    @cached_property
    def _folded(self) -> str:
        return self._exact.lower()

    def count(self, term: str, *, exact: bool = False) -> int:
        """Occurrences of a word or phrase as whole units.

        Args:
            term: The word or phrase; runs of whitespace count as one space.
            exact: Tell capitals from small letters (``START`` is not ``start``).
        """
        key = (term, exact)
        if key not in self._counts:
            phrase = f" {' '.join(UNIT.findall(term))} ".replace("’", "'").replace("'s ", " 's ")
            if not phrase.strip():
                self._counts[key] = 0
            elif exact:
                self._counts[key] = self._exact.count(phrase)
            else:
                self._counts[key] = self._folded.count(phrase.lower())
        return self._counts[key]

    def has(self, term: str) -> bool:
        """Whether the word or phrase occurs, capitals aside."""
        return self.count(term) > 0

    @cached_property
    def names(self) -> Counter[str]:
        """How often each capitalized word of three letters or more occurs."""
        return Counter(re.findall(r"\b[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?\b", self._text))

    @cached_property
    def quote_style(self) -> Literal["straight", "curly"]:
        """The kind of double quotation marks that prevails."""
        curly = self._text.count("“") + self._text.count("”")
        return "curly" if curly > self._text.count('"') else "straight"

    @cached_property
    def spelling(self) -> Literal["us", "uk"] | None:
        """The spelling that prevails, or None where nothing tells."""
        us, uk = len(_US.findall(self._text)), len(_UK.findall(self._text))
        if us == uk:
            return None
        return "us" if us > uk else "uk"
