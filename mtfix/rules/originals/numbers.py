"""Numbers of a text that its source has otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtfix.document import Document
from mtfix.guard.quantities import quantities
from mtfix.rules.procedural.rule import Change
from mtfix.source import Passage
from mtfix.source.figures import Figure

_NUMBER = re.compile(
    r"(?<![\w.,/:+-])(?<!\d[ \u00a0])(?:\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?"
    r"(?![\w/]|[.,:-]\d|[ \u00a0]\d)"
    r"(?: (?P<scale>thousand|million|billion|trillion)\b)?"
)
_SCALES = {
    1_000: "thousand",
    1_000_000: "million",
    1_000_000_000: "billion",
    1_000_000_000_000: "trillion",
}


class _Number(NamedTuple):
    """A number of the text: its place, its figures, and the place and word of its scale."""

    start: int
    text: str
    scale_start: int
    scale: str

    @property
    def digits(self) -> str:
        return re.sub(r"\D", "", self.text)


def changes(document: Document) -> Iterator[Change]:
    """Numbers as the source has them."""
    for segment in document.segments:
        if not _NUMBER.search(segment.text):
            continue
        passage = document.original(segment.start)
        if passage is not None and passage.figures:
            numbers = list(_numbers(document.text, segment.start, segment.end))
            yield from _rewritten(numbers, passage)
            yield from _corrected(numbers, passage, segment.text)


def _numbers(text: str, start: int, end: int) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text, start, end):
        scale = match["scale"] or ""
        figures = match.group().removesuffix(scale).rstrip()
        yield _Number(match.start(), figures, match.end() - len(scale), scale)


def _rewritten(numbers: list[_Number], passage: Passage) -> Iterator[Change]:
    """Numbers whose digits are those of one figure, in the figure's English form."""
    for number in numbers:
        same = [f for f in passage.figures if f.whole + f.decimals == number.digits]
        if len(same) != 1 or len(number.digits) < 2:
            continue
        (figure,) = same
        russian = passage.text[figure.start : figure.end]
        if _is_misread(number.text, figure):
            yield Change(number.start, number.start + len(number.text), figure.english, russian)
        right = _SCALES.get(figure.scale)
        if number.scale and right and right != number.scale:
            end = number.scale_start + len(number.scale)
            yield Change(number.scale_start, end, right, russian)


def _is_misread(text: str, figure: Figure) -> bool:
    """Whether ``text``, which has the digits of ``figure``, is not how English writes it."""
    if len(figure.decimals) > 2:
        return False  # 1,500 may be meant as in English
    plain = figure.english.replace(",", "")
    if figure.is_grouped and text == plain:
        return True
    return text.replace(",", "") != plain


def _corrected(numbers: list[_Number], passage: Passage, segment: str) -> Iterator[Change]:
    """The only number without a partner, where the source has only one without, too."""
    read = quantities(segment)
    known = {*read.firm, *read.loose, *(float(number.digits) for number in numbers)}
    missing = [f for f in passage.figures if not known & {f.value, float(f.whole)}]
    odd = [n for n in numbers if not passage.values & _readings(n)]
    if len(missing) != 1 or len(odd) != 1 or len(numbers) < 2:
        return
    figure, number = missing[0], odd[0]
    is_plain = number.text == number.digits and not figure.decimals and not number.scale
    if is_plain and len(figure.whole) == len(number.digits) > 1 and figure.scale == 1:
        russian = passage.text[figure.start : figure.end]
        yield Change(number.start, number.start + len(number.text), figure.english, russian)


def _readings(number: _Number) -> set[float]:
    """What a number of the text may stand for."""
    found = {float(number.digits)}
    read = quantities(f"{number.text} {number.scale}".strip())
    found |= {value for value in read.firm if isinstance(value, float)}
    return found
