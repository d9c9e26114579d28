"""Loss-free segmentation into paragraphs and segments.

Posture of sentencex: rather no border than a wrong one. What is special here is the mangled
Russian quote-dash dialogue: ``"…, "- he said.`` holds together, ``he said "b." — Then …`` parts
before the dash, and a quotation mark at a border goes to the side that it belongs to.
"""

from __future__ import annotations

import re

from mtfix.document.quotes import quote_marks
from mtfix.document.spans import Paragraph, Segment

_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")
_TERMINAL = re.compile(
    r"[.!?…]{1,8}(?P<close>[\"'”’»)\]]{0,3})(?P<gap>\s{1,8})(?P<open>[\"'“‘«(\[—–-]?[ \u00a0]?)"
    r"(?P<next>[^\W_])"
)
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"[^\s\"'“”«»()\[\]]{1,24}$")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt maj adm gov sen rep rev hon st sr jr vs etc no nos art "
    "vol pp fig inc ltd co corp dept est approx jan feb mar apr jun jul aug sep sept oct nov dec "
    "rub mln bln thous sq km kg cm mm e.g i.e cf al ph.d u.s u.k u.n a.m p.m".split()
)
# Abbreviations that often end a sentence: a capital after them decides for the border.
_MAY_END = frozenset("etc inc ltd co corp jr sr u.s u.k u.n a.m p.m rub mln bln ph.d al".split())
_STARTERS = frozenset(
    "The A An In On At It He She They We I This That These Those But And However According As For "
    "If When While After Before Its His Her Their Our There Meanwhile".split()
)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Borders of the paragraphs of ``text``.

    A blank line parts paragraphs. A single line end does, too, unless the line looks wrapped: the
    next line goes on in lower case, or this one has the length of a wrapped line and no full stop.
    """
    found: list[Paragraph] = []
    start = len(text) - len(text.lstrip())
    line = start
    for match in _BREAKS.finditer(text, start):
        here = match.start()
        if here < line:
            continue
        gap_end = here
        while gap_end < len(text) and text[gap_end].isspace():
            gap_end += 1
        end = here
        while end > start and text[end - 1].isspace():
            end -= 1
        if gap_end >= len(text):
            break
        blank = len(_BREAKS.findall(text, here, gap_end)) > 1
        if blank or not _wrapped(text, line, end, gap_end):
            found.append(Paragraph(start, end))
            start = gap_end
        line = gap_end
    end = len(text.rstrip())
    if end > start:
        found.append(Paragraph(start, end))
    return tuple(found)


def _wrapped(text: str, start: int, end: int, following: int) -> bool:
    """Whether the line ``text[start:end]`` goes on at ``following``."""
    if text[following].islower():
        return True
    return 45 <= end - start <= 110 and text[end - 1] not in '.!?…:;"”»)'


def segments(text: str, paragraph: Paragraph, index: int) -> list[Segment]:
    """Segments of one paragraph, in order; only whitespace lies between them."""
    start, end = paragraph
    roles: dict[int, str] | None = None
    found: list[Segment] = []
    for match in _TERMINAL.finditer(text, start, end):
        letter = match["next"]
        if not (letter.isupper() or letter.isdigit() or not letter.isascii()):
            continue
        if letter.islower() or _is_abbreviation(text, start, match):
            continue
        border, following = match.end("close"), match.start("open")
        if '"' in match["close"] or '"' in match["open"]:
            if roles is None:
                roles = {mark.at: mark.role for mark in quote_marks(text, start, end)}
            border, following = _place_quote(text, match, roles)
        if border > start:
            found.append(Segment(start, border, text[start:border], index))
            start = following
    found.append(Segment(start, end, text[start:end], index))
    return found


def _place_quote(text: str, match: re.Match[str], roles: dict[int, str]) -> tuple[int, int]:
    """Give the quotation mark at a border to its side: ``(end of segment, start of next)``."""
    close = match["close"].find('"')
    if close >= 0:
        index = match.start("close") + close
        if roles[index] == "open":  # ``place." From``: the mark opens what follows
            return index, index
    elif match["open"].startswith('"'):
        index = match.start("open")
        if roles[index] == "close":  # ``West. "Objections``: the mark closes what stands before
            following = index + 1
            while text[following].isspace():
                following += 1
            return index + 1, following
    return match.end("close"), match.start("open")


def _is_abbreviation(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the full stop at ``match`` belongs to an abbreviation or initial, not a sentence."""
    dot = match.start()
    if text[dot] != "." or match.start("close") - dot != 1 or match["close"]:
        return False
    before = _LAST_WORD.search(text, max(start, dot - 24), dot)
    if before is None:
        return False
    word = before.group()
    lower = word.lower()
    following = _WORD.match(text, match.start("next"))
    next_word = following.group() if following else ""
    if len(word) == 1 and word.isalpha() and word.isupper():
        return next_word not in _STARTERS
    if lower in _MAY_END:
        return next_word not in _STARTERS and lower not in {"etc", "rub", "mln", "bln", "al"}
    if lower in ("no", "nos", "art", "p", "pp", "fig", "vol"):
        return match["next"].isdigit()
    return lower in _ABBREVIATIONS
