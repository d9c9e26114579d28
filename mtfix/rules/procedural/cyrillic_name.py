"""Names left in Cyrillic.

What it does:
    Spells a capitalized Cyrillic word in Latin letters (BGN/PCGN, as newspapers simplify it).
The Russian behind it:
    A name that the engine's dictionary lacks stays as it was: Рейтерс, Зампино.
Example:
    the mayor Зампино agreed  →  the mayor Zampino agreed
Safety:
    Evidence. The paragraph must be English (few Cyrillic letters), and the word neither in
    quotation marks nor in brackets, where Cyrillic may be meant.
Known problems:
    Case endings stay on, and a foreign name comes back in its Russian sound (Рейтерс, Reyters).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_WORD = re.compile(r"(?<![\w\"“«(\[-])[А-ЯЁ][а-яё]{2,20}(?![\w\"”»)\]-])")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if text.isascii() or not _CYRILLIC.search(text):
        return
    for start, end in document.paragraphs:
        paragraph = text[start:end]
        if len(_CYRILLIC.findall(paragraph)) * 5 > len(paragraph):
            continue
        for match in _WORD.finditer(text, start, end):
            yield Change(match.start(), match.end(), transliterate(match.group()))


def transliterate(word: str) -> str:
    """A Russian name in Latin letters.

    >>> [transliterate(name) for name in ("Сергей", "Лавровский", "Елена", "Юрий")]
    ['Sergey', 'Lavrovsky', 'Yelena', 'Yury']
    """
    lower = re.sub(r"(?:ый|ий)$", "ы", word.lower())
    letters = [
        "ye"
        if letter == "е" and (not index or lower[index - 1] in "аеёиоуыэюяъь")
        else _LATIN[letter]
        for index, letter in enumerate(lower)
    ]
    return "".join(letters).capitalize()


RULES = (
    ProceduralRule(
        id="name.cyrillic",
        description="Зампино → Zampino",
        reason="The name was left in Cyrillic.",
        russian="имя собственное",
        safety="evidence",
        changes=_changes,
        fires=(
            Fires(
                "The mayor, Зампино, agreed to the plan.", "The mayor, Zampino, agreed to the plan."
            ),
        ),
        silent=(
            Silent("The newspaper (Правда) and “Ъ” were founded in that year, as he said."),
            Silent("Сегодня мэр Москвы согласился."),
            Silent("It is called биткойн in Russian."),
        ),
    ),
)
