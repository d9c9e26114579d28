"""Quantities at their edges: every spelling in the tables, dates, signs, and what adds up."""

from __future__ import annotations

import pytest

from mtfix.guard.checks.numbers import difference
from mtfix.guard.quantities import is_calendar, may_hold, quantities

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
_SCALES = {
    100: "hundred hundreds",
    1_000: "thousand thousands thous",
    1_000_000: "million millions mln mn",
    1_000_000_000: "billion billions bln bn",
    1_000_000_000_000: "trillion trillions trln trn",
}
_DATES = {
    "january": "jan",
    "february": "feb",
    "march": "mar",
    "april": "apr",
    "may": "may",
    "june": "jun",
    "july": "jul",
    "august": "aug",
    "september": "sep sept",
    "october": "oct",
    "november": "nov",
    "december": "dec",
    "monday": "mon mondays",
    "tuesday": "tue tues tuesdays",
    "wednesday": "wednesdays",
    "thursday": "thu thur thurs thursdays",
    "friday": "fri fridays",
    "saturday": "saturdays",
    "sunday": "sundays",
}


def firm(text: str) -> dict[float | str, int]:
    return dict(quantities(text).firm)


@pytest.mark.parametrize(
    ("word", "unit"), [(word, unit) for unit, words in _UNITS.items() for word in words.split()]
)
def test_every_spelling_of_a_unit(word: str, unit: str) -> None:
    assert quantities(f"5 {word}").units == {unit}
    assert may_hold(f"a {word} of it") or len(word) == 1


@pytest.mark.parametrize(
    ("word", "scale"), [(word, scale) for scale, words in _SCALES.items() for word in words.split()]
)
def test_every_spelling_of_a_scale(word: str, scale: int) -> None:
    assert firm(f"9 {word} of them") == {9.0 * scale: 1}
    assert firm(f"a {word} of them") == {float(scale): 1}
    assert not quantities(f"a {word} of them").loose
    assert may_hold(word)


@pytest.mark.parametrize(
    ("word", "name"),
    [(w, name) for name, words in _DATES.items() for w in (name, *words.split())],
)
def test_every_spelling_of_a_month_or_day(word: str, name: str) -> None:
    assert firm(f"on {word.capitalize()} 5") == {name: 1, 5.0: 1}
    assert is_calendar(word)


@pytest.mark.parametrize("word", ["sun", "sat", "wed"])
def test_words_that_are_rather_something_else(word: str) -> None:
    assert firm(f"they {word} there") == {}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *[("once", 1), ("twice", 2), ("both", 2), ("pair", 2), ("couple", 2), ("double", 2)],
        *[("half", 0.5), ("one", 1), ("first", 1), ("second", 2)],
    ],
)
def test_loose_words(word: str, value: float) -> None:
    found = quantities(f"the {word} of them")
    assert (dict(found.loose), dict(found.firm)) == ({value: 1}, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,500.5", {2500.5: 1}),
        ("2 500", {2500.0: 1}),
        ("12.13.2011", {13.0: 1, "december": 1, 2011.0: 1}),
        ("05.31.2011", {31.0: 1, "may": 1, 2011.0: 1}),
        ("05.12.2011", {5.0: 1, "december": 1, 2011.0: 1}),
        ("05.01.2011", {5.0: 1, "january": 1, 2011.0: 1}),
        ("04.07.2011 and 05.07.2011", {4.0: 1, 5.0: 1, "july": 2, 2011.0: 2}),
        ("in the 90-es", {1990.0: 1}),
        ("in the 20s", {1920.0: 1}),
        ("the 100s", {100.0: 1}),
        ("the 19s", {19.0: 1}),
        ("-5", {-5.0: 1}),
        ("(-5)", {-5.0: 1}),
        ("it was -5", {-5.0: 1}),
        ("item-5", {5.0: 1}),
        ("minus five", {-5.0: 1}),
        ("it was minus five", {-5.0: 1}),
        ("it was minus 5", {-5.0: 1}),
        ("twenty-five", {25.0: 1}),
        ("twenty, five", {20.0: 1, 5.0: 1}),
        ("twenty ten", {20.0: 1, 10.0: 1}),
        ("zero five", {0.0: 1, 5.0: 1}),
        ("one hundred zero", {100.0: 1, 0.0: 1}),
        ("one hundred and five", {105.0: 1}),
        ("one hundred twenty-five seven", {125.0: 1, 7.0: 1}),
        ("the XIX century", {19.0: 1}),
        ("the IV congress", {4.0: 1}),
        ("5. May", {5.0: 1, "may": 1}),
        ("They had 5 days. May he rest.", {5.0: 1}),
        ("They had days. May he rest.", {}),
        ('They said "May he rest."', {}),
        ("They said (May he rest).", {}),
        ("It was so in May", {"may": 1}),
        ("They may march", {}),
    ],
)
def test_readings(text: str, expected: dict[float | str, int]) -> None:
    assert firm(text) == expected


@pytest.mark.parametrize(
    "text", ["ha, he said", "the meter of a poem", "they pound on it", "a ton"]
)
def test_what_is_a_unit_only_next_to_a_number(text: str) -> None:
    assert not quantities(text).units


@pytest.mark.parametrize("text", ["minus", "XX", "5", "%", "May", "twenties"])
def test_a_quick_look_sees_what_may_hold_one(text: str) -> None:
    assert may_hold(text)


def test_a_loose_word_may_become_a_digit_while_others_come() -> None:
    before, after = quantities("both left"), quantities("2 of them left, one by one")
    assert difference(before, after) == ([], [])
