"""Names: which words are names, and which two spellings name the same thing.

Spellings are compared by folding rules, not by lists: Cyrillic has one spelling where the schemes
of transliteration (BGN/PCGN, ISO 9, ALA-LC, newspaper usage) and Ukrainian give many.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from mtfix.guard.words import FUNCTION_WORDS, WORD, fold

# Country words whose relatives no rule finds. A folded relative of any form counts, too.
_RELATIVES = (
    "russia rf",
    "america us usa",
    "britain british uk",
    "france french",
    "netherlands dutch holland",
    "switzerland swiss",
    "spain spanish spaniard",
    "wales welsh",
    "poland polish pole",
    "denmark danish dane",
    "turkey turkish turk",
    "norway norwegian",
    "greece greek",
    "czechia czech",
    "thailand thai",
    "ukraine ukrainian",
    "europe european",
    "germany german",
    "belarus belarusian byelorussian belorussian",
    "kyrgyzstan kyrgyz kirghiz",
    "moscow muscovite",
)
_PHRASES = (
    (re.compile(r"\bRussian Federation\b"), "Russia"),
    (re.compile(r"\b(?:United States(?: of America)?|U\.S\.(?:A\.)?|USA?\b)"), "America"),
    (re.compile(r"\b(?:United Kingdom|Great Britain|U\.K\.|UK\b)"), "Britain"),
)
_TITLES = frozenset("mr mrs ms dr prof gen col sen rep gov st lt capt no".split())
# What headings write in small letters.
_SMALL = frozenset(
    "a an the of in on at to for from by with as and or but nor into over is are not vs".split()
)
# Acronyms that are plain words.
_PLAIN = frozenset("TV OK CD DVD PC".split())
# Schemes differ in how they write one Russian letter; the longer patterns go first.
_LETTERS = (
    (re.compile(r"shch|sch"), "š"),
    (re.compile(r"sh"), "š"),
    (re.compile(r"tch|ch"), "č"),
    (re.compile(r"zh|dzh|dj"), "ž"),
    (re.compile(r"kh|gh|g"), "h"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ts|tz|cz"), "c"),
    (re.compile(r"ck|c(?![eiy])|q"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"off$"), "ov"),
    (re.compile(r"w"), "v"),
    (re.compile(r"z"), "s"),
    (re.compile(r"iy|yy|ii|ij|yi|ey|ei|ai|ay|y|j"), "i"),
    (re.compile(r"i(?=[aeou])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_PLACES = frozenset(["o", "a", "e", "ino"])
_ADJECTIVES = frozenset(["sky", "skiy", "ski", "skaya", "skoye"])
_VOWELS = re.compile(r"[aeiou]+")
_DEMONYM = re.compile(
    r"(?:a|e|ia|ian|ians|an|ans|n|ns|s|es|ish|ese|i|is|y|ey|ic|ine|ite|ites|er|ers|om|u|ne|ii)?$"
)
# Endings that Russian surnames have and few English words, for a name that opens a segment.
_SURNAME = re.compile(
    r"[A-Z][a-z]+(?:[oe]v|[oe]va|sk[iy]y?|skaya|enko|vich|[oe]vna|chuk|yuk|yan|dze|vili|"
    r"[^aeiou]yn|[knlt]in)$"
)
_OPENS = re.compile(r"[.!?:;…—–]|[\"'“«(].*,|,.*[\"'“«]|^$")


class Names(NamedTuple):
    """Capitalized words of a text.

    Attributes:
        firm: Those that are names by their place: capitals within a sentence, acronyms.
        opening: Those that open a sentence or stand in a heading, where a capital tells nothing.
    """

    firm: frozenset[str]
    opening: frozenset[str]


def names_in(text: str) -> Names:
    """Find the capitalized words of ``text`` that are no function words.

    >>> names_in("Yesterday NATO met. Dmitry Medvedev, says Mr. Rogozin, was there.").opening
    frozenset({'Yesterday'})
    """
    firm: set[str] = set()
    opening: set[str] = set()
    held: str | None = None  # an opening word whose successor may tell
    is_heading = True  # only small words in small letters: then capitals tell nothing
    previous, end = "", 0
    for match in WORD.finditer(text):
        word = match[0]
        if not word[0].isupper():
            held = None
            if is_heading and word not in _SMALL:
                is_heading = False
            previous, end = word, match.end()
            continue
        gap = text[end : match.start()]
        if held is not None and gap == " " and not (len(word) > 1 and word.isupper()):
            firm.add(held)
        held = None
        if word.lower() not in FUNCTION_WORDS and word not in _PLAIN:
            initial = not previous or (
                _OPENS.search(gap) is not None
                and not (gap == ". " and (previous.lower() in _TITLES or len(previous) == 1))
            )
            if not initial or (len(word) > 1 and word.isupper()):
                firm.add(word)
            else:
                opening.add(word)
                held = word
        previous, end = word, match.end()
    if is_heading:
        acronyms = {word for word in firm if word.isupper() and 1 < len(word) < 7}
        if len(acronyms) < len(firm) or len(firm) == 1:
            opening, firm = opening | firm, acronyms
    return Names(frozenset(firm), frozenset(opening - firm))


def is_surname(word: str) -> bool:
    """Whether ``word`` has the shape of a Russian surname."""
    return _SURNAME.match(word) is not None


def simplify(text: str) -> str:
    """``text`` with the phrases for a few countries in one word each."""
    for pattern, word in _PHRASES:
        text = pattern.sub(word, text)
    return text


def canonical(word: str, text: str) -> list[str]:
    """The short forms of those phrases of ``text`` that contain ``word``.

    >>> canonical("Federation", "the Russian Federation")
    ['Russia']
    """
    return [
        short
        for pattern, short in _PHRASES
        if any(word in match[0].split() for match in pattern.finditer(text))
    ]


@cache
def _groups() -> dict[str, str]:
    return {word: group.split()[0] for group in _RELATIVES for word in group.split()}


@lru_cache(maxsize=8192)
def transliteration(word: str) -> str:
    """A key that the spellings of one Russian or Ukrainian name share, or nearly so.

    >>> transliteration("Sergei") == transliteration("Sergey")
    True
    """
    key = fold(word).replace("'", "")
    if key[:2] in ("ye", "je"):
        key = key[1:]
    for pattern, letter in _LETTERS:
        key = pattern.sub(letter, key)
    return key


@lru_cache(maxsize=8192)
def same_name(first: str, second: str) -> bool:
    """Whether two words are spellings or relatives of one name.

    >>> same_name("Yanukovich", "Yanukovych"), same_name("Kiev", "Kyiv"), same_name("Iran", "Iraq")
    (True, True, False)
    >>> same_name("Russia", "Russians"), same_name("Putin", "Medvedev")
    (True, False)
    """
    left, right = fold(first), fold(second)
    if left == right:
        return True
    groups = _groups()
    if groups.get(left, left) == groups.get(_singular(right), right):
        return True
    if groups.get(_singular(left), left) == groups.get(right, right):
        return True
    if _related(left, right):
        return True
    one, two = transliteration(first), transliteration(second)
    if one == two:
        return True
    if not one or not two or one[0] != two[0] or abs(len(one) - len(two)) > 2:
        return False
    if _VOWELS.sub("", one) != _VOWELS.sub("", two):
        return False
    # Vowels alone differ. Short names differ by little else than vowels, so be strict there.
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, two) <= (2 if min(len(one), len(two)) > 4 else 1)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _related(left: str, right: str) -> bool:
    """Whether two folded words are a country and its people, or cases of one name."""
    size = 0
    for one, two in zip(left, right, strict=False):
        if one != two:
            break
        size += 1
    if size < 4:
        return False
    for cut in range(size, 3, -1):
        one, two = left[cut:], right[cut:]
        if _DEMONYM.match(one) and _DEMONYM.match(two):
            return True
        # A place and its adjective; "Petrov" and "Petrovsky" are two people.
        if {one, two} & _PLACES and {one, two} & _ADJECTIVES:
            return True
    return False


def spells(acronym: str, words: list[str]) -> bool:
    """Whether ``acronym`` is made of the initials of neighboring ``words``.

    >>> spells("EU", ["the", "European", "Union"]), spells("UN", ["the", "Union"])
    (True, False)
    """
    letters = acronym.replace(".", "").lower()
    if not 2 <= len(letters) <= 6:
        return False
    initials = "".join(word[0].lower() for word in words if word.lower() not in FUNCTION_WORDS)
    return letters in initials
