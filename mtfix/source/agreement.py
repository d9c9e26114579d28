"""Whether a change brings a text nearer to its source, for the guard to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mtfix.source.declension import nominatives
from mtfix.source.document import Passage
from mtfix.source.transliteration import key


def mends_numbers(
    lost: Collection[float | str], gained: Collection[float | str], passage: Passage
) -> bool:
    """Whether all numbers that come are in the source, and none of those that go is.

    Months, days and units are never mended: the source is not asked for them.
    """
    numbers = [value for value in (*lost, *gained) if not isinstance(value, str)]
    if not gained or len(numbers) < len(lost) + len(gained):
        return False
    return set(numbers[len(lost) :]) <= passage.values and passage.values.isdisjoint(
        numbers[: len(lost)]
    )


def mends_names(lost: Iterable[str], gained: Collection[str], passage: Passage) -> bool:
    """Whether all names that come are spelled in the source, and none of those that go is."""
    spelled = spelled_names(passage)
    return (
        bool(gained)
        and all(key(word) in spelled for word in gained)
        and not any(key(word) in spelled for word in lost)
    )


def mends_negation(before: int, after: int, passage: Passage) -> bool:
    """Whether the source negates just where the text did not, or the reverse.

    Args:
        before: Negations of the segment as it stands.
        after: Negations that the change leaves it with.
        passage: The Russian behind it.
    """
    if after < before:
        return passage.negations == 0
    return before == 0 and after <= passage.negations


def spelled_names(passage: Passage) -> frozenset[str]:
    """The keys of all names of ``passage``, in the case they have and in the nominative."""
    found: set[str] = set()
    for name in passage.names:
        found.add(key(name.word.text))
        found.update(map(key, nominatives(name.word.text, certain=False)))
    return frozenset(found)
