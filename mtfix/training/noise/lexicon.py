"""Noise from the lexicon, read backwards: where good English could stand, what engines write.

An entry too ambiguous for a rule still teaches the model: with enough context around it, the model
may learn when "union" is an alliance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mtfix.rules.lexicon.pattern import compile_pattern
from mtfix.rules.lexicon.schema import Entry
from mtfix.training.examples import SpacedUnit, spaced_units
from mtfix.training.noise.substitution import Phrase, Substitution, SubstitutionNoise

_RATE = 0.2
_RATE_OF_SHORT_WORDS = 0.02  # "at", "of": what is everywhere would drown the rest
_MOST_FORMS = 40


def lexicon_noise(entries: Iterable[Entry]) -> SubstitutionNoise:
    """Build the noise of all entries without placeholders; deletions have nothing to read back."""
    bad: dict[Phrase, dict[tuple[SpacedUnit, ...], None]] = defaultdict(dict)
    for entry in entries:
        forms = [
            tuple((word.lower(), spaced) for word, spaced in spaced_units(" ".join(phrase.written)))
            for pattern in entry.match
            for phrase in compile_pattern(pattern)[:_MOST_FORMS]
            if phrase.literal
        ]
        for text in entry.becomes:
            good = tuple(word.lower() for word, _ in spaced_units(text))
            if good and "{" not in text:
                bad[good].update(dict.fromkeys(form for form in forms if form))
    return SubstitutionNoise(
        {
            good: Substitution(
                rate=_RATE_OF_SHORT_WORDS if len(good) == 1 and len(good[0]) < 4 else _RATE,
                choices=tuple(forms),
                counts=(1,) * len(forms),
            )
            for good, forms in bad.items()
            if forms
        }
    )
