"""Small facts of English that several rules share."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
# Vowel letters with a consonant sound, and the other way round (The Chicago Manual of Style 7.33).
_CONSONANT_SOUND = re.compile(
    r"(?:uni(?!n|m)|use|usu|usa|uti|ubi|ura|uk|eu|ewe|one(?!r)|once|ou[ij]|u\.s|u\.n|u\.k|un$)"
)
_VOWEL_SOUND = re.compile(r"(?:hour|honest|honou?r|heir(?!l)|hon\.)")
_VOWEL_NAMED = frozenset("AEFHILMNORSX")  # letters whose English name starts with a vowel sound
# Acronyms read as words, where the letter's name does not decide.
_SPOKEN = re.compile(
    r"(?:NATO|NASA|NAFTA|FIFA|SALT|START|SARS|RAM|ROSCOSMOS|MERCOSUR|LUKOIL|HAMAS)"
)


def indefinite_article(text: str) -> str:
    """``a`` or ``an``, by the first word of ``text``.

    >>> [indefinite_article(word) for word in ("alliance", "union", "FSB agent", "NATO member")]
    ['an', 'a', 'an', 'a']
    """
    match = _WORD.search(text)
    if match is None:
        return "a"
    word = match.group()
    lower = word.lower()
    if word[0].isdigit():
        return "an" if re.match(r"8|11(?!\d)|18(?!\d)|11[,.]|18[,.]", word) else "a"
    letters = word.replace(".", "")
    if letters.isupper() and len(letters) > 1 and not _SPOKEN.match(letters):
        return "an" if letters[0] in _VOWEL_NAMED else "a"
    if _CONSONANT_SOUND.match(lower):
        return "a"
    return "an" if lower[0] in "aeiou" or _VOWEL_SOUND.match(lower) else "a"
