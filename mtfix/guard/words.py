"""Words as the guard compares them: folded, stemmed, told apart into content and function."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# An abbreviation with inner dots (U.S.), or letters and digits with inner apostrophes. Hyphens
# part words here: what survives of "Russian-led" is "Russian" and "led".
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")

# Words that may come and go without changing what a segment is about: articles, pronouns,
# prepositions, conjunctions, auxiliaries, light verbs, adverbs of degree and of discourse, and the
# nouns of wordy connectives ("in connection with the fact that").
_FUNCTION = """
a an the this that these those such same other another each every either all both some any many
much more most few fewer little less least several own enough quite rather too very so as than then
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself
she her hers herself it its itself they them their theirs themselves one ones oneself who whom whose
which what whatever whoever whichever where wherever when whenever why how however there here
somebody someone something somewhere anybody anyone anything anywhere everybody everyone everything
of in on at to from by with about into onto upon over under above below between among amongst across
through throughout during within along around round near beside besides beyond behind before after
since until till for against towards toward off out up down away back per via despite regarding
concerning according due because although though while whereas whether if unless once and or but nor
yet also even just only still already again ever now always often usually sometimes perhaps maybe
indeed therefore thus hence moreover furthermore meanwhile otherwise instead else together
be am is are was were been being have has had having do does did doing done can could may might must
shall should will would ought get gets got getting become becomes became let lets make makes made
making say says said saying tell tells told take takes took taken taking give gives gave given go
goes went gone going come comes came coming put puts need needs needed
not no never neither none nobody nothing nowhere without cannot
don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't won't wouldn't can't couldn't
shouldn't mustn't i'm it's he's she's we're they're you're i've we've they've you've i'd he'd she'd
we'd they'd you'd i'll he'll she'll we'll they'll you'll that's there's what's who's let's
mr mrs ms fact case way order connection regard
""".split()
FUNCTION_WORDS = frozenset(_FUNCTION)
ARTICLES = frozenset(("a", "an", "the"))

_POSSESSIVE = re.compile(r"'s$|(?<=s)'$")
_VOWEL = re.compile(r"[aeiouy]")
# Longest first; each needs four letters in front of it.
_ENDINGS = (
    "ization isation ational fulness ousness iveness ability ibility ation ition ement ment ness "
    "ence ance able ible ical ious ally ing ity ive ism ist ous ful ion ial "
    "ian ern ed er or al ly ic"
).split()


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """``word`` in lower case, without accents, dots and the possessive ending.

    >>> fold("Medvedev’s"), fold("U.S."), fold("façade")
    ('medvedev', 'us', 'facade')
    """
    folded = word.lower().replace("’", "'")
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded)
        folded = "".join(part for part in parts if not unicodedata.combining(part))
    return _POSSESSIVE.sub("", folded).replace(".", "")


@lru_cache(maxsize=32768)
def is_content(word: str) -> bool:
    """Whether ``word`` carries content: it is neither a function word nor a number."""
    folded = word.lower().replace("’", "'")
    return folded not in FUNCTION_WORDS and len(folded) > 1 and not folded[0].isdigit()


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """A rough stem: equal for most inflections and derivations of one word.

    It need not be a word; it only has to be the same for ``create``, ``creating``, ``creation``.

    >>> stem("creation") == stem("creating") == stem("creates")
    True
    >>> stem("parties") == stem("party"), stem("stopped") == stem("stop")
    (True, True)
    """
    rest = fold(word)
    if len(rest) <= 3:
        return rest
    if rest.endswith("ies"):
        rest = rest[:-3] + "y"
    elif rest.endswith(("ses", "xes", "zes", "ches", "shes")):
        rest = rest[:-2]
    elif rest.endswith("s") and not rest.endswith(("ss", "us", "is")):
        rest = rest[:-1]
    if rest.endswith(("ed", "ing")):
        base = rest[: -2 if rest.endswith("ed") else -3]
        if len(base) >= 3 and _VOWEL.search(base):
            rest = base
    for _ in range(2):  # "sectoral" and "sector" come to "sect"
        for ending in _ENDINGS:
            if rest.endswith(ending) and len(rest) - len(ending) >= 4:
                rest = rest[: -len(ending)]
                break
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "aeiou":
        rest = rest[:-1]
    if len(rest) > 3 and rest[-1] == "e":
        return rest[:-1]
    return rest[:-1] + "i" if rest[-1] == "y" else rest


def akin(first: str, second: str) -> bool:
    """Whether two stems look like one family of words (``oppos`` and ``opposit``)."""
    if first == second:
        return True
    shorter = min(len(first), len(second))
    need = shorter if shorter < 6 else shorter - 1
    return shorter >= 4 and first[:need] == second[:need]
