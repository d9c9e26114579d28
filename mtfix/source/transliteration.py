"""Russian in Latin letters, by the schemes that translations mix, and a key that they share.

The schemes: BGN/PCGN (1947), as newspapers simplify it (``press``); ISO 9 (1995) and the scholarly
transliteration it comes from; the passport scheme of ICAO Doc 9303; and the German-like ``j`` of
old engines (``Sergej``, ``Jurij``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, get_args

Scheme = Literal["press", "bgn", "iso9", "passport", "engine"]

_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_TABLES: dict[Scheme, str] = {
    "press": "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
    "bgn": "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya",
    "iso9": "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â",
    "passport": "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia",
    "engine": "a b v g d e jo zh z i j k l m n o p r s t u f kh ts ch sh shch _ y j eh ju ja",
}
_VOWELS = "аеёиоуыэюя"
_ADJECTIVE = re.compile(r"(?:ый|ий)$")
# ISO 9 writes these with marks that folding accents would drop, and signs that others leave out.
_MARKS = str.maketrans(
    {
        "ž": "zh",
        "č": "ch",
        "š": "sh",
        "ŝ": "shch",
        "è": "e",
        "é": "e",
        "ë": "e",
        "û": "yu",
        "â": "ya",
        **dict.fromkeys("ʹʺ′″’”'\"`", ""),
    }
)
# Where the schemes differ, in the order of application: each writes its first form as its second.
_FOLDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"jj", "j"),
        (r"tsch|tch", "č"),
        (r"shch|sch|sh", "š"),
        (r"ch", "č"),
        (r"dzh|dj|zh", "ž"),
        (r"kh", "h"),
        (r"ts|tz|cz", "ц"),
        (r"c(?=[eiyj]|$)", "ц"),
        (r"ck|c|q", "k"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"w", "v"),
        (r"off$", "ov"),
        (r"eh(?![aeiou])", "e"),
        (r"(?<=[^aeiouy])j(?=[^aeiouy]|$)", ""),  # a soft sign: Videljskogo
        (r"i?[yj][eo]|ie", "e"),
        (r"[yj]a", "a"),
        (r"[yj]u", "u"),
        (r"[yj]", "i"),
        (r"(.)\1+", r"\1"),
        (r"i(?=[au])", ""),
        (r"(.)\1+", r"\1"),
    )
)


def transliterate(word: str, scheme: Scheme = "press") -> str:
    """A Russian word in Latin letters, its capitals kept.

    >>> [transliterate("Юрий Щукин", scheme) for scheme in ("press", "iso9", "passport")]
    ['Yury Shchukin', 'Ûrij Ŝukin', 'Iurii Shchukin']
    """
    return re.sub(r"[^\W\d_]+", lambda match: _word(match.group(), scheme), word)


def spellings(word: str) -> frozenset[str]:
    """The spellings of a Russian word by all schemes."""
    return frozenset(transliterate(word, scheme) for scheme in get_args(Scheme))


@lru_cache(maxsize=32768)
def key(word: str) -> str:
    """A key that all spellings of one Russian name share, in Latin or Cyrillic letters.

    >>> key("Чубайс") == key("Chubais") == key("Čubajs") == key("Tschubajs")
    True
    """
    lower = word.lower()
    if is_cyrillic(lower):
        lower = transliterate(lower)
    lower = lower.translate(_MARKS)
    for pattern, letter in _FOLDS:
        lower = pattern.sub(letter, lower)
    return lower


def is_cyrillic(word: str) -> bool:
    """Whether ``word`` begins with a Russian letter."""
    return word[:1].lower() in _LETTERS


def _word(word: str, scheme: Scheme) -> str:
    table = _table(scheme)
    lower = word.lower()
    if scheme == "press":
        lower = _ADJECTIVE.sub("ы", lower)  # Dmitry, Lavrovsky
    pieces: list[str] = []
    for index, letter in enumerate(lower):
        latin = table.get(letter, letter)
        if letter == "е" and scheme in ("press", "bgn"):
            initial = not index or lower[index - 1] in _VOWELS + "ъь"
            latin = "ye" if initial else "e"
        pieces.append(latin)
    latin = "".join(pieces)
    if word.isupper() and len(word) > 1:
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


@lru_cache(maxsize=8)
def _table(scheme: Scheme) -> dict[str, str]:
    row = _TABLES[scheme].split(" ")
    return {
        letter: "" if latin == "_" else latin for letter, latin in zip(_LETTERS, row, strict=True)
    }
