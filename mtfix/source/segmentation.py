"""Segments of a Russian text: rather no border than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document.segmentation import paragraphs
from mtfix.document.spans import Segment

_TERMINAL = re.compile(
    r"[.!?…]{1,8}(?P<close>[\"'”’»)\]]{0,3})(?P<gap>\s{1,8})(?P<open>[\"“„«(\[—–-]?[ \u00a0]?)"
    r"(?P<next>[^\W_])"
)
_LAST_WORD = re.compile(r"[^\s\"“”„«»()\[\]]{1,24}$")
# Abbreviations that a capital or a number follows: г. Москва, им. Ленина, ул. Мира, ст. 159, № 5.
_ABBREVIATIONS = frozenset(
    "г гг г-н г-жа ул пр просп пл пер д дом корп кв обл р-н им св ст стр п пп гл рис табл см ср "
    "напр т тт т.е т.к т.н акад проф доц д-р инж ген полк подп майор кап лейт о оз р ред изд ок "
    "тел факс мин макс млн млрд тыс трлн руб коп долл кг км см мм куб кв га".split()
)
# Abbreviations that often end a sentence: a capital after them is a border.
_MAY_END = frozenset("г гг руб коп долл млн млрд тыс трлн кг км см мм куб га др т.д т.п".split())


def segments(text: str) -> Iterator[Segment]:
    """The segments of all paragraphs of ``text``, in order; only whitespace lies between them.

    >>> [s.text for s in segments("В г. Пскове ждут. А. С. Пушкин приехал в 1836 г. Все рады.")]
    ['В г. Пскове ждут.', 'А. С. Пушкин приехал в 1836 г.', 'Все рады.']
    """
    for index, (first, last) in enumerate(paragraphs(text)):
        start = first
        for match in _TERMINAL.finditer(text, first, last):
            letter = match["next"]
            if not (letter.isupper() or letter.isdigit()) or _is_abbreviation(text, start, match):
                continue
            border = match.end("close")
            yield Segment(start, border, text[start:border], index)
            start = match.start("open")
        yield Segment(start, last, text[start:last], index)


def _is_abbreviation(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the full stop at ``match`` belongs to an abbreviation or an initial."""
    dot = match.start()
    if text[dot] != "." or match.start("close") - dot != 1 or match["close"]:
        return False
    before = _LAST_WORD.search(text, max(start, dot - 24), dot)
    if before is None:
        return False
    word = before.group()
    if len(word) == 1 and word.isupper():
        return True
    lower = word.lower()
    if lower in _MAY_END:
        # «в 1836 г. Все» ends; «в г. Пскове» and «5 млн. 200 тыс.» do not.
        return match["next"].isdigit() or not _after_number(text, before.start())
    return lower in _ABBREVIATIONS


def _after_number(text: str, at: int) -> bool:
    """Whether a number, or a unit of one, stands before ``at``, so that a sentence can end."""
    lead = text[max(0, at - 8) : at].rstrip()
    return lead[-1:].isdigit() or lead.endswith(("млн", "млрд", "тыс", ".", "и"))
