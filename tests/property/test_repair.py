"""What holds for every text."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

import mtfix
from mtfix.edits import Edit, align, apply, compose

# Pieces that the rules look for, so that random texts reach them.
_PIECES = st.sampled_from(
    [
        *'"“”—–-,.?!$ \n\t',
        " ",
        "  ",
        "\n\n",
        "\r\n",
        "he said",
        "says Ivan Petrov",
        "The",
        "We agree",
        '"b"',
        '"Kommersant"',
        "the source",
        "of NATO",
        "2-states",
        "22-th",
        "2 500",
        "1,5 million",
        "a alliance",
        "in Kremlin",
        "West",
        "doubted",
        "friend against each other",
        "the President of Russia Vladimir Putin",
        "FNS [Federal Tax Service]",
        "said, that",
        "Sergei Lavrov",
        "Sergey Lavrov",
        "Medvedev",
        "Medvedevu",
        "our homeland",
        "Russia",
        "https://a.org/b",
        "Also this",
        "Like this post?",
        "\ud800",
        "\x00",
        "é",
        "Привет",
    ]
)
_TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(_PIECES, max_size=24).map("".join),
    st.lists(_PIECES, max_size=24).map(" ".join),
)
_NUMBER_RULES = ("numeral", "glossary")


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_edits_replay_are_disjoint_and_the_result_is_at_rest(text: str) -> None:
    result = mtfix.repair(text, model=None)
    assert apply(text, result.edits) == result.text
    done = 0
    for edit in result.edits:
        assert done <= edit.start <= edit.end <= len(text)
        assert text[edit.start : edit.end] == edit.before
        done = edit.end
    assert mtfix.repair(result.text, model=None).text == result.text


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_protected_spans_stay(text: str) -> None:
    url = "https://a.org/b"
    result = mtfix.repair(text, model=None)
    assert result.text.count(url) == text.count(url)
    config = mtfix.Config(model=None, protect=("2 500", "he said"))
    kept = mtfix.repair(text, config=config).text
    assert kept.count("2 500") >= text.count("2 500")
    assert kept.count("he said") >= text.count("he said")


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_digits_stay_but_for_number_rules(text: str) -> None:
    result = mtfix.repair(text, config=mtfix.Config(model=None, disable=("numeral", "boilerplate")))
    for edit in result.edits:
        if "lexicon" not in edit.rule:
            before, after = (Counter(re.findall(r"\d", t)) for t in (edit.before, edit.after))
            assert before == after, edit


@settings(max_examples=200, deadline=None)
@given(_TEXTS, _TEXTS)
def test_alignment_replays(before: str, after: str) -> None:
    assert apply(before, align(before, after, layer="model", rule="model.replace")) == after


@st.composite
def _edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if edits and edits[-1].end == start:
            continue
        edits.append(
            Edit(start, end, text[start:end], draw(st.text("ab ,", max_size=4)), "rules", "t.r")
        )
    return edits


@settings(max_examples=500, deadline=None)
@given(st.data(), st.text("xyz .", max_size=16))
def test_composition_equals_application_in_turn(data: st.DataObject, text: str) -> None:
    first = data.draw(_edits_of(text))
    middle = apply(text, first)
    second = data.draw(_edits_of(middle))
    composed = compose(first, second)
    assert apply(text, composed) == apply(middle, second)
