"""Names as the Russian original has them.

What it does:
    Takes the Russian case ending off a name that engines only spelled out (Lambom, Videljskogo),
    gives such a name its capital, a Russian its Russian name (Michael Khodorkovsky), and people of
    the world the spelling that English knows (Menning).
The Russian behind it:
    Engines that lack a name spell its case form letter by letter: с Ламбом, у Видельского.
Example:
    she met Lambom (встретилась с Ламбом)  →  she met Lamb
Safety:
    Source. The name must be the spelling, in any scheme, of a capitalized word of the source, and
    its nominative stand in source or text; forms that may be a woman's surname stay.
Known problems:
    Foreign names that are not on the list (mtfix/source/names.toml) keep their Russian sound.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache

from mtfix.document import Document
from mtfix.document.spans import Segment
from mtfix.guard.naming import is_surname
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent
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


def _endings(document: Document) -> Iterator[Change]:
    for segment, passage in _passages(document):
        names = {key(name.word.text): name for name in passage.names}
        for match in _WORD.finditer(document.text, segment.start, segment.end):
            word = _POSSESSIVE.sub("", match.group())
            if not word[0].isupper() or key(word) not in names:
                continue
            russian = names[key(word)].word.text
            bare = _bare(word, russian, document)
            if bare and bare != word:
                yield Change(match.start(), match.start() + len(word), bare, russian)


def _known(document: Document) -> Iterator[Change]:
    for segment, passage in _passages(document):
        names = {key(name.word.text): name.word.text for name in passage.names}
        for match in _WORD.finditer(document.text, segment.start, segment.end):
            word = _POSSESSIVE.sub("", match.group())
            russian = names.get(key(word)) if word[0].isupper() else None
            english = english_name(russian) if russian else None
            if english and english != word and not word.isupper():
                yield Change(match.start(), match.start() + len(word), english, russian)


def _capitals(document: Document) -> Iterator[Change]:
    for segment, passage in _passages(document):
        names = {key(name.word.text): name.word.text for name in passage.names}
        for match in _WORD.finditer(document.text, segment.start, segment.end):
            word = match.group()
            capitalized = word[0].upper() + word[1:]
            if word.islower() and is_surname(capitalized) and key(word) in names:
                yield Change(match.start(), match.end(), capitalized, names[key(word)])


def _cousins(document: Document) -> Iterator[Change]:
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


RULES = (
    ProceduralRule(
        id="source.known_name",
        description="Menning → Manning, where the source has Мэннинг",
        reason="English has a spelling of its own for this name.",
        russian="Мэннинг",
        safety="source",
        changes=_known,
        fires=(
            Fires(
                "He spoke of Khaftarom and Menning there.",
                "He spoke of Haftar and Manning there.",
                source="Там он говорил с Хафтаром и Мэннинг.",
            ),
        ),
        silent=(
            Silent("He spoke of Menning there.", source="Там он говорил о Меннике."),
            Silent("He spoke of Menning there."),
        ),
    ),
    ProceduralRule(
        id="source.name_ending",
        description="Lambom → Lamb, Videljskogo → Videlsky, where the source has the name",
        reason="The name has kept its Russian case ending.",
        russian="Ламбом",
        safety="source",
        changes=_endings,
        fires=(
            Fires(
                "Lamb was there. She met Lambom in May.",
                "Lamb was there. She met Lamb in May.",
                source="Ламб был там. Она встретила Ламба с Ламбом в мае.",
            ),
            Fires(
                "The firm belongs to Videljskogo.",
                "The firm belongs to Videlsky.",
                source="Фирма принадлежит брату Видельского.",
            ),
        ),
        silent=(
            Silent("She met Lambom in May.", source="Она встретилась с ним в мае."),
            Silent(
                "Mr. Ivanov and Mrs. Ivanova left.",
                source="Господин Иванов и госпожа Иванова ушли.",
            ),
            Silent("Alexander saw Alexandra.", source="Там Александр увидел Александру."),
            Silent("Here is Yorkshire.", source="Это Йоркшир. Жил он в Йоркшире."),
        ),
    ),
    ProceduralRule(
        id="source.name_capital",
        description="nurgaliev → Nurgaliev, where the source has the name",
        reason="The word is a name in the Russian original.",
        russian="Нургалиев",
        safety="source",
        changes=_capitals,
        fires=(
            Fires(
                "He said that nurgaliev agreed.",
                "He said that Nurgaliev agreed.",
                source="Он сказал, что Нургалиев согласен.",
            ),
        ),
        silent=(Silent("He met the captain there.", source="Там он встретил Капитана."),),
    ),
    ProceduralRule(
        id="source.given_name",
        description="Michael Khodorkovsky → Mikhail Khodorkovsky, where the source has Михаил",
        reason="A Russian keeps the Russian form of a given name.",
        russian="Михаил",
        safety="source",
        changes=_cousins,
        fires=(
            Fires(
                "They freed Michael Khodorkovsky in May.",
                "They freed Mikhail Khodorkovsky in May.",
                source="Они освободили Михаила Ходорковского в мае.",
            ),
        ),
        silent=(
            Silent(
                "They freed Michael Robertson in May.", source="Они освободили Майкла Робертсона."
            ),
            Silent("Paul Robertson left.", source="Ушел Павел Робертсон."),
        ),
    ),
)
