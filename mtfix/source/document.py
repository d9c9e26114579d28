"""The Russian original as the layers read it: passages with words, names and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from mtfix.document.spans import Segment
from mtfix.source.figures import Figure, figures, values
from mtfix.source.segmentation import segments
from mtfix.source.sides import Side
from mtfix.source.words import Word, occurs, opens, phrases, words

_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
# Letters that Russian lacks and its neighbors have.
_FOREIGN = re.compile(r"[ІіЇїЄєҐґЎўЂђЉљЊњЋћЏџЈј]")
_QUOTES = re.compile(r"[«»“”„\"‘’‹›]|(?<!\w)'|'(?!\w)")
_NEGATION = re.compile(
    r"\b(?:не|нет|нету|ни|нельзя|никто|никого|никому|никем|ничто|ничего|ничему|ничем|никогда|"
    r"нигде|никуда|никак|никакой|никакого|никаких|никакая|никакие|без|невозможно|отнюдь|"
    r"вряд ли|едва ли)\b",
    re.IGNORECASE,
)


class Name(NamedTuple):
    """A capitalized word that is a name by its place.

    Attributes:
        word: The word, in the case of its sentence.
        next: The word behind it, if only a space parts them.
    """

    word: Word
    next: Word | None


class Passage:
    """Consecutive segments of a source, read as one; everything is computed on first use."""

    def __init__(self, document: SourceDocument, start: int, end: int) -> None:
        self._document = document
        self.text = document.text[start:end]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, in order."""
        return words(self.text)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Its names: capitals within a sentence, and such words where they open one."""
        found = []
        for index, word in enumerate(self.words):
            if word.is_capitalized and (
                word.text in self._document.names or not opens(self.text, word.start)
            ):
                following = self.words[index + 1 : index + 2]
                near = following and self.text[word.end : following[0].start].strip() == ""
                found.append(Name(word, following[0] if near else None))
        return tuple(found)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its numbers in figures."""
        return tuple(figures(self.text))

    @cached_property
    def values(self) -> frozenset[float]:
        """Every number that it may name."""
        return values(self.text)

    @property
    def quotes(self) -> int:
        """How many quotation marks it has, of any kind."""
        return len(_QUOTES.findall(self.text))

    @property
    def negations(self) -> int:
        """How many words of it negate."""
        return len(_NEGATION.findall(self.text))

    def has(self, alternatives: Iterable[str]) -> bool:
        """Whether one of the phrases, as rules write them, stands here in any inflection."""
        return any(occurs(phrase, self.words) for a in alternatives for phrase in phrases(a))


class SourceDocument:
    """A Russian original, parsed once and read by every layer. Build it with ``parse``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._passages: dict[tuple[int, int], Passage] = {}

    @classmethod
    def parse(cls, text: str) -> SourceDocument:
        """Parse ``text``.

        >>> source = SourceDocument.parse("Он подписал договор. Путин ждёт.")
        >>> source.is_russian, [segment.text for segment in source.segments]
        (True, ['Он подписал договор.', 'Путин ждёт.'])
        """
        return cls(text)

    @classmethod
    def usable(cls, text: str | None) -> SourceDocument | None:
        """The source in ``text``; None where it holds no Russian to go by."""
        source = cls.parse(text) if text else None
        return source if source and source.is_russian else None

    @cached_property
    def is_russian(self) -> bool:
        """Whether most letters are Russian and hardly any are of a neighboring language."""
        letters = len(_LETTER.findall(self.text))
        cyrillic = len(_CYRILLIC.findall(self.text))
        return cyrillic * 2 > letters and len(_FOREIGN.findall(self.text)) * 50 <= cyrillic

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Its sentences and headlines."""
        return tuple(segments(self.text))

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """Its segments as the alignment sees them."""
        return tuple(map(Side.of, self.segments))

    @cached_property
    def whole(self) -> Passage:
        """The whole text as one passage."""
        return self.passage(0, len(self.text))

    @cached_property
    def names(self) -> Counter[str]:
        """How often each capitalized word stands within a sentence."""
        return Counter(
            word.text
            for word in words(self.text)
            if word.is_capitalized and not opens(self.text, word.start)
        )

    @cached_property
    def capitalized(self) -> frozenset[str]:
        """Every capitalized word, those that open a sentence included."""
        return frozenset(word.text for word in words(self.text) if word.is_capitalized)

    def passage(self, start: int, end: int) -> Passage:
        """The passage ``text[start:end]``."""
        if (start, end) not in self._passages:
            self._passages[start, end] = Passage(self, start, end)
        return self._passages[start, end]
