"""Repetition: no stammering that was not there.

Accepted: ``more and more``; a repetition that the segment already had.
Rejected: ``the plan`` → ``the the plan``; ``He left the house.`` → ``He left the house of the
house.``

Oscillation is the typical failure of a decoder, and easily seen against the input.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from mtfix.guard.change import Change
from mtfix.guard.checks.check import Example, Refusal
from mtfix.guard.words import WORD, is_content

EXAMPLES = (
    Example("It grows more.", "It grows more and more.", True),
    Example("The the plan is new.", "The plan is new.", True),
    Example("He said that was it.", "He said that that was it.", True),
    Example("It was done day by week.", "It was done day by day.", True),
    Example("It is the plan.", "It is the the plan.", False),
    Example("He is in the house.", "He is in the in the house.", False),
    Example("He left the new house.", "He left the new house of the new house.", False),
    Example("The country has a plan.", "The country country's has a plan.", False),
    Example("The missile shield is ready.", "The missile missile shield is ready.", False),
)

# Doubling these is English ("had had", "that that", "very very").
_DOUBLE = frozenset("had that very no so".split())


@dataclass(frozen=True, slots=True)
class Repetition:
    """Refuses new doubled words, doubled pairs and repeated content phrases."""

    name: ClassVar[str] = "repetition"

    def refuse(self, change: Change) -> Refusal | None:
        """Object to the first new repetition."""
        after = _words(change.text)
        doubled = _doubled(after)
        if doubled:
            old = _doubled(_words(change.source.text))
            for words in doubled:
                if doubled.count(words) > old.count(words) and words not in _DOUBLE:
                    return Refusal(f"repeats {words!r}", final=False)
        # A phrase that is new holds a word that is new where it stands.
        if any(after.count(word.lower()) > 1 for site in change.sites for word in site.added):
            phrase = _new_phrase(_words(change.source.text), after)
            if phrase:
                return Refusal(f"repeats {phrase!r}", final=False)
        return None


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'").replace("'s", ""))


def _doubled(words: list[str]) -> list[str]:
    """Words and pairs of words that are followed by themselves."""
    found = [first for first, second in pairwise(words) if first == second and first.isalpha()]
    again = [first == second for first, second in zip(words, words[2:], strict=False)]
    if True in again:
        pairs = list(pairwise(words))
        found += [
            f"{a} {b}" for (a, b), other in zip(pairs, pairs[2:], strict=False) if (a, b) == other
        ]
    return found


def _new_phrase(before: list[str], after: list[str]) -> str:
    """A phrase of three words, two of them content words, that now occurs more than once."""
    phrases = list(zip(after, after[1:], after[2:], strict=False))
    if len(set(phrases)) == len(phrases):
        return ""
    old = Counter(zip(before, before[1:], before[2:], strict=False))
    for phrase, count in Counter(phrases).items():
        if count > max(1, old[phrase]) and sum(map(is_content, phrase)) > 1:
            return " ".join(phrase)
    return ""
