"""Quantities in a text: numbers, ordinals, dates, currencies and units, whatever their format.

Each is read into a token that does not depend on how it is written: ``2 500`` and ``2,500`` give
``2500``; ``40.2 bln rub.`` and ``40.2 billion rubles`` give ``40200000000`` and ``rub``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from mtfix.guard.words import fold

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_SCALES = {
    "hundred": 100,
    "hundreds": 100,
    "thousand": 1_000,
    "thousands": 1_000,
    "thous": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "mln": 1_000_000,
    "mn": 1_000_000,
    "billion": 1_000_000_000,
    "billions": 1_000_000_000,
    "bln": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "trillions": 1_000_000_000_000,
    "trln": 1_000_000_000_000,
    "trn": 1_000_000_000_000,
}
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# Words that stand for a number only loosely; they may come and go, but not become another number.
_SOFT = {"once": 1, "twice": 2, "both": 2, "pair": 2, "couple": 2, "double": 2, "half": 0.5}
# What these say is said by a plural as well ("over the last two days", "the first of all").
_LOOSE = frozenset(["one", "first", "second", *_SOFT])
_UNITS = {
    "%": "% percent pct percents percentage",
    "usd": "$ usd dollar dollars",
    "eur": "€ eur euro euros",
    "rub": "₽ р руб rub rur ruble rubles rouble roubles",
    "pound": "£ gbp pound pounds",
    "uah": "₴ uah hryvnia hryvnias hryvnya grivna grivnas",
    "cny": "yuan yuans renminbi",
    "jpy": "¥ yen jpy",
    "km": "km kilometer kilometers kilometre kilometres",
    "m": "meter meters metre metres",
    "cm": "cm centimeter centimeters centimetre centimetres",
    "mm": "mm millimeter millimeters millimetre millimetres",
    "kg": "kg kilogram kilograms kilogramme kilogrammes kilo kilos",
    "t": "ton tons tonne tonnes",
    "degree": "° degree degrees",
    "mile": "mile miles",
    "ha": "ha hectare hectares",
    "kw": "kw kilowatt kilowatts",
    "mw": "mw megawatt megawatts",
    "barrel": "bbl barrel barrels",
}

_TOKEN = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?P<sep>[./])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:\d\d)?\d\d)(?!\d)"
    r"|(?P<grouped>\d{1,3}(?:[ ,\xa0\u202f]\d{3})+(?![\d]))(?P<fraction>\.\d+)?"
    r"|(?P<digits>\d+)(?:[.,](?P<decimals>\d+)(?![.\d]))?"
    r"|(?P<word>[Pp]er [Cc]ents?\b|[^\W\d_]+)"
    r"|(?P<sign>[%$€₽£₴¥°])"
)
_SUFFIX = re.compile(r"[-'’]?(?:st|nd|rd|th|s|ies|es|x|ty|ths)(?![^\W_])")
_ROMAN = re.compile(r"(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{2,3})$")
_HINT = re.compile(r"[\d%$€₽£₴¥°]|\b[IVX]{2}")
_LETTERS = re.compile(r"[^\W\d_]+")

Token = float | str


class Quantities(NamedTuple):
    """Quantities of a text.

    Attributes:
        firm: Numbers, months and days of the week, as a multiset.
        loose: Numbers of words such as ``one``, ``first`` and ``both``, as a multiset.
        units: Currencies and units of measure, as a set.
    """

    firm: Counter[Token]
    loose: Counter[Token]
    units: frozenset[str]


@cache
def _words() -> dict[str, float]:
    """Value of each number word, decades included (``nineties`` is 1990)."""
    values: dict[str, float] = {word: n for n, word in enumerate(_ONES)}
    values.update((word, n) for n, word in enumerate(_ORDINALS))
    for n, word in enumerate(_TENS, 2):
        values[word] = n * 10
        values[word[:-1] + "ieth"] = n * 10
        values[word[:-1] + "ies"] = 1900 + n * 10
    values.update(_SOFT)
    return values


@cache
def _names() -> dict[str, str]:
    """Months and days of the week, with their abbreviations."""
    names: dict[str, str] = {}
    for word in (*_MONTHS, *_DAYS):
        names[word] = names[word[:3]] = word
    names.update((word + "s", word) for word in _DAYS)
    names.update(sept="september", tues="tuesday", thurs="thursday", thur="thursday")
    # "Sun" and "Sat" and "Mar" are other words as a rule; "may" and "march" are told by capitals.
    for word in ("sun", "sat", "wed"):
        del names[word]
    return names


@cache
def _units() -> dict[str, str]:
    words = {word: unit for unit, words in _UNITS.items() for word in words.split()}
    words["per cent"] = words["per cents"] = "%"
    return words


@cache
def _vocabulary() -> frozenset[str]:
    words = [*_words(), *_SCALES, *_names(), *_units(), "minus"]
    # Single letters are units only next to a number, which tells by itself.
    return frozenset(word for word in words if len(word) > 1)


def is_calendar(word: str) -> bool:
    """Whether ``word`` is the name of a month or a day of the week, or a number word."""
    low = fold(word)
    return low in _names() or low in _words() or low in _SCALES


def may_hold(text: str) -> bool:
    """A cheap test whether ``text`` can hold a quantity."""
    if _HINT.search(text):
        return True
    return not _vocabulary().isdisjoint(_LETTERS.findall(text.lower()))


def quantities(text: str) -> Quantities:
    """Read the quantities of ``text``.

    >>> sorted(quantities("40.2 billion rub. in 2-states").firm)
    [2.0, 40200000000.0]
    >>> quantities("Sept. 5") == quantities("September 5th")
    True
    """
    reader = _Reader()
    for match in _TOKEN.finditer(text):
        reader.take(match, text)
    reader.close()
    return Quantities(reader.firm, reader.loose, frozenset(reader.units))


class _Reader:
    """Folds the tokens of a text, in order, into quantities."""

    def __init__(self) -> None:
        self.firm: Counter[Token] = Counter()
        self.loose: Counter[Token] = Counter()
        self.units: set[str] = set()
        self._value: float | None = None  # the number that is being read
        self._is_loose = False
        self._is_word = False  # it may go on: "twenty" + "five", "hundred" + "and" + "five"
        self._end = -1

    def close(self) -> None:
        """Count the number that has been read."""
        if self._value is not None:
            # Fifteen digits tell numbers apart better than binary fractions do.
            value = float(f"{self._value:.12g}")
            (self.loose if self._is_loose else self.firm)[value] += 1
        self._value = None

    def take(self, match: re.Match[str], text: str) -> None:
        """Read one token."""
        kind = match.lastgroup
        if kind in ("fraction", "decimals"):
            kind = "grouped" if match["grouped"] else "digits"
        start, end = match.span()
        near = self._value is not None and text[self._end : start].strip(" \xa0\u202f-‑.") == ""
        if kind == "word":
            self._word(match[0], text, start, end, near)
            return
        if kind == "sign":
            self._unit(_units()[match[0]], near)
            return
        self.close()
        if kind == "year":
            day, month = int(match["day"]), int(match["month"])
            if day <= 12 < month <= 31:
                day, month = month, day
            self.firm[float(day)] += 1
            self.firm[_month(month)] += 1
            self.firm[float(match["year"])] += 1
            return
        if kind == "grouped":
            digits = re.sub(r"\D", "", match["grouped"]) + (match["fraction"] or "")
        else:
            digits = match["digits"] + ("." + match["decimals"] if match["decimals"] else "")
        value = float(digits[:300])
        suffix = _SUFFIX.match(text, end)
        if suffix:
            end = suffix.end()
            if suffix[0].lstrip("-'’") in ("s", "ies", "es") and 20 <= value < 100:
                value += 1900
        if _is_negative(text, start):
            value = -value
        self._begin(value, end, is_loose=False, is_word=False)

    def _begin(self, value: float, end: int, *, is_loose: bool, is_word: bool) -> None:
        self.close()
        self._value, self._end = value, end
        self._is_loose, self._is_word = is_loose, is_word

    def _word(self, word: str, text: str, start: int, end: int, near: bool) -> None:
        low = word.lower()
        value = _words().get(low)
        if value is not None:
            loose = low in _LOOSE
            if near and self._is_word and self._value is not None and _adds(self._value, value):
                self._value += value
                self._is_loose, self._end = False, end
            else:
                self._begin(value, end, is_loose=loose, is_word=True)
                if text[start - 6 : start].lower() == "minus " and self._value:
                    self._value = -self._value
            return
        scale = _SCALES.get(low)
        if scale is not None:
            if near and self._value is not None:
                self._value *= scale
                self._is_loose, self._end, self._is_word = False, end, True
            else:
                self._begin(scale, end, is_loose=False, is_word=True)
            return
        if near and low == "and" and self._is_word and self._value and self._value % 100 == 0:
            self._end = end
            return
        unit = _units().get(low)
        if unit is not None and (near or unit not in ("m", "t", "degree", "pound", "ha")):
            self._unit(unit, near)
            return
        self.close()
        name = _names().get(low)
        if name is not None and _is_date_name(word, low, text, start, end):
            self.firm[name] += 1
        elif word.isupper() and len(word) > 1 and _ROMAN.match(word):
            self.firm[float(_roman(word))] += 1

    def _unit(self, unit: str, near: bool) -> None:
        self.units.add(unit)
        if near:
            self.close()


def _adds(value: float, more: float) -> bool:
    """Whether ``more`` goes on the number word ``value``: 20 + 5, 300 + 25."""
    if not 0 < more < 100:
        return False
    return (value % 100 == 0 and value >= 100) or (
        value % 10 == 0 and value % 100 >= 20 > 10 > more
    )


def _is_negative(text: str, start: int) -> bool:
    if start and text[start - 1] in "-−":
        return start == 1 or text[start - 2].isspace() or text[start - 2] in "(["
    return text[start - 6 : start].lower() == "minus "


def _is_date_name(word: str, low: str, text: str, start: int, end: int) -> bool:
    """Whether a month or day is meant; ``may`` and ``march`` are also verbs."""
    if low not in ("may", "march", "mar", "dec", "mon", "jan"):
        return True
    if not word[0].isupper():
        return False
    if any(char.isdigit() for char in (*text[max(0, start - 4) : start], *text[end : end + 6])):
        return True
    return start > 0 and text[start - 1] == " " and text[start - 2 : start - 1] not in (".", '"')


def _month(number: int) -> Token:
    return _MONTHS[number - 1] if 1 <= number <= 12 else float(number)


def _roman(word: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for char, following in zip(word, (*word[1:], ""), strict=True):
        value = values[char]
        total += -value if value < values.get(following, 0) else value
    return total
