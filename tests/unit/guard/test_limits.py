"""Where exactly the limits lie: coverage, invention and length."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mtfix.document import Document
from mtfix.edits import Edit
from mtfix.guard import Limits
from mtfix.guard.change import Change, Source
from mtfix.guard.checks.check import Check, Refusal
from mtfix.guard.checks.coverage import Coverage
from mtfix.guard.checks.invention import Invention
from mtfix.guard.checks.length import Length

SEGMENT = "The army, the police, the court, the press, the church, the school left the town early."


def _refuse(
    check: Check, segment: str, changes: Sequence[tuple[str, str]], context: str = ""
) -> Refusal | None:
    source = Source(segment, Document.parse(f"{segment}\n\n{context}"))
    sites = []
    for before, after in changes:
        start = segment.index(before)
        edit = Edit(start, start + len(before), before, after, "model", "model.replace")
        sites.append(source.site(edit))
    return check.refuse(Change(source, sites))


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_one_edit_may_lose_so_many_words(limit: int) -> None:
    check = Coverage(Limits(lost_words=limit))
    nouns = ["army, the ", "police, the ", "court, the ", "press, the "]
    kept = "".join(nouns[:limit])
    assert _refuse(check, SEGMENT, [(kept, "")] if kept else [("army", "army")]) is None
    refusal = _refuse(check, SEGMENT, [("".join(nouns[: limit + 1]), "")])
    assert refusal == Refusal(
        "loses " + ", ".join(["army", "police", "court", "press"][: limit + 1]), final=False
    )


def test_new_words_make_up_for_lost_ones() -> None:
    check = Coverage(Limits(lost_words=1))
    lost = "army, the police, the court"
    assert _refuse(check, SEGMENT, [(lost, "state")]) is not None
    assert _refuse(check, SEGMENT, [(lost, "old state")]) is None


def test_words_that_stand_elsewhere_are_not_lost() -> None:
    check = Coverage(Limits(lost_words=0))
    segment = "The army and the army court and armies left with courtly grace."
    assert _refuse(check, segment, [("army and the army court", "army")]) is None
    assert _refuse(check, segment, [(" and armies", "")]) is None
    assert _refuse(check, segment, [(" with courtly grace", "")]) is not None


@pytest.mark.parametrize(("share", "passes"), [(0.0, 2), (0.2, 2), (0.4, 3), (0.5, 4)])
def test_together_edits_may_lose_a_share(share: float, passes: int) -> None:
    # Nine content words; two edits may lose twice the limit of one, or the share.
    check = Coverage(Limits(lost_words=1, lost_share=share))
    changes = [(f"the {noun}, ", "") for noun in ("police", "court", "press", "church")]
    assert _refuse(check, SEGMENT, changes[:passes]) is None
    if passes < len(changes):
        assert _refuse(check, SEGMENT, changes[: passes + 1]) is not None


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_one_edit_may_invent_so_many_words(limit: int) -> None:
    check = Invention(Limits(new_words=limit))
    words = ["angry ", "border ", "winter ", "shadow "]
    assert _refuse(check, SEGMENT, [("town", "".join(words[:limit]) + "town")]) is None
    refusal = _refuse(check, SEGMENT, [("town", "".join(words[: limit + 1]) + "town")])
    assert refusal == Refusal(
        "invents " + ", ".join(words[: limit + 1]).replace(" ,", ",").strip(), final=False
    )


def test_replaced_words_support_new_ones() -> None:
    check = Invention(Limits(new_words=1))
    assert _refuse(check, SEGMENT, [("town early", "angry border winter")]) is None
    assert _refuse(check, SEGMENT, [("town early", "angry border winter shadow")]) is not None


@pytest.mark.parametrize("context", ["Shadow of winter.", "shadow, winter, border"])
def test_the_document_supports_new_words(context: str) -> None:
    check = Invention(Limits(new_words=1))
    change = [("town", "town shadow winter border")]
    assert _refuse(check, SEGMENT, change) is not None
    refused = _refuse(check, SEGMENT, change, context) is not None
    assert refused is False


def test_relatives_in_the_segment_support_new_words() -> None:
    check = Invention(Limits(new_words=0))
    segment = "He opposes the creation."
    assert _refuse(check, segment, [("He", "His opposition, created, he")]) is None
    assert _refuse(check, segment, [("He", "His opponent, he")]) is not None


@pytest.mark.parametrize(("share", "passes"), [(0.0, 2), (0.4, 3), (0.5, 4)])
def test_together_edits_may_invent_a_share(share: float, passes: int) -> None:
    check = Invention(Limits(new_words=1, new_share=share))
    nouns = ("army", "police", "court", "press")
    words = ("angry", "border", "winter", "shadow")
    changes = [(noun, f"{word} {noun}") for noun, word in zip(nouns, words, strict=True)]
    assert _refuse(check, SEGMENT, changes[:passes]) is None
    if passes < len(changes):
        assert _refuse(check, SEGMENT, changes[: passes + 1]) is not None


@pytest.mark.parametrize("limit", [1, 3])
def test_one_edit_may_change_the_length_by_so_many_words(limit: int) -> None:
    check = Length(Limits(edit_words=limit, grow=9, cut_words=9))
    more, less = " and" * limit, "The army, the police, the "
    assert _refuse(check, SEGMENT, [("town", "town" + more)]) is None
    assert _refuse(check, SEGMENT, [("town", "town" + more + " and")]) == Refusal(
        f"one edit adds {limit + 1} words"
    )
    words = less.split(" ")
    assert _refuse(check, SEGMENT, [(" ".join(words[:limit]) + " ", "")]) is None
    assert _refuse(check, SEGMENT, [(" ".join(words[: limit + 1]) + " ", "")]) == Refusal(
        f"one edit takes away {limit + 1} words"
    )


@pytest.mark.parametrize("limit", [0, 2])
def test_an_edit_may_cut_so_many_words(limit: int) -> None:
    check = Length(Limits(cut_words=limit))
    words = ["army,", "the", "police,", "the"]
    cut = " ".join(words[:limit])
    assert _refuse(check, SEGMENT, [(cut, "")] if cut else [("army", "army")]) is None
    cut = " ".join(words[: limit + 1])
    assert _refuse(check, SEGMENT, [(cut, "")]) == Refusal(f"cuts {limit + 1} words", final=False)
    assert _refuse(check, SEGMENT, [(cut, "state")] if limit else [(cut, "the")]) is None
    assert _refuse(check, SEGMENT, [(cut, ""), ("early", cut)]) is None


def test_symbols_count_in_the_length_of_an_edit() -> None:
    check = Length(Limits(edit_words=1))
    assert _refuse(check, SEGMENT, [("town", "town" + "…" * 20)]) is None
    assert _refuse(check, SEGMENT, [("town", "town" + "…" * 21)]) is not None


@pytest.mark.parametrize(
    ("limits", "after", "refused"),
    [
        (Limits(shrink=0.5, slack=0), "a b", False),
        (Limits(shrink=0.5, slack=0), "a", True),
        (Limits(shrink=0.5, slack=1), "a", False),
        (Limits(grow=1.5, slack=0), "a b c d e f", False),
        (Limits(grow=1.5, slack=0), "a b c d e f g", True),
        (Limits(grow=1.5, slack=1), "a b c d e f g", False),
        (Limits(grow=1.5, slack=1), "a b c d e f g h", True),
        (Limits(shrink=0.0, slack=9), "", True),
        (Limits(shrink=0.0, slack=9), "…", True),
    ],
)
def test_length_of_the_segment(limits: Limits, after: str, refused: bool) -> None:
    refusal = _refuse(Length(limits), "a b c d", [("a b c d", after)])
    assert (refusal is not None) is refused


def test_a_segment_without_words_has_no_length() -> None:
    assert _refuse(Length(Limits()), "—", [("—", "–")]) is None
