"""Negation: an edit must not turn yes into no.

Accepted: ``are not discussed any more`` → ``are no longer discussed``; ``is not possible`` →
``is impossible``; ``do not have`` → ``lack``; ``nobody did not come`` → ``nobody came`` (Russian
negates twice).
Rejected: ``is not guilty`` → ``is guilty``; ``likely`` → ``unlikely``; ``with aid`` → ``without
aid``.

What counts is the number of negations; where they move to cannot be judged without a parser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import ClassVar

from mtfix.guard.change import Change
from mtfix.guard.checks.check import Example, Refusal
from mtfix.guard.words import fold, stem

EXAMPLES = (
    Example("They are not discussed any more.", "They are no longer discussed.", True),
    Example("It is not possible to leave.", "It is impossible to leave.", True),
    Example("They do not have the means.", "They lack the means.", True),
    Example("Nobody did not come.", "Nobody came.", True),
    Example("They did not say nothing.", "They did not say anything.", True),
    Example("They do not lead A or B.", "They lead neither A nor B.", True),
    Example("It is not only a fact but a crime.", "It is a fact and a crime.", True),
    Example("It is not only a fact.", "It is only a fact.", False),
    Example("We will talk until it is not rejected.", "We will talk until it is rejected.", True),
    Example("It did not happened.", "It didn't happen.", True),
    Example("He ca n't go.", "He cannot go.", True),
    Example("He is not guilty.", "He is guilty.", False),
    Example("He is guilty.", "He is not guilty.", False),
    Example("It is likely to rain.", "It is unlikely to rain.", False),
    Example("It was illegal to sell.", "It was legal to sell.", False),
    Example("They won with aid.", "They won without aid.", False),
    Example("They don't know and don't care.", "They don't know and care.", False),
    Example("He never came.", "He came.", False),
)

_CUE = re.compile(
    r"\b(?P<phrase>(?:no doubt|nothing but|cannot but|whether or not|or not)\b|no\.? ?(?=\d))"
    r"|\b(?P<only>not (?:only|just|merely|simply))\b"
    r"|\b(?P<plain>not|cannot|no one|no|never|none|nobody|nothing|nowhere|neither|nor|without)\b"
    r"|\b\w*n['’]t(?!\w)",
    re.IGNORECASE,
)
# Russian negates twice where English negates once: "nobody did not come", "did not say nothing".
_TWICE = re.compile(
    r"\b(?:no one|nobody|nothing|never|nowhere|none) (?:\w+ ){0,3}?(?:\w*n['’]t|not)\b"
    r"|(?:\bnot|n['’]t|\bcannot) (?:\w+ ){0,3}?"
    r"(?:no one|no|nobody|nothing|never|nowhere|none|neither)\b",
    re.IGNORECASE,
)
# So does "until": "we will talk until it is not rejected".
_UNTIL = re.compile(r"\buntil\b[^,.;:]{0,60}?(?:\bnot\b|n['’]t\b)", re.IGNORECASE)
_BUT_ALSO = re.compile(r"\b(?:but|also|too|as well)\b", re.IGNORECASE)
# Words that deny on their own; each may stand in for a negation, or a negation for it.
_DENIAL = frozenset(
    map(
        stem,
        "lack fail unable refuse deny decline avoid prevent prohibit forbid ban exclude hardly "
        "barely scarcely rarely seldom except unless only instead rather absent absence free "
        "impossible different far stop cease wrong false ignore reject miss little few "
        "disagree doubt until than".split(),
    )
)
_AFFIX = re.compile(r"(?:un|in|im|ir|il|dis|non)(?=[a-z]{3})|(?<=[a-z]{3})less$")


@dataclass(frozen=True, slots=True)
class Negation:
    """Refuses changes of polarity."""

    name: ClassVar[str] = "negation"

    def refuse(self, change: Change) -> Refusal | None:
        """Object where negations vanish or appear and nothing makes up for it."""
        for site in change.sites:
            if _CUE.search(site.before) or _CUE.search(site.after):
                break
        else:
            return self._refuse_affix(change)
        before, after = cues(change.source.text), cues(change.text)
        return self._refuse_cues(change, before, after)

    def _refuse_cues(
        self, change: Change, before: Counter[str], after: Counter[str]
    ) -> Refusal | None:
        balance = after.total() - before.total()
        if balance == 0:
            return self._refuse_affix(change)
        if _mended(before.total(), after.total(), change):
            return None
        if balance < 0:
            gone = before - after
            spare = len(_TWICE.findall(change.source.text)) - len(_TWICE.findall(change.text))
            spare += len(_UNTIL.findall(change.source.text)) - len(_UNTIL.findall(change.text))
            spare += _denials(change.gained, change.lost) + _affixed(
                change.gained, change.source.stems
            )
            if -balance > spare:
                return Refusal(f"loses the negation {_first(gone)!r}", final=False)
            return None
        come = after - before
        spare = _denials(change.lost, change.gained) + _affixed(
            change.lost, set(map(stem, change.words))
        )
        if balance > spare:
            return Refusal(f"brings in the negation {_first(come)!r}", final=False)
        return None

    def _refuse_affix(self, change: Change) -> Refusal | None:
        """Judge prefixes and suffixes (``unlikely``, ``helpless``) where the cues are level."""
        lost, gained = change.lost_stems, change.gained_stems
        if not lost or not gained:
            return None
        balance = _affixed(change.gained, lost) - _affixed(change.lost, gained)
        if balance:
            verb = "brings in" if balance > 0 else "loses"
            return Refusal(f"{verb} the negation in a prefix or suffix")
        return None


def _mended(before: int, after: int, change: Change) -> bool:
    """Whether the Russian original negates as the change would have it."""
    original = change.source.original
    if original is None:
        return False
    from mtfix.source.agreement import mends_negation

    return mends_negation(before, after, original)


def cues(text: str) -> Counter[str]:
    """Negating words of ``text``; ``n't`` and ``cannot`` count as ``not``.

    >>> cues("It doesn't matter; neither A nor B, not only A but B.")
    Counter({'not': 1, 'neither': 1})
    """
    found: Counter[str] = Counter()
    for match in _CUE.finditer(text):
        if match["phrase"] is not None:
            continue
        if match["only"] is not None and _BUT_ALSO.search(text, match.end()):
            continue  # "not only A but B" says that A
        cue = (match["plain"] or "not").lower()
        if match[0] == "nor":
            continue  # "neither A nor B" and "not A nor B" deny once
        if cue == "cannot":
            cue = "not"
        found[cue] += 1
    return found


def _denials(words: Iterable[str], others: Iterable[str]) -> int:
    """How many more words of ``words`` deny on their own than of ``others``."""
    more = sum(stem(word) in _DENIAL for word in words)
    return max(0, more - sum(stem(word) in _DENIAL for word in others))


def _affixed(words: Iterable[str], bases: Container[str]) -> int:
    """How many of ``words`` deny one of the stems ``bases`` by a prefix or suffix."""
    count = 0
    for word in words:
        whole = fold(word)
        base = _AFFIX.sub("", whole, count=1)
        if base != whole and stem(base) in bases and stem(word) not in bases:
            count += 1
    return count


def _first(found: Counter[str]) -> str:
    return min(found, default="not")
