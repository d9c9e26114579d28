"""Noise by substitution, at rates learned from data: what engines wrote for better phrases.

Every mined pair is aligned; each small change, read from the better text to the worse, is a
substitution with its rate. Degrading clean text then draws from these substitutions, so articles,
prepositions, calques and wrong senses fall as they fall in real output.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mtfix.training.examples import SpacedUnit, loci, spaced_units
from mtfix.training.mining import Pair

Phrase = tuple[str, ...]
_LONGEST = 4
_LONGEST_BAD = 5


@dataclass(frozen=True, slots=True)
class Substitution:
    """How a good phrase goes bad.

    Attributes:
        rate: Share of the phrase's occurrences that went bad, in [0, 1].
        choices: The bad forms.
        counts: How often each was seen.
    """

    rate: float
    choices: tuple[tuple[SpacedUnit, ...], ...]
    counts: tuple[int, ...]


class SubstitutionNoise:
    """Degrades units by substitutions drawn at their observed rates."""

    def __init__(self, table: Mapping[Phrase, Substitution]) -> None:
        self._table = table
        self._longest = max(map(len, table), default=0)

    def __len__(self) -> int:
        return len(self._table)

    @classmethod
    def learn(cls, pairs: Iterable[Pair], *, min_count: int = 3) -> SubstitutionNoise:
        """Count the substitutions of ``pairs``; those seen fewer than ``min_count`` times go."""
        bad: dict[Phrase, Counter[tuple[SpacedUnit, ...]]] = defaultdict(Counter)
        occurrences: Counter[Phrase] = Counter()
        for pair in pairs:
            worse, better = spaced_units(pair.before), spaced_units(pair.after)
            lowered = [word.lower() for word, _ in better]
            for length in range(1, _LONGEST + 1):
                for start in range(len(lowered) - length + 1):
                    occurrences[tuple(lowered[start : start + length])] += 1
            for locus in loci(better, worse):
                start, end, fill = locus.start, locus.end, locus.fill
                if start == end or not fill:
                    # A pure insertion or deletion is tied to the unit on its left.
                    if start == 0:
                        continue
                    start -= 1
                    fill = (better[start], *fill)
                if end - start <= _LONGEST and len(fill) <= _LONGEST_BAD:
                    lower = tuple((word.lower(), spaced) for word, spaced in fill)
                    bad[tuple(lowered[start:end])][lower] += 1
        table = {}
        for phrase, forms in bad.items():
            kept = [(form, n) for form, n in forms.most_common(12) if n >= min_count]
            if kept:
                total = sum(n for _, n in kept)
                table[phrase] = Substitution(
                    rate=min(0.9, total / max(occurrences[phrase], total)),
                    choices=tuple(form for form, _ in kept),
                    counts=tuple(n for _, n in kept),
                )
        return cls(table)

    def degrade(
        self, units: Sequence[SpacedUnit], strength: float, rng: random.Random
    ) -> list[SpacedUnit]:
        """Return a degraded copy; at strength 1.0 phrases go bad at their observed rates."""
        lowered = [word.lower() for word, _ in units]
        result: list[SpacedUnit] = []
        at = 0
        while at < len(units):
            for length in range(min(self._longest, len(units) - at), 0, -1):
                found = self._table.get(tuple(lowered[at : at + length]))
                if found is not None and rng.random() < strength * found.rate:
                    (form,) = rng.choices(found.choices, found.counts)
                    result.extend(_recase(form, units[at : at + length]))
                    at += length
                    break
            else:
                result.append(units[at])
                at += 1
        return result


def join_units(units: Sequence[SpacedUnit]) -> str:
    """Write units out as text."""
    return "".join(f" {word}" if spaced else word for word, spaced in units).lstrip()


def _recase(form: Sequence[SpacedUnit], good: Sequence[SpacedUnit]) -> list[SpacedUnit]:
    """Give the bad form the capitals of the good one: its words where shared, else its start."""
    capitals = {word.lower(): word for word, _ in good if word[:1].isupper()}
    cased = [(capitals.get(word, word), spaced) for word, spaced in form]
    first, _ = cased[0]
    if good[0][0][:1].isupper() and first[:1].islower():
        cased[0] = (first[:1].upper() + first[1:], good[0][1])
    else:
        cased[0] = (first, good[0][1])
    return cased
