"""Drafts that the model's own proposals make."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import cast

import pytest

pytest.importorskip("torch")
from mtfix.edits import Edit
from mtfix.model.edit_corrector import EditCorrector
from mtfix.model.loci import Locus
from mtfix.training.drafts import draw_drafts


class _Writer:
    """Proposes to double the first word and to drop the last."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def propose(self, texts: Sequence[str]) -> list[list[tuple[Edit, Locus]]]:
        self.read.extend(texts)
        return [
            [
                (Edit(0, 0, "", f"{text.split()[0]} ", "model", "model.insert"), Locus(0, 0)),
                (
                    Edit(text.rindex(" "), len(text), text[text.rindex(" ") :], "", "model", "x"),
                    Locus(1, 2),
                ),
            ]
            for text in texts
        ]


def test_drafts_hold_some_proposals_and_keep_their_post_edit() -> None:
    writer = _Writer()
    pairs = [("one two three", "One, two."), ("four five six", "Four, five.")]
    draw = draw_drafts(cast(EditCorrector, writer), pairs, lambda text: text.replace("two", "2"))
    rng = random.Random(3)
    drawn = [draw(rng) for _ in range(200)]
    assert {after for _, after, _ in drawn} == {"One, two.", "Four, five."}
    of_the_first = {before for before, after, _ in drawn if after == "One, two."}
    # Each of the two proposals made or not; the rules have seen the hypothesis before the model.
    assert of_the_first == {"one 2 three", "one one 2 three", "one 2", "one one 2"}
    assert "one 2 three" in writer.read
    assert "one two three" not in writer.read
