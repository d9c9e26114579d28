"""People whose English spelling no transliteration of the Russian gives."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from mtfix.source.declension import nominatives


@cache
def people() -> Mapping[str, str]:
    """English spellings by the Russian nominative, ``ё`` written ``е``."""
    text = (files("mtfix.source") / "names.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text)["people"]
    return MappingProxyType({russian.replace("ё", "е"): name for russian, name in table.items()})


def english_name(russian: str) -> str | None:
    """How English spells the person whom ``russian`` names, in whatever case.

    >>> english_name("Хафтаром"), english_name("Иванову")
    ('Haftar', None)
    """
    russian = russian.replace("ё", "е")
    for form in (russian, *nominatives(russian, certain=False)):
        if form in people():
            return people()[form]
    return None
