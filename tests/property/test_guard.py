"""Properties of the guard over arbitrary texts and edits."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from mtfix.document import Document
from mtfix.edits import Edit, align, apply
from mtfix.guard import Guard
from mtfix.guard.checks.negation import cues
from mtfix.guard.checks.numbers import difference
from mtfix.guard.naming import names_in, same_name, transliteration
from mtfix.guard.quantities import quantities
from mtfix.guard.words import stem

GUARD = Guard()
WORDS = st.sampled_from(
    "the The a of in and not never n't cannot Putin Lavrov Moscow NATO Russian Russia 5 2,500 7.5 "
    'two hundred five million percent % $ 5 July May first - — " ( ) , . : missile defense said '
    "says union alliance www.example.com un likely unlikely XX minus dollars km 1990-s no".split()
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
ALPHABET = st.sampled_from(string.ascii_letters[:8] + "ABП0159 .,'’\"“«()-—%$\n\t\xa0é\u0301ß²")
STRANGE = st.text(ALPHABET, max_size=24)


@st.composite
def proposals(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, list[Edit]]:
    """A text and edits of it, which may overlap and cut words."""
    text = draw(texts)
    edits = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 12)))
        confidence = draw(st.sampled_from([0.2, 0.6, 0.9]))
        after = draw(st.one_of(texts.map(lambda t: t[:14]), st.sampled_from(["", " ", text[:6]])))
        before = text[start:end]
        edits.append(Edit(start, end, before, after, "model", "model.x", confidence=confidence))
    return text, edits


@given(proposals(st.one_of(TEXTS, STRANGE, st.text(max_size=20))))
@settings(max_examples=300, deadline=None)
def test_review_parts_the_edits(case: tuple[str, list[Edit]]) -> None:
    """Never a crash; every edit is accepted or rejected; the accepted ones can be applied."""
    text, edits = case
    document = Document.parse(text)
    accepted, rejected = GUARD.review(text, edits, document)
    parted = [*accepted, *(rejection.edit for rejection in rejected)]
    assert sorted(map(id, parted)) == sorted(map(id, edits))
    apply(text, accepted)
    assert all(rejection.check and rejection.detail for rejection in rejected)


@given(proposals(TEXTS))
@settings(max_examples=200, deadline=None)
def test_review_is_deterministic_and_a_fixed_point(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    document = Document.parse(text)
    first = GUARD.review(text, edits, document)
    assert GUARD.review(text, edits, document) == first
    assert Guard().review(text, edits, Document.parse(text)) == first
    assert GUARD.judge(text, first[0], document).accepted


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_quantities_survive(before: str, after: str) -> None:
    edits = align(before, after, layer="model", rule="model.replace")
    accepted, _ = GUARD.review(before, edits, Document.parse(before))
    old, new = quantities(before), quantities(apply(before, accepted))
    assert difference(old, new) == ([], [])
    assert old.units == new.units


@given(proposals(TEXTS))
@settings(max_examples=300, deadline=None)
def test_quantities_survive_edits_anywhere(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    accepted, _ = GUARD.review(text, edits, Document.parse(text))
    old, new = quantities(text), quantities(apply(text, accepted))
    assert difference(old, new) == ([], [])


@given(proposals(TEXTS))
@settings(max_examples=200, deadline=None)
def test_protected_text_stays(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    document = Document.parse(text, protect=["Putin", "missile defense"])
    accepted, _ = GUARD.review(text, edits, document)
    repaired = apply(text, accepted)
    for span in document.protected:
        term = text[span.start : span.end]
        assert repaired.count(term) >= text.count(term)


@given(st.lists(WORDS.filter(str.isalpha), min_size=1, max_size=10).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_nothing_is_wrong_with_a_text_itself(text: str) -> None:
    edit = Edit(0, len(text), text, text, "model", "model.replace")
    assert GUARD.review(text, [edit], Document.parse(text)) == ((edit,), ())


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_readers_take_any_text(text: str) -> None:
    quantities(text)
    cues(text)
    names = names_in(text)
    assert not names.firm & names.opening
    for word in text.split():
        assert same_name(word, word)
        assert isinstance(stem(word) + transliteration(word), str)
