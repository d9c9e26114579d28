"""What evaluation holds never reaches training."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtfix.errors import DataError
from mtfix.evaluation import data
from mtfix.training import sources
from mtfix.training.decontamination import Decontaminator

HELD_OUT = "The idea of sectoral missile defense is no longer being discussed, he said."


@pytest.mark.parametrize(
    ("line", "reserved"),
    [
        ("newstest2013.50", True),
        ("newstest2013.1099", True),
        ("newstest2013.1105", True),  # in the margin
        ("newstest2013.1111", False),
        ("newstest2018.995", True),
        ("newstest2018.500", False),
    ],
)
def test_the_evaluation_zone_is_every_tenth_hundred(line: str, reserved: bool) -> None:
    assert sources.is_reserved(line) is reserved


def test_later_sets_are_reserved_by_document() -> None:
    states = {sources.is_reserved(f"wmt21.lenta.ru.{n}.1") for n in range(40)}
    assert states == {True, False}
    assert sources.is_reserved("wmt21.x.1") is sources.is_reserved("wmt21.x.2")


def test_a_shared_run_of_words_is_contamination() -> None:
    guard = Decontaminator([HELD_OUT])
    assert not guard.is_clean("So the idea of sectoral missile defense is no longer alive.")
    assert guard.is_clean("The idea of a missile is no longer being discussed.")


def test_a_short_held_out_text_is_matched_whole() -> None:
    guard = Decontaminator(["Obama meets Putin today"])
    assert not guard.is_clean("Obama meets Putin today")
    assert guard.is_clean("Obama meets Putin today in Moscow")


def test_noncommercial_sources_cannot_be_read() -> None:
    with pytest.raises(DataError, match="commercial"):
        next(sources.clean_sentences("fed"))


def test_missing_corpora_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "checkout", lambda: Path("/nowhere/deep"))
    monkeypatch.delenv("MTFIX_CORPORA", raising=False)
    with pytest.raises(DataError, match="MTFIX_CORPORA"):
        next(sources.wmt_lines())
