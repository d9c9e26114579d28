"""A segment of either language as the alignment sees it: its length, and what to know it by."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mtfix.document.spans import Segment
from mtfix.source.transliteration import key
from mtfix.source.words import opens

_ANCHOR = re.compile(r"\d+(?:[.,  \u202f]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiou]")
_LETTERS = 3  # consonants of a name that are compared: its endings differ


class Side(NamedTuple):
    """A segment of the text or of its source.

    Attributes:
        paragraph: Index of its paragraph.
        start: First character.
        end: One past the last.
        anchors: Its numbers, and the consonants with which its names begin.
    """

    paragraph: int
    start: int
    end: int
    anchors: frozenset[str]

    @property
    def length(self) -> int:
        """Characters of the segment."""
        return self.end - self.start

    @classmethod
    def of(cls, segment: Segment) -> Side:
        """The side that ``segment`` is."""
        return cls(segment.paragraph, segment.start, segment.end, anchors(segment.text))


@lru_cache(maxsize=4096)
def anchors(text: str) -> frozenset[str]:
    """What a segment and its translation share, whatever the languages.

    >>> sorted(anchors("Вчера Путин уволил 2 500 человек.") & anchors("Putin fired 2,500 today."))
    ['2500']
    >>> anchors("Вчера Путин спал.") == anchors("Yesterday Putin slept.")
    True
    """
    found = set()
    for match in _ANCHOR.finditer(text):
        word = match.group()
        if word[0].isdecimal():
            found.add(re.sub(r"\D", "", word))
        elif word[0].isupper() and not opens(text, match.start()):
            consonants = _VOWELS.sub("", key(word))[:_LETTERS]
            if len(consonants) > 1:
                found.add(consonants)
    return frozenset(found)
