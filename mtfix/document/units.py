"""Units: the words and punctuation marks that edits are aligned and matched on."""

from __future__ import annotations

import re
from typing import NamedTuple

# A unit is an abbreviation with inner dots (U.S., e.g.), a word with inner apostrophes, hyphens or
# digit separators (don't, Russian-led, 2,500), or one punctuation mark. Each alternative is linear:
# the separators are single characters that are not word characters.
UNIT = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:(?:['’‑-]|(?<=\d)[.,](?=\d))\w+)*|[^\w\s]")


class Unit(NamedTuple):
    """One word or one punctuation mark.

    Attributes:
        start: First code point in the text.
        end: One past the last code point.
        text: ``text[start:end]``.
        is_word: Whether the unit begins with a letter or a digit.
    """

    start: int
    end: int
    text: str
    is_word: bool


def units(text: str) -> list[Unit]:
    """Split ``text`` into units, in order; whitespace separates and is left out.

    >>> [unit.text for unit in units('"U.S. troops don\\'t go," he said.')]
    ['"', 'U.S.', 'troops', "don't", 'go', ',', '"', 'he', 'said', '.']
    """
    found = []
    for match in UNIT.finditer(text):
        word = match.group()
        start = match.start()
        found.append(Unit(start, start + len(word), word, word[0].isalnum()))
    return found
