"""Characters made visible."""

from __future__ import annotations

import doctest
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mtfix.report import characters
from mtfix.report.characters import one_line, visible


def test_controls_directions_and_surrogates_are_shown() -> None:
    assert visible("a\x00\x1b[31m\x7f\x85") == "a␀␛[31m␡⟨U+0085⟩"
    assert visible("x\u202ey\u2066z\u2028\ufeff\u200b") == (
        "x⟨U+202E⟩y⟨U+2066⟩z⟨U+2028⟩⟨U+FEFF⟩⟨U+200B⟩"
    )
    assert visible("\ud83d-\udc4d") == "⟨U+D83D⟩-⟨U+DC4D⟩"


def test_ordinary_text_is_untouched() -> None:
    text = "Она сказала: «да»,\tno\u00a0break, co\u00adop, 👍🏽, שלום\r\n\n"
    assert visible(text) == text


def test_one_line_shows_ends_and_tabs() -> None:
    assert one_line("a\r\nb\rc\n\td") == "a␊b␊c␊␉d"


@given(st.text(st.characters(exclude_categories=())))
def test_result_fits_in_utf8_and_has_no_control(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not {unicodedata.category(c) for c in shown if c not in "\t\r\n"} & {"Cc", "Cs", "Zl"}
    assert not set(one_line(text)) & set("\r\n\t\x0b\x0c\x85\u2028\u2029")


def test_docstring_examples() -> None:
    assert doctest.testmod(characters).failed == 0
