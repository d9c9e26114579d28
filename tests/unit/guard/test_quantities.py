"""Reading quantities: what is the same and what is not."""

from __future__ import annotations

import pytest

from mtfix.guard.checks.numbers import difference
from mtfix.guard.quantities import is_calendar, may_hold, quantities

SAME = [
    ("2 500", "2,500"),
    ("2 500 000", "2.5 million"),
    ("2,5 thousand", "2500"),
    ("40.2 billion rub.", "40.2 bln rubles"),
    ("$5 million", "5 mln dollars"),
    ("$ 5", "5 USD"),
    ("€1.5 bn", "1.5 billion euros"),
    ("2-states", "two states"),
    ("2-positive", "two positive"),
    ("Sept. 5", "5 September"),
    ("the 5th of September", "September 5"),
    ("1990-s", "1990s"),
    ("the 90-ies", "the 1990s"),
    ("the '90s", "the nineties"),
    ("XX century", "20th century"),
    ("twentieth century", "20-th century"),
    ("XIV", "fourteenth"),
    ("twenty-five", "25"),
    ("twenty five", "25"),
    ("one hundred and five", "105"),
    ("two hundred thousand", "200,000"),
    ("a thousand", "1,000"),
    ("5%", "5 per cent"),
    ("5 km", "5 kilometres"),
    ("5-kilometer", "five kilometers"),
    ("04.07.2011", "July 4, 2011"),
    ("07/24/2011", "24 July 2011"),
    ("minus 5 degrees", "-5°"),
    ("on Thursday", "on Thursdays"),
    ("Su-27", "Su 27"),
    ("2 sides", "both sides"),
    ("World War II", "the Second World War"),
    ("6299р.", "RUB 6299"),
    ("II and 5", "5 and second"),
    ("2 trillion", "2,000 billion"),
    ("2 trln", "2 trn"),
    ("thousands", "a thousand"),
    ("hundreds", "100"),
    ("a pair", "a couple"),
    ("three hundred twenty-one", "321"),
    ("two hundred", "200"),
]
DIFFERENT = [
    ("2,500", "2,501"),
    ("2.5", "25"),
    ("5 million", "5 billion"),
    ("5 million", "5"),
    ("5", "-5"),
    ("minus 5", "5"),
    ("5 percent", "5"),
    ("5 dollars", "5 euros"),
    ("5 km", "5 kg"),
    ("May 5", "June 5"),
    ("on May 5", "on 5"),
    ("Friday", "Sunday"),
    ("first", "third"),
    ("first", "second"),
    ("XX century", "19th century"),
    ("IV", "VI"),
    ("1990s", "1980s"),
    ("Su-27", "Su-30"),
    ("five hundred", "five hundred and one"),
    ("105", "one hundred five hundred"),
    ("12:30", "12:35"),
    ("5", ""),
    ("", "5"),
    ("two", "twelve"),
    ("5, 5", "5"),
    ("both", "once"),
    ("twenty and five", "25"),
    ("200 and five", "205"),
    ("20 five", "25"),
    ("twenty eleven", "31"),
    ("two five", "7"),
    ("100 million", "100, a million"),
    ("123456789012", "123456789013"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one: str, other: str) -> None:
    for before, after in ((one, other), (other, one)):
        left, right = quantities(f"He had {before} there"), quantities(f"He had {after} there")
        assert difference(left, right) == ([], [])
        assert left.units == right.units
        assert may_hold(before)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different(one: str, other: str) -> None:
    for before, after in ((one, other), (other, one)):
        left, right = quantities(f"He had {before} there"), quantities(f"He had {after} there")
        assert difference(left, right) != ([], []) or left.units != right.units


@pytest.mark.parametrize("word", ["one", "first", "second", "both", "twice", "half"])
def test_loose_words_come_and_go(word: str) -> None:
    assert difference(quantities(f"the {word} men"), quantities("the men")) == ([], [])
    assert difference(quantities("the men"), quantities(f"the {word} men")) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "they may march on",
        "the sun sat with me",
        "May they live.",
        "not at all",
        "I am Vic.",
        "the tone of men",
        "Xi said so",
        "MIX of it",
    ],
)
def test_other_words_are_no_quantities(text: str) -> None:
    found = quantities(text)
    assert not found.firm
    assert not found.loose
    assert not found.units


@pytest.mark.parametrize("text", ["in May", "of May 5", "May 2012", "the May talks"])
def test_may_is_a_month_where_its_capital_or_a_number_says_so(text: str) -> None:
    assert "may" in quantities(text).firm


def test_values() -> None:
    found = quantities("On July 4, both gave $1.2 mln, or 3%, for two hundred and six of 50 men.")
    assert found.firm == {"july": 1, 4.0: 1, 1.2e6: 1, 3.0: 1, 206.0: 1, 50.0: 1}
    assert found.loose == {2.0: 1}
    assert found.units == {"usd", "%"}


def test_some_units_need_a_number() -> None:
    assert not quantities("to a degree, tons of meters").units
    assert quantities("5 meters and five-ton rocks").units == {"m", "t"}
    assert quantities("the dollar").units == {"usd"}


def test_calendar() -> None:
    assert all(map(is_calendar, ["May", "Sept", "Friday", "Friday's", "two", "First", "million"]))
    assert not any(map(is_calendar, ["Moscow", "Sun", "state"]))
