"""Words: folding, stems and families."""

from __future__ import annotations

import pytest

from mtfix.guard.words import akin, fold, is_content, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("create", "creation"),
        ("create", "creating"),
        ("parties", "party"),
        ("stopped", "stop"),
        ("reject", "rejection"),
        ("rejects", "rejected"),
        ("boxes", "box"),
        ("churches", "church"),
        ("defense", "defenses"),
        ("Sector", "sectoral"),
        ("deploy", "deployment"),
        ("Moscow’s", "Moscow"),
        ("south", "southern"),
    ],
)
def test_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("string", "str"),
        ("need", "ne"),
        ("bed", "b"),
        ("news", "newer"),
        ("class", "clas"),
        ("status", "statu"),
        ("nation", "n"),
        ("army", "arms"),
        ("missile", "mission"),
        ("hopeful", "hopeless"),
    ],
)
def test_two_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("oppos", "opposit", True),
        ("opposi", "opposa", True),
        ("oppos", "oppon", False),
        ("balt", "balti", True),
        ("balt", "bald", False),
        ("war", "warden", False),
        ("war", "war", True),
        ("", "", True),
        ("", "war", False),
    ],
)
def test_akin(one: str, other: str, kin: bool) -> None:
    assert akin(one, other) is kin
    assert akin(other, one) is kin


@pytest.mark.parametrize(
    ("word", "folded"),
    [("U.S.", "us"), ("Façade", "facade"), ("Putin's", "putin"), ("states’", "states")],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_content_words() -> None:
    assert all(map(is_content, ["missile", "Moscow", "idea", "U.S."]))
    assert not any(map(is_content, ["the", "The", "don’t", "5", "5th", "x", "which", "fact"]))
