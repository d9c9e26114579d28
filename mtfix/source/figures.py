"""Numbers of a Russian text, written in figures or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_FIGURE = re.compile(
    r"(?<![\w.,:/+-])(?<!\d[ \u00a0])(?P<whole>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)"
    r"(?P<decimals>,\d+)?(?![\d/]|[.,:-]\d|[ \u00a0]\d)"
)
_ANY_DIGITS = re.compile(r"\d+")
_SCALE = re.compile(
    r"[ \u00a0\u202f](?P<scale>тыс|млн|млрд|трлн|тысяч|миллион|миллиард|триллион)[а-я]{0,3}\b"
)
_SCALES = {
    "тыс": 1_000,
    "тысяч": 1_000,
    "млн": 1_000_000,
    "миллион": 1_000_000,
    "млрд": 1_000_000_000,
    "миллиард": 1_000_000_000,
    "трлн": 1_000_000_000_000,
    "триллион": 1_000_000_000_000,
}
# Cardinals that decline like «пять», with the stem of their ordinal.
_FIVES = (
    (5, "пять пят"), (6, "шесть шест"), (7, "семь седьм"), (8, "восемь восьм"),
    (9, "девять девят"), (10, "десять десят"), (11, "одиннадцать одиннадцат"),
    (12, "двенадцать двенадцат"), (13, "тринадцать тринадцат"), (14, "четырнадцать четырнадцат"),
    (15, "пятнадцать пятнадцат"), (16, "шестнадцать шестнадцат"), (17, "семнадцать семнадцат"),
    (18, "восемнадцать восемнадцат"), (19, "девятнадцать девятнадцат"),
    (20, "двадцать двадцат"), (30, "тридцать тридцат"),
)  # fmt: skip
_OTHERS = (
    (0.5, "половина половины половину половиной полгода"),
    (1, "один одна одно одного одной одному одним одном одну первый первая первое первого первой"),
    (1.5, "полтора полторы полутора"),
    (2, "два две двух двум двумя двое оба обе обоих второй вторая второе второго вторую вторым"),
    (3, "три трех трем тремя трое троих третий третья третье третьего третьей третью третьем"),
    (4, "четыре четырех четырем четырьмя четверо четверых четвертый четвертая четвертого"),
    (8, "восьми восьмью"),
    (10, "десяток десятка десятков десятки"),
    (12, "дюжина дюжину дюжины дюжин"),
    (40, "сорок сорока сороковой сорокового"),
    (50, "пятьдесят пятидесяти пятидесятый пятидесятых"),
    (60, "шестьдесят шестидесяти шестидесятый шестидесятых"),
    (70, "семьдесят семидесяти семидесятый семидесятых"),
    (80, "восемьдесят восьмидесяти восьмидесятый восьмидесятых"),
    (90, "девяносто девяноста девяностый девяностых"),
    (100, "сто ста сотый сотня сотни сотен сотню"),
    (200, "двести двухсот двумстам"),
    (300, "триста трехсот тремстам"),
    (400, "четыреста четырехсот"),
    (500, "пятьсот пятисот"),
    (600, "шестьсот шестисот"),
    (700, "семьсот семисот"),
    (800, "восемьсот восьмисот"),
    (900, "девятьсот девятисот"),
    (1_000, "тыс тысяча тысячи тысяч тысячу тысячей тысячам тысячами тысячах"),
    (1_000_000, "млн миллион миллиона миллионов миллиону миллионы миллионам"),
    (1_000_000_000, "млрд миллиард миллиарда миллиардов миллиарду миллиарды"),
    (1_000_000_000_000, "трлн триллион триллиона триллионов"),
)  # fmt: skip
_ORDINAL_ENDINGS = "ый ого ому ым ом ая ой ую ое ые ых ыми".split()


class Figure(NamedTuple):
    """A number in figures.

    Attributes:
        start: First character in the text.
        end: One past the last of its digits.
        whole: Its digits before the decimal comma, spaces left out.
        decimals: Its digits behind the comma; empty for an integer.
        is_grouped: Whether spaces set off its thousands.
        scale: What the word behind it multiplies by: 1, or 1,000 for тыс.
    """

    start: int
    end: int
    whole: str
    decimals: str
    is_grouped: bool
    scale: int

    @property
    def value(self) -> float:
        """The number meant, its scale counted in."""
        number = float(f"{self.whole}.{self.decimals or 0}")
        return float(f"{number * self.scale:.12g}")

    @property
    def english(self) -> str:
        """The figures as English newspapers write them, without the scale."""
        whole = self.whole
        if self.is_grouped or len(whole) > 4:
            whole = f"{int(whole):,}"
        return f"{whole}.{self.decimals}" if self.decimals else whole


def figures(text: str) -> Iterator[Figure]:
    """The numbers in figures; dates, times, telephones and the like are left out.

    >>> [(f.english, f.value) for f in figures("1 234,5 кг, 9,7 млрд руб. и 04.07.2011")]
    [('1,234.5', 1234.5), ('9.7', 9700000000.0)]
    """
    for match in _FIGURE.finditer(text):
        whole = re.sub(r"\D", "", match["whole"])[:15]
        scale = _SCALE.match(text, match.end())
        yield Figure(
            match.start(),
            match.end(),
            whole,
            (match["decimals"] or "")[1:12],
            len(match["whole"]) > len(whole),
            _SCALES[scale["scale"]] if scale else 1,
        )


def values(text: str) -> frozenset[float]:
    """Every number that ``text`` may name: figures with and without scale, digits, number words.

    >>> sorted(values("двадцать пять из 300 человек"))
    [5.0, 20.0, 25.0, 300.0]
    """
    found: set[float] = set()
    for figure in figures(text):
        found |= {figure.value, float(f"{figure.whole}.{figure.decimals or 0}")}
    found |= {float(match.group()[:300]) for match in _ANY_DIGITS.finditer(text)}
    last = 0.0
    for word in re.findall(r"[а-я]+", text.lower().replace("ё", "е")):
        value = float(_named().get(word, 0))
        if value:
            found.add(value)
            if last:
                value = last + value if last > value else last * value
                found.add(value)
        last = value
    return frozenset(found)


@cache
def _named() -> dict[str, float]:
    """Value of each number word in each of its forms."""
    named: dict[str, float] = {}
    for number, forms in _FIVES:
        cardinal, ordinal = forms.split()
        named.update((cardinal[:-1] + ending, number) for ending in ("ь", "и", "ью"))
        named.update((ordinal + ending, number) for ending in _ORDINAL_ENDINGS)
    named.update((form, number) for number, forms in _OTHERS for form in forms.split())
    return named
