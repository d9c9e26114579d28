"""Names: those of the segment survive, and new ones need support.

Accepted: ``Sergey Ryabkov`` → ``Sergei Ryabkov``; ``in Kiev`` → ``in Kyiv``; ``the attack of
Russia`` → ``the Russian attack``; ``the State department`` → ``the State Department``.
Rejected: ``Putin met Lavrov.`` → ``Putin met Ivanov.``; ``Lavrov and Putin met.`` → ``They met.``

Spellings count as the same by folding rules (``mtfix.guard.naming``). A name may be added if the
document has it. The capital of a word that opens a sentence does not make it a name, unless it is
that of a country.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from mtfix.document import Document
from mtfix.guard.change import Change, Site
from mtfix.guard.checks.check import Example, Refusal
from mtfix.guard.countries import COUNTRIES
from mtfix.guard.naming import Names as Capitals
from mtfix.guard.naming import canonical, is_surname, same_name, simplify, spells
from mtfix.guard.quantities import is_calendar
from mtfix.guard.words import FUNCTION_WORDS, WORD, fold, stem

EXAMPLES = (
    Example("He met Sergey Ryabkov.", "He met Sergei Ryabkov.", True),
    Example("He met Yanukovich in Kiev.", "He met Yanukovych in Kyiv.", True),
    Example("He saw the attack of Russia.", "He saw the Russian attack.", True),
    Example("He is in the State department.", "He is in the State Department.", True),
    Example("He is in The Hall.", "He is in the hall.", True),
    Example("He leads the Council of the President.", "He leads the president's council.", True),
    Example("They took North and South.", "They took the northern and southern parts.", True),
    Example("The army of Germans is here.", "The German army is here.", True),
    Example("The envoy of the Russian Federation left.", "The envoy of Russia left.", True),
    Example("He wants to join EU.", "He wants to join the European Union.", True),
    Example('According to "b", he left.', "According to Kommersant, he left.", True, "Kommersant"),
    Example("Dismissed was the idea.", "Rejected was the idea.", True),
    Example("He met with Lavrov and Lavrov's deputy.", "He met with Lavrov and his deputy.", True),
    Example("The Russian side refused.", "Russia refused.", True),
    Example("Our homeland is not for sale.", "Russia is not for sale.", False),
    Example("Putin met Lavrov.", "Putin met Ivanov.", False),
    Example("Putin met Lavrov.", "Putin met Ivanov.", False, "Ivanov was there."),
    Example("Lavrov and Putin met.", "They met.", False),
    Example("He left for Iran.", "He left for Iraq.", False),
    Example("The minister left.", "The minister Ivanov left.", False),
    Example("He said it in Austria.", "He said it in Australia.", False),
    Example("Troops of NATO left.", "Troops left.", False),
    Example("China said Chinese citizens left.", "China said citizens left.", False),
    Example("Putin met Putin's envoy.", "Putin met the envoy.", True),
)


_PRONOUNS = frozenset(
    "he him his she her hers it its they them their theirs who whom whose which this that".split()
)
# Distance in words at which the same name twice is one too many.
_CLOSE = 5


@dataclass(frozen=True, slots=True)
class Names:
    """Refuses lost, exchanged and unsupported names."""

    name: ClassVar[str] = "names"

    def refuse(self, change: Change) -> Refusal | None:
        """Object to the first name that vanishes, is exchanged or comes from nowhere."""
        taken, brought = _capitals(change.lost), _capitals(change.gained)
        if not taken and not brought:
            return None
        document = change.document
        lost = [word for word in taken if _is_name(word, change.source.names, document)]
        gained = [word for word in brought if _is_name(word, change.names, document)]
        if (not lost and not gained) or _mended(lost, gained, change):
            return None
        for site in change.sites:
            exchanged = _exchanged(site, lost, gained)
            if exchanged:
                return Refusal("turns {} into {}".format(*exchanged))
        before = _Names(change.source.text, change.source.words)
        after = _Names(change.text, change.words)
        for word in lost:
            if not _survives(word, before, after, change):
                return Refusal(f"loses the name {word}", final=False)
        for word in gained:
            if not before.have(word, after) and not _documented(word, document):
                return Refusal(f"brings in the name {word}", final=False)
        return None


def _mended(lost: list[str], gained: list[str], change: Change) -> bool:
    """Whether the Russian original has the names that come and lacks those that go."""
    original = change.source.original
    if original is None:
        return False
    from mtfix.source.agreement import mends_names

    return mends_names(lost, gained, original)


def _capitals(words: list[str]) -> list[str]:
    """Those of ``words`` that may be names."""
    return [word for word in words if word[0].isupper() and word.lower() not in FUNCTION_WORDS]


def _is_name(word: str, names: Capitals, document: Document) -> bool:
    """Whether ``word``, which is capitalized as ``names`` tells, is a name."""
    if is_calendar(word):
        return False
    if word in names.firm or word in COUNTRIES:
        return True
    if word not in names.opening:
        return False
    evidence = document.evidence
    if is_surname(word):
        return True
    return evidence.names[word] > 1 and evidence.count(word.lower(), exact=True) == 0


def _survives(word: str, before: _Names, after: _Names, change: Change) -> bool:
    """Whether a lost name is still there, and as often, or where a pronoun now stands for it."""
    then, now = before.count(word), after.count(word)
    if now >= then:
        return now > 0 or after.have(word, before)
    if now == 0:
        return after.have(word, before)
    return any(gained.lower() in _PRONOUNS for gained in change.gained) or before.close(word)


def _exchanged(site: Site, lost: list[str], gained: list[str]) -> tuple[str, str] | None:
    """A name that the edit turns into another one, or into the name of a day or month."""
    gone = [word for word in site.removed if word in lost]
    come = [word for word in site.added if word in gained]
    if not gone and not come:
        return None
    gone = gone or [word for word in site.removed if _is_date(word)]
    come = come or [word for word in site.added if _is_date(word)]
    if not gone or not come:
        return None
    after, before = _Names(site.after, site.added), _Names(site.before, site.removed)
    gone = [word for word in gone if not after.have(word, before)]
    come = [word for word in come if not before.have(word, after)]
    return (gone[0], come[0]) if gone and come else None


def _is_date(word: str) -> bool:
    return word[0].isupper() and is_calendar(word)


class _Names:
    """A text as a place to look for names."""

    def __init__(self, text: str, words: list[str]) -> None:
        self.text = text
        self.words = words
        self.folded = {fold(word) for word in words}
        short = simplify(text)
        forms = words if short == text else WORD.findall(short)
        self.distinct = [word for word in forms if word[0].isupper()]
        self.capitals = self.distinct
        if forms is not words:
            self.capitals = [*self.distinct, *(word for word in words if word[0].isupper())]

    def count(self, word: str) -> int:
        """How often ``word`` stands here in some spelling."""
        return sum(same_name(word, other) for other in self.distinct)

    def close(self, word: str) -> bool:
        """Whether ``word`` stands here twice, close together, so that one may go."""
        places = [i for i, other in enumerate(self.words) if fold(other) == fold(word)]
        return any(second - first < _CLOSE for first, second in pairwise(places))

    def have(self, word: str, origin: _Names) -> bool:
        """Whether ``word`` of ``origin`` is here in some spelling, short or long form."""
        if fold(word) in self.folded:
            return True
        for name in (word, *canonical(word, origin.text)):
            if any(same_name(name, other) for other in self.capitals):
                return True
        if word.isupper() and spells(word, self.words):
            return True
        root = stem(word)
        if any(stem(other) == root for other in self.words):
            return True
        initial = word[0]
        return any(
            initial in other and spells(other, origin.words)
            for other in self.capitals
            if len(other) > 1 and other.isupper() and other not in origin.words
        )


def _documented(word: str, document: Document) -> bool:
    evidence = document.evidence
    return evidence.has(word) or any(same_name(word, name) for name in evidence.names)
