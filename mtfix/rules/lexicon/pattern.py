"""The small pattern language of ``match``: phrases, alternatives and a few placeholders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from mtfix.errors import LexiconError
from mtfix.rules.lexicon.tokens import BREAK, TokenText, tokenize

_GROUP = re.compile(r"\(([^()]*)\)")
_SLOT = re.compile(r"\{(num|word|name|the)([1-9]?)\}")
_NUMBER = re.compile(r"\d[\d.,]*")
_MAX_EXPANSIONS = 400
_MAX_NAME = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: ``num``, ``word``, ``name`` (1–4 capitalized words) or ``the`` (optional)."""

    kind: str
    label: str


Element = str | Slot


@dataclass(frozen=True, slots=True)
class Phrase:
    """One alternative of a pattern, free of groups.

    Attributes:
        elements: Words (lower-cased) and placeholders.
        written: The words as written, for exact case; placeholders hold their label.
        anchor: The longest run of words between spaces, searched by Aho–Corasick.
        lead: How many elements stand before the anchor.
    """

    elements: tuple[Element, ...]
    written: tuple[str, ...]
    anchor: str
    lead: int

    @property
    def literal(self) -> bool:
        """Whether the phrase has no placeholders, so that finding the anchor is enough."""
        return not any(isinstance(element, Slot) for element in self.elements)


def compile_pattern(pattern: str) -> tuple[Phrase, ...]:
    """Expand and compile one ``match`` pattern.

    Raises:
        LexiconError: Unbalanced parentheses, an unknown placeholder, or no literal word.
    """
    pieces = _GROUP.split(pattern)
    if any("(" in piece or ")" in piece for piece in pieces):
        raise LexiconError(f"pattern {pattern!r}: parentheses must be balanced and not nested")
    options = [
        [piece] if index % 2 == 0 else piece.split("|") for index, piece in enumerate(pieces)
    ]
    count = 1
    for choices in options:
        count *= len(choices)
    if count > _MAX_EXPANSIONS:
        raise LexiconError(f"pattern {pattern!r}: expands to {count} phrases; split it up")
    texts = dict.fromkeys("".join(choice) for choice in product(*options))
    return tuple(_phrase(text, pattern) for text in texts)


def _phrase(text: str, pattern: str) -> Phrase:
    plain = text.split()
    if plain and text.isascii() and "".join(plain).isalpha():  # most are; needs no tokens
        lowered = tuple(word.lower() for word in plain)
        return Phrase(lowered, tuple(plain), f" {' '.join(lowered)} ", 0)
    elements: list[Element] = []
    written: list[str] = []
    position = 0
    for match in [*_SLOT.finditer(text), None]:
        piece = text[position : match.start()] if match else text[position:]
        if "{" in piece or "}" in piece:
            raise LexiconError(
                f"pattern {pattern!r}: unknown placeholder; known are {{num}}, {{word}}, {{name}}, "
                "{the}, each with an optional digit"
            )
        for _, _, word in tokenize(piece):
            elements.append(word.lower())
            written.append(word)
        if match:
            elements.append(Slot(match[1], match[1] + match[2]))
            written.append(match[1] + match[2])
            position = match.end()
    lead, run = _longest_run(elements)
    if not any(word[0].isalnum() for word in run):
        raise LexiconError(f"pattern {pattern!r}: needs at least one literal word")
    return Phrase(tuple(elements), tuple(written), f" {' '.join(run)} ", lead)


def _longest_run(elements: list[Element]) -> tuple[int, list[str]]:
    best: tuple[int, list[str]] = (0, [])
    start, run = 0, list[str]()
    for index, element in enumerate([*elements, Slot("end", "")]):
        if isinstance(element, str):
            if not run:
                start = index
            run.append(element)
            continue
        if sum(map(len, run)) > sum(map(len, best[1])):
            best = (start, run)
        run = []
    return best


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found in a document: token range and captured text by label."""

    first: int
    last: int  # inclusive
    captures: dict[str, str]


def find(phrase: Phrase, tokens: TokenText, index: int) -> Found | None:
    """The match of ``phrase`` whose anchor starts at token ``index``, if there is one."""
    if phrase.literal:
        return Found(index, index + len(phrase.elements) - 1, {})
    widest = sum(
        _MAX_NAME if isinstance(element, Slot) and element.kind == "name" else 1
        for element in phrase.elements[: phrase.lead]
    )
    for start in range(max(0, index - widest), index + 1):
        captures: dict[str, str] = {}
        end = _match(phrase, 0, tokens, start, index, captures)
        if end is not None:
            return Found(start, end - 1, captures)
    return None


def _match(
    phrase: Phrase, number: int, tokens: TokenText, at: int, anchor: int, captures: dict[str, str]
) -> int | None:
    """Match the elements from ``number`` on at token ``at``; the end, exclusive, or None."""
    if number == phrase.lead and at != anchor:
        return None
    if number == len(phrase.elements):
        return at
    element = phrase.elements[number]
    if isinstance(element, str):
        if at < len(tokens.lower) and tokens.lower[at] == element:
            return _match(phrase, number + 1, tokens, at + 1, anchor, captures)
        return None
    for length in _lengths(element, tokens, at):
        end = _match(phrase, number + 1, tokens, at + length, anchor, captures)
        if end is not None:
            if length:
                last = tokens.ends[at + length - 1]
                captures[element.label] = tokens.document.text[tokens.starts[at] : last]
            return end
    return None


def _lengths(slot: Slot, tokens: TokenText, at: int) -> range | tuple[int, ...]:
    """How many tokens the placeholder can take at ``at``, the most first."""
    words = tokens.words
    word = words[at] if at < len(words) else BREAK
    if slot.kind == "the":
        return (1, 0) if word.lower() in ("the", "a", "an") else (0,)
    if slot.kind == "num":
        return (1,) if _NUMBER.fullmatch(word) else ()
    if slot.kind == "word":
        return (1,) if word[0].isalpha() else ()
    most = 0
    while most < _MAX_NAME and at + most < len(words) and words[at + most][0].isupper():
        most += 1
    return range(most, 0, -1)
