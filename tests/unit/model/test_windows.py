"""Long segments are cut into windows without loss."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtfix.document.units import units
from mtfix.model.tokenizer import Pieces, UnitTokenizer
from mtfix.model.windows import windows


class _OnePieceAUnit(UnitTokenizer):
    """A tokenizer without a vocabulary: each unit is one piece, and "long" is many."""

    def __init__(self) -> None:
        pass

    def pieces(self, text: str) -> Pieces:
        found = tuple(units(text))
        ids, starts = [1], []
        for unit in found:
            starts.append(len(ids))
            ids.extend([5] * (len(unit.text) if unit.text.startswith("z") else 1))
        return Pieces((*ids, 2), found, tuple(starts))


def test_a_short_segment_is_one_window() -> None:
    assert list(windows("West wins.", _OnePieceAUnit(), 10)) == [(0, "West wins.")]


def test_windows_end_behind_clauses_where_they_can() -> None:
    text = "one two three four, five six seven"
    assert [part for _, part in windows(text, _OnePieceAUnit(), 8)] == [
        "one two three four,",
        "five six seven",
    ]


def test_a_unit_longer_than_the_window_is_left_out() -> None:
    text = f"one {'z' * 40} two"
    assert list(windows(text, _OnePieceAUnit(), 10)) == [(0, "one"), (45, "two")]


@given(st.text(alphabet="abz ,.", max_size=200), st.integers(min_value=3, max_value=20))
def test_parts_stand_where_they_say_and_fit(text: str, size: int) -> None:
    tokenizer = _OnePieceAUnit()
    end = 0
    for offset, part in windows(text, tokenizer, size):
        assert offset >= end
        assert text[offset : offset + len(part)] == part
        assert len(tokenizer.pieces(part).ids) <= size
        end = offset + len(part)
