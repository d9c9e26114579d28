"""Source-order glosses: a reference's own words, put where the Russian has them.

The degraded side keeps real Russian word order, loses its articles and takes some words in another
sense that the same Russian word can have; the target is the untouched reference.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from mtfix.guard.words import ARTICLES
from mtfix.training.alignment import Alignments, align_words
from mtfix.training.examples import SpacedUnit, spaced_units
from mtfix.training.noise.substitution import join_units


class Glosser:
    """Writes glosses of a fixed parallel corpus."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._english = [english for _, english in pairs]
        units = [[word.lower() for word, _ in spaced_units(english)] for english in self._english]
        self._alignments: Alignments = align_words([russian for russian, _ in pairs], units)

    def draw(self, rng: random.Random) -> tuple[str, str]:
        """Draw a (gloss, reference) pair."""
        number = rng.randrange(len(self._english))
        reference = self._english[number]
        units = spaced_units(reference)
        # A nudge of the order, up to nearly the full Russian order, which would be word salad.
        pull = rng.choice((0.2, 0.35, 0.5, 0.7))
        units = self._other_senses(units, number, rng)
        order = self._order(units, number, pull)
        articles = rng.choice((0.2, 0.5, 1.0))
        kept = [i for i in order if units[i][0].lower() not in ARTICLES or rng.random() > articles]
        return _write([units[i] for i in kept]), reference

    def _order(self, units: Sequence[SpacedUnit], number: int, pull: float) -> list[int]:
        """Sort words by a mean of their own position and that of the Russian they render.

        An unaligned word goes with the next aligned one, as articles and prepositions do; a mark of
        punctuation stays behind the word before it. Clauses do not mix.
        """
        positions = self._alignments.positions[number]
        count = max(1, len(units))
        keys: list[float] = [0.0] * len(units)
        clause = 0
        following = 1.0
        for i in range(len(units) - 1, -1, -1):
            if not np.isnan(positions[i]):
                following = float(positions[i])
            keys[i] = (1 - pull) * i / count + pull * following
        clauses = []
        for word, _ in units:
            is_mark = not word[0].isalnum()
            clauses.append(clause + (0.5 if is_mark else 0.0))
            clause += is_mark
        return sorted(range(len(units)), key=lambda i: (clauses[i], keys[i], i))

    def _other_senses(
        self, units: Sequence[SpacedUnit], number: int, rng: random.Random
    ) -> list[SpacedUnit]:
        rate = rng.choice((0.0, 0.05, 0.15))
        result = list(units)
        for i, (word, spaced) in enumerate(units):
            stem = int(self._alignments.links[number][i])
            options = self._alignments.renderings.get(stem)
            if options and word.isalpha() and word.islower() and rng.random() < rate:
                (other,) = rng.choices(*options)
                if other.isalpha():
                    result[i] = (other, spaced)
        return result


def _write(units: Sequence[SpacedUnit]) -> str:
    """Write units out, the first word with a capital and the former first one without."""
    words = [word for word, _ in units]
    text = join_units(units)
    if words and text[:1].islower():
        text = text[0].upper() + text[1:]
    return text
