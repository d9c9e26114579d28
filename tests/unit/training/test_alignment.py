"""Word alignment finds the words that always go together."""

from __future__ import annotations

import random

import numpy as np

from mtfix.training.alignment import align_words
from mtfix.training.glosses import Glosser

PAIRS = [
    ("дом большой", "big house"),
    ("дом старый", "old house"),
    ("сад большой", "big garden"),
    ("сад старый", "old garden"),
] * 5


def test_words_are_linked_to_what_they_render() -> None:
    found = align_words([r for r, _ in PAIRS], [e.split() for _, e in PAIRS])
    big, house = found.positions[0]
    assert big == 0.5  # "большой" is the second of two words
    assert house == 0.0
    house_stem = int(found.links[0][1])
    assert found.renderings[house_stem][0][0] == "house"


def test_an_empty_side_has_no_links() -> None:
    found = align_words(["", "дом"], [["house"], ["house"]])
    assert np.isnan(found.positions[0]).all()


def test_a_gloss_holds_words_of_its_reference_in_russian_order() -> None:
    glosser = Glosser(PAIRS)
    rng = random.Random(3)
    drawn = [glosser.draw(rng) for _ in range(80)]
    glosses = {gloss for gloss, reference in drawn if reference == "big house"}
    assert "House big" in glosses or "house big" in {g.lower() for g in glosses}
