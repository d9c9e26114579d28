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
from mtfix.guard.words import fold, is_content

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
        if not any(site.added for site in change.sites) and len(change.sites) < 2:
            deletes_only = True
        else:
            deletes_only = False
        after = [word.lower() for word in change.words]
        doubled = _doubled(after)
        if doubled or not deletes_only:
            before = [word.lower() for word in change.source.words]
            new = doubled - _doubled(before) if doubled else doubled
            # "That" and "had" may double, but not where a deletion drives them together.
            for words in new:
                if words not in _DOUBLE:
                    return Refusal(f"repeats {words!r}", final=False)
            if not deletes_only:
                phrase = _new_phrase(before, after)
                if phrase:
                    return Refusal(f"repeats {phrase!r}", final=False)
        return None


def _doubled(words: list[str]) -> Counter[str]:
    """Words and pairs of words that are followed by themselves."""
    found: Counter[str] = Counter()
    for first, second in pairwise(words):
        if second.startswith(first) and fold(second) == first and not first[0].isdigit():
            found[first] += 1
    for index in range(len(words) - 3):
        if words[index : index + 2] == words[index + 2 : index + 4]:
            found[f"{words[index]} {words[index + 1]}"] += 1
    return found


def _new_phrase(before: list[str], after: list[str]) -> str:
    """A phrase of three words, two of them content words, that now occurs twice."""
    counts = Counter(zip(after, after[1:], after[2:], strict=False))
    if len(counts) == max(0, len(after) - 2):
        return ""
    old = Counter(zip(before, before[1:], before[2:], strict=False))
    for phrase, count in counts.items():
        if count > 1 and count > old[phrase] and sum(map(is_content, phrase)) > 1:
            return " ".join(phrase)
    return ""
