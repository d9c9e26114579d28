"""From a case form of a Russian name to the forms that may be its nominative."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Endings of the oblique cases and what the nominative has instead.
_DECLENSIONS: tuple[tuple[str, str], ...] = (
    ("а у ом ем е ы ым ов ами ах", ""),  # Ламб, Путин
    ("я ю ем е", "й"),  # Сергей
    ("я ю ем е", "ь"),  # Игорь
    ("ы ой ою", "а"),  # Анна; -е and -у are Ламб's, too
    ("и ей ею", "я"),  # Таня, but not Германии, which English writes the same: Germany
    ("ого ому ым ом", "ый"),
    ("ой ую", "ая"),
)
_SKY = re.compile(r"(?P<stem>\w{2,}[сц]к)(?:ого|ому|им|ом)$")
# The same with -а is a woman's surname, or the genitive of her husband's.
_SURNAME = re.compile(r"(?:[оеё]в|[иы]н)$")
# Given names that a woman has with -а.
_PAIRED = frozenset(
    "Александр Валентин Владислав Станислав Мирослав Ярослав Богдан Роман Антонин Кристиан Юлиан "
    "Карол Кристин Даниэл Габриэл Михаэл Джордан Симон Иван Мартин Август Виталин Полин Марин "
    "Мадлен Карин Ирин Джин Филипп Стефан Эрик Фредерик Доминик Вероник Анжелик Рафаэл Роберт "
    "Паул Адриан Герман Микел Клод Вильгельмин Альберт Генрих Фернанд Орланд".split()
)


def nominatives(word: str, *, certain: bool = True) -> Iterator[str]:
    """The forms that ``word``, if it is an oblique case of a name, may have in the nominative.

    None of them need be a name; what is not on record elsewhere should not be believed.

    Args:
        word: A name as it stands in a sentence.
        certain: Leave out what may just as well be a nominative itself (Иванова, Александра).

    >>> list(nominatives("Видельского")), "Ламб" in nominatives("Ламбом")
    (['Видельский'], True)
    """
    sky = _SKY.search(word)
    if sky:
        yield f"{sky['stem']}ий"
        return
    for endings, nominative in _DECLENSIONS:
        for ending in endings.split():
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                stem = word[: -len(ending)]
                if not (certain and _is_ambiguous(stem, ending, nominative)):
                    yield stem + nominative


def is_sky(word: str) -> bool:
    """Whether ``word`` is an oblique case of a surname or a place in -ский.

    >>> is_sky("Видельского"), is_sky("Ламба")
    (True, False)
    """
    return _SKY.search(word) is not None


def _is_ambiguous(stem: str, ending: str, nominative: str) -> bool:
    if (not nominative and stem[-1] in "аеёиоуыэюяйь") or stem[-1] == "и":
        return True
    if ending == "а" and not nominative:
        return stem in _PAIRED or _SURNAME.search(stem) is not None
    return False
