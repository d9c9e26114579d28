"""The Russian stemmer of the Snowball project (M. F. Porter, 2001), as a pure function.

It is small enough to carry along, and a function without state is safe to share between threads.
The algorithm: https://snowballstem.org/algorithms/russian/stemmer.html
"""

from __future__ import annotations

import re
from functools import lru_cache


def _endings(spaced: str) -> str:
    """Alternatives, the longest first, so that the first that matches is the longest."""
    return "|".join(sorted(spaced.split(), key=len, reverse=True))


# Group 1 of an ending class needs a preceding «а» or «я», which stays.
_GERUND = re.compile(rf"(?:(?<=[ая])(?:{_endings('в вши вшись')})|ившись|ывшись|ивши|ывши|ив|ыв)$")
_ADJECTIVE = re.compile(
    "(?:"
    + _endings(
        "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею"
    )
    + ")$"
)
_PARTICIPLE = re.compile(r"(?:(?<=[ая])(?:ющ|вш|ем|нн|щ)|ивш|ывш|ующ)$")
_REFLEXIVE = re.compile(r"(?:ся|сь)$")
_VERB = re.compile(
    "(?:"
    + _endings(
        "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены "
        "ить ыть ишь ую ю"
    )
    + "|(?<=[ая])(?:"
    + _endings("ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно")
    + "))$"
)
_NOUN = re.compile(
    "(?:"
    + _endings(
        "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь "
        "ию ью ю ия ья я"
    )
    + ")$"
)
_DERIVATION = re.compile(r"(?:ость|ост)$")
_SUPERLATIVE = re.compile(r"(?:ейше|ейш)$")
_VOWELS = "аеиоуыэюя"
_R1 = re.compile(rf"[{_VOWELS}][^{_VOWELS}]")
_FIRST_VOWEL = re.compile(rf"[{_VOWELS}]")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a Russian word, in lower case, ``ё`` as ``е``.

    >>> stem("договора") == stem("Договором") == stem("договоры") == "договор"
    True
    """
    word = word.lower().replace("ё", "е")
    vowel = _FIRST_VOWEL.search(word)
    if vowel is None:
        return word
    head, rest = word[: vowel.end()], word[vowel.end() :]
    region2 = _region2(word) - len(head)
    rest = _inflection(rest)
    if rest.endswith("и"):
        rest = rest[:-1]
    derived = _DERIVATION.search(rest)
    if derived and derived.start() >= region2:
        rest = rest[: derived.start()]
    return head + _tidied(rest)


@lru_cache(maxsize=65536)
def noun_stem(word: str) -> str:
    """The stem of a word that is known for a noun: no ending of a verb is seen in it.

    >>> stem("журнал"), noun_stem("журнал"), noun_stem("журналы")
    ('журна', 'журнал', 'журнал')
    """
    word = word.lower().replace("ё", "е")
    vowel = _FIRST_VOWEL.search(word)
    if vowel is None:
        return word
    return word[: vowel.end()] + _NOUN.sub("", word[vowel.end() :])


def _region2(word: str) -> int:
    """Where the region R2 starts: behind the second vowel that a consonant follows."""
    first = _R1.search(word)
    second = _R1.search(word, first.end()) if first else None
    return second.end() if second else len(word)


def _inflection(rest: str) -> str:
    """``rest`` without the ending of a gerund, an adjective, a verb or a noun."""
    bare = _GERUND.sub("", rest)
    if bare != rest:
        return bare
    rest = _REFLEXIVE.sub("", rest)
    bare = _ADJECTIVE.sub("", rest)
    if bare != rest:
        return _PARTICIPLE.sub("", bare)
    bare = _VERB.sub("", rest)
    return bare if bare != rest else _NOUN.sub("", rest)


def _tidied(rest: str) -> str:
    if rest.endswith("нн"):
        return rest[:-1]
    bare = _SUPERLATIVE.sub("", rest)
    if bare != rest:
        return bare[:-1] if bare.endswith("нн") else bare
    return rest[:-1] if rest.endswith("ь") else rest
