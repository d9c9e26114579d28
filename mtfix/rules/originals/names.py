"""Names of a text that its source spells otherwise."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache

from mtfix.document import Document
from mtfix.document.spans import Segment
from mtfix.guard.naming import is_surname
from mtfix.rules.procedural.rule import Change
from mtfix.source import Passage
from mtfix.source.declension import is_sky, nominatives
from mtfix.source.people import english_name
from mtfix.source.transliteration import key, transliterate

_WORD = re.compile(r"[^\W\d_]{4,24}(?:[′ʹ’'][^\W\d_]{1,12})?(?![\w-])")
_POSSESSIVE = re.compile(r"['’]s$")
_SKY = re.compile(r"(?<=[sc])k(?:ogo|omu|im|om)$")
_MOST_DROPPED = 4  # letters that a case ending may have in Latin
_RUSSIAN_SURNAME = re.compile(
    r"(?:(?:[оеё]в|[иы]н)(?:[ауеы]|ым|ой)?|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|енко)$"
)
# Russian given names with their English cousins, which engines take them for.
_COUSINS = (
    "Михаил Mikhail Michael; Павел Pavel Paul; Петр Pyotr Peter; Пётр Pyotr Peter; "
    "Андрей Andrei Andrew; Николай Nikolai Nicholas; Николай Nikolai Nicolas; "
    "Евгений Yevgeny Eugene; Иван Ivan John; Елена Yelena Helen; Елена Yelena Helena; "
    "Екатерина Yekaterina Catherine; Сергей Sergei Sergius; Василий Vasily Basil; "
    "Георгий Georgy George; Юрий Yury George; Яков Yakov Jacob; Антон Anton Anthony; "
    "Григорий Grigory Gregory; Матвей Matvei Matthew; Лев Lev Leo; Константин Konstantin "
    "Constantine; Степан Stepan Stephen; Фёдор Fyodor Theodore; Федор Fyodor Theodore"
)


def endings(document: Document) -> Iterator[Change]:
    """Names without the case ending that was spelled out."""
    for start, word, russian in _named(document):
        bare = _bare(word, russian, document)
        if bare and bare != word:
            yield Change(start, start + len(word), bare, russian)


def known(document: Document) -> Iterator[Change]:
    """People of the world as English spells them."""
    for start, word, russian in _named(document):
        english = english_name(russian)
        if english and english != word and not word.isupper():
            yield Change(start, start + len(word), english, russian)


def capitals(document: Document) -> Iterator[Change]:
    """Surnames with their capital."""
    for segment, passage in _passages(document):
        names = {key(name.word.text): name.word.text for name in passage.names}
        for match in _WORD.finditer(document.text, segment.start, segment.end):
            word = match.group()
            capitalized = word[0].upper() + word[1:]
            if word.islower() and is_surname(capitalized) and key(word) in names:
                yield Change(match.start(), match.end(), capitalized, names[key(word)])


def cousins(document: Document) -> Iterator[Change]:
    """Russians with their Russian given names."""
    for segment, passage in _passages(document):
        people = {
            stem: key(name.next.text)
            for name in passage.names
            if name.next and _RUSSIAN_SURNAME.search(name.next.text)
            for stem in [name.word.text, *nominatives(name.word.text)]
        }
        for english, (russian, right) in _english().items():
            if english not in segment.text:
                continue
            pattern = rf"\b{english}(?= (?P<surname>[A-Z][a-z]{{3,20}})\b)"
            for match in re.finditer(pattern, segment.text):
                name = next((r for r in russian if r in people), "")
                if name and _agree(key(match["surname"]), people[name]):
                    start = segment.start + match.start()
                    yield Change(start, start + len(english), right, name)


def _named(document: Document) -> Iterator[tuple[int, str, str]]:
    """Capitalized words that are names of the source: where, without ``'s``, and the Russian."""
    for segment, passage in _passages(document):
        names = {key(name.word.text): name.word.text for name in passage.names}
        for match in _WORD.finditer(document.text, segment.start, segment.end):
            word = _POSSESSIVE.sub("", match.group())
            russian = names.get(key(word)) if word[0].isupper() else None
            if russian:
                yield match.start(), word, russian


def _passages(document: Document) -> Iterator[tuple[Segment, Passage]]:
    if document.source is None:
        return
    for segment in document.segments:
        passage = document.original(segment.start)
        if passage is not None and passage.names:
            yield segment, passage


def _bare(word: str, russian: str, document: Document) -> str | None:
    """``word`` without the case ending of ``russian``; None where that is not certain."""
    assert document.source is not None
    if is_sky(russian):
        bare = _SKY.sub("ky", word)
        is_plain = bare != word and bare.isascii() and bare.isalpha() and "j" not in bare
        return bare if is_plain else transliterate(next(nominatives(russian)))
    known = document.source.capitalized
    spelled = {key(other): other for other in document.evidence.names if other != word}
    found = {
        nominative
        for nominative in nominatives(russian)
        if _is_on_record(nominative, russian, known, spelled)
    }
    if len({key(nominative) for nominative in found}) != 1:
        return None
    (nominative, *_) = found
    wanted = key(nominative)
    if wanted == key(word):
        return None
    if wanted in spelled:
        return spelled[wanted]
    for length in range(1, _MOST_DROPPED + 1):
        if len(word) - length > 2 and key(word[:-length]) == wanted:
            return word[:-length].rstrip("′ʹ’'")
    return transliterate(nominative)


def _is_on_record(
    nominative: str, russian: str, known: Container[str], spelled: Container[str]
) -> bool:
    """Whether source or text has the nominative of a name that stands as ``russian``."""
    if russian.endswith(("а", "я")):  # «Кала» may be a nominative as it stands
        return nominative in known
    if russian.endswith("е"):  # в Йоркшире: Yorkshire
        return key(nominative) in spelled
    return nominative in known or key(nominative) in spelled


def _agree(surname: str, wanted: str) -> bool:
    """Whether a surname of the text is that of the source, case endings aside."""
    shorter = min(len(surname), len(wanted))
    return shorter > 3 and surname[: shorter - 1] == wanted[: shorter - 1]


@cache
def _english() -> dict[str, tuple[list[str], str]]:
    """Russian names and their newspaper spelling by their English cousin."""
    table: dict[str, tuple[list[str], str]] = {}
    for row in _COUSINS.split(";"):
        russian, right, english = row.split()
        table.setdefault(english, ([], right))[0].append(russian)
    return table
