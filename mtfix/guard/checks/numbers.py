"""Numbers: every value, date, currency and unit survives; formats may change.

Accepted: ``40.2 billion rub.`` → ``40.2 billion rubles``; ``2-states`` → ``two states``;
``Sept. 5`` → ``September 5``; ``in the 1990-s`` → ``in the 1990s``.
Rejected: ``2,500 people`` → ``25,000 people``; ``5 percent`` → ``5 dollars``; ``on May 9`` →
``in May``; ``the first`` → ``the second``.

Words that stand for a number only loosely (``one``, ``first``, ``both``) may come and go, but
must not turn into another number. Whether a number is right cannot be seen here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from mtfix.guard.change import Change, Site, Source
from mtfix.guard.checks.check import Example, Refusal
from mtfix.guard.quantities import Quantities, Token, may_hold, quantities

EXAMPLES = (
    Example("It cost 40.2 billion rub. in 2010.", "It cost 40.2 billion rubles in 2010.", True),
    Example("The arms of 2-states are old.", "The arms of the two states are old.", True),
    Example("He left on Sept. 5.", "He left on September 5.", True),
    Example("It began in the 1990-s.", "It began in the 1990s.", True),
    Example("It began in 90-ies.", "It began in the nineties.", True),
    Example("There were 2 500 people.", "There were 2,500 people.", True),
    Example("There were 2,5 thousand people.", "There were 2,500 people.", True),
    Example("He came 04.07.2011.", "He came on July 4, 2011.", True),
    Example("It fell by 5%.", "It fell by 5 percent.", True),
    Example("It is the XX century.", "It is the 20th century.", True),
    Example("He took it on first.", "He took it on.", True),
    Example("There were 2,500 people.", "There were 25,000 people.", False),
    Example("It fell by 5 percent.", "It fell by 5 dollars.", False),
    Example("They met on May 9.", "They met in May.", False),
    Example("They met in May.", "They met in June.", False),
    Example("They met in May.", "They met on 9 May.", False),
    Example("It was the first time.", "It was the second time.", False),
    Example("Five men came.", "Six men came.", False),
    Example("It was -5 degrees.", "It was 5 degrees.", False),
    Example("It cost 5 million.", "It cost 5 billion.", False),
    Example("It was paid 5 million euros.", "5 million euros was paid.", True),
)


# Characters around an edit that can change how a number next to it is read.
_NEAR = 16


@dataclass(frozen=True, slots=True)
class Numbers:
    """Refuses changes of the multiset of quantities."""

    name: ClassVar[str] = "numbers"

    def refuse(self, change: Change) -> Refusal | None:
        """Object to values that vanish, appear or turn into others."""
        source = change.source
        sites = change.sites
        if not any(_concerns(site, source) for site in sites) and not (
            any(second.start - first.end < 2 for first, second in pairwise(sites))
        ):
            return None
        before, after = source.quantities, quantities(change.text)
        lost, gained = difference(before, after)
        # What turns one value into another is wrong whatever the other edits do.
        final = bool(lost and gained)
        if lost or gained:
            return (
                None if _mended(lost, gained, source) else Refusal(_describe(lost, gained), final)
            )
        less, more = before.units - after.units, after.units - before.units
        if less or more:
            return Refusal(_describe(sorted(less), sorted(more)), final=bool(less and more))
        return None


def _mended(lost: list[Token], gained: list[Token], source: Source) -> bool:
    """Whether the Russian original has what comes and lacks what goes."""
    if source.original is None:
        return False
    from mtfix.source.agreement import mends_numbers

    return mends_numbers(lost, gained, source.original)


def _concerns(site: Site, source: Source) -> bool:
    """Whether the edit, or what stands next to it, may hold a quantity."""
    if may_hold(site.after):
        return True
    if not source.has_quantities:
        return False
    start, end = max(0, site.start - _NEAR), site.end + _NEAR
    # A number word that the window cuts is still near enough to matter.
    text = source.text
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return may_hold(text[start:end])


def difference(before: Quantities, after: Quantities) -> tuple[list[Token], list[Token]]:
    """Values that an edit takes away and brings in, beyond what is harmless."""
    lost: Counter[Token] = before.firm - after.firm
    gained: Counter[Token] = after.firm - before.firm
    if not lost and not gained and before.loose == after.loose:
        return [], []
    loose_lost = before.loose - after.loose
    loose_gained = after.loose - before.loose
    # A number may go over from digits to a loose word and back ("2" and "both").
    lost, loose_gained = lost - loose_gained, loose_gained - lost
    gained, loose_lost = gained - loose_lost, loose_lost - gained
    if not lost and not gained:
        if loose_lost and loose_gained and before.loose and after.loose:
            return _sorted(loose_lost), _sorted(loose_gained)
        return [], []
    return _sorted(lost), _sorted(gained)


def _sorted(tokens: Counter[Token]) -> list[Token]:
    return sorted(tokens.elements(), key=str)


def _describe(lost: list[Token] | list[str], gained: list[Token] | list[str]) -> str:
    def show(tokens: list[Token] | list[str]) -> str:
        return ", ".join(f"{t:.15g}" if isinstance(t, float) else str(t) for t in tokens)

    if lost and gained:
        return f"turns {show(lost)} into {show(gained)}"
    return f"loses {show(lost)}" if lost else f"brings in {show(gained)}"
