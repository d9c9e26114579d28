"""Names: which spellings are one name, and which words are names."""

from __future__ import annotations

import pytest

from mtfix.guard.naming import canonical, is_surname, names_in, same_name, simplify, spells

SAME = [
    ("Sergei", "Sergey"),
    ("Sergey", "Serguei"),
    ("Yanukovich", "Yanukovych"),
    ("Kiev", "Kyiv"),
    ("Kharkov", "Kharkiv"),
    ("Lugansk", "Luhansk"),
    ("Dmitry", "Dmitriy"),
    ("Dmitri", "Dmitrii"),
    ("Yeltsin", "Eltsin"),
    ("Evgeny", "Yevgeniy"),
    ("Aleksandr", "Alexander"),
    ("Khrushchev", "Khruschev"),
    ("Zhirinovsky", "Zhirinovskiy"),
    ("Tchaikovsky", "Chaikovsky"),
    ("Gitler", "Hitler"),
    ("Natalia", "Nataliya"),
    ("Yulia", "Julia"),
    ("Kuzmin", "Kusmin"),
    ("Petrov's", "Petrov"),
    ("Russia", "Russians"),
    ("Russia", "Russian"),
    ("Germany", "Germans"),
    ("France", "French"),
    ("Britain", "British"),
    ("America", "Americans"),
    ("Poland", "Poles"),
    ("Iran", "Iranian"),
    ("China", "Chinese"),
    ("Balts", "Baltic"),
    ("Kuntsevsky", "Kuntsevo"),
    ("defence", "Defense"),
    ("U.S.", "US"),
]
DIFFERENT = [
    ("Putin", "Medvedev"),
    ("Iran", "Iraq"),
    ("Austria", "Australia"),
    ("Ivan", "Ivanov"),
    ("Petrov", "Petrovsky"),
    ("Lavrov", "Lavrenko"),
    ("Moscow", "Minsk"),
    ("Sweden", "Switzerland"),
    ("Slovakia", "Slovenia"),
    ("Anna", "Ina"),
    ("Oleg", "Olga"),
    ("Mali", "Malta"),
    ("Dana", "Diana-Maria"),
    ("", "Anna"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


@pytest.mark.parametrize(
    ("text", "firm", "opening"),
    [
        ("Yesterday he met Putin.", {"Putin"}, {"Yesterday"}),
        ("He met Mr. Lavrov. Talks failed.", {"Lavrov"}, {"Talks"}),
        ("Then D. Medvedev left.", {"D", "Medvedev"}, set()),
        ("Dmitry Medvedev left.", {"Dmitry", "Medvedev"}, set()),
        ("NATO left.", {"NATO"}, set()),
        ("Suppose NATO attacks.", {"NATO"}, {"Suppose"}),
        ('He said: "Talks failed."', set(), {"Talks"}),
        ('He said, "Talks failed."', set(), {"Talks"}),
        ('The paper "Kommersant" says so.', {"Kommersant"}, set()),
        ("He left — Talks failed.", set(), {"Talks"}),
        ("The Stone Is Not a Sanctuary", set(), {"Stone", "Sanctuary"}),
        ("The Fall of NATO Troops", {"NATO"}, {"Fall", "Troops"}),
        ("In Moscow, Brussels and Paris they wait.", {"Moscow", "Brussels", "Paris"}, set()),
        ("He has a TV.", set(), set()),
    ],
)
def test_names_in(text: str, firm: set[str], opening: set[str]) -> None:
    names = names_in(text)
    assert names.firm == firm
    assert names.opening == opening


def test_surnames() -> None:
    assert all(map(is_surname, ["Ivanov", "Putin", "Lukashenko", "Stalin", "Dostoevsky"]))
    assert not any(map(is_surname, ["Moscow", "Officials", "Main", "Talks", "ivanov"]))


def test_short_and_long_forms() -> None:
    assert (
        simplify("the Russian Federation and the U.S. of now")
        == "the Russia and the America of now"
    )
    assert canonical("States", "the United States") == ["America"]
    assert canonical("States", "Moscow") == []
    assert spells("U.N.", ["the", "United", "Nations"])
    assert spells("NATO", ["North", "Atlantic", "Treaty", "Organization"])
    assert not spells("N", ["Nations"])
    assert not spells("UK", ["United", "States"])
