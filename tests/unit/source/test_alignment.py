"""Segments find their Russian, and do without where it is not certain."""

from __future__ import annotations

from mtfix.document import Document
from mtfix.source import SourceDocument

RUSSIAN = (
    "Вчера в Москве открылась большая выставка современных художников. "
    "На открытие приехали Петров, Сидоров и еще 25 гостей из разных стран. "
    "Дождь шел весь вечер. "
    "Билеты стоили 300 рублей, и все они были проданы за один день."
)
ENGLISH = (
    "Yesterday in Moscow a large exhibition of modern artists was opened. "
    "Petrov, Sidorov and 25 more guests from different countries came to the opening. "
    "The rain went all evening. "
    "The tickets cost 300 rubles, and all of them were sold in one day."
)


def _pairs(text: str, russian: str) -> list[tuple[str, str | None]]:
    document = Document.parse(text, source=SourceDocument.parse(russian))
    passages = [(s.text, document.original(s.start)) for s in document.segments]
    return [(segment, passage.text if passage else None) for segment, passage in passages]


def test_as_many_segments_are_paired_one_to_one() -> None:
    pairs = _pairs(ENGLISH, RUSSIAN)
    assert [russian and russian[:5] for _, russian in pairs] == ["Вчера", "На от", "Дождь", "Билет"]


def test_a_segment_that_the_engine_parted_keeps_its_russian() -> None:
    parted = ENGLISH.replace(" rubles, and all", " rubles. All")
    pairs = _pairs(parted, RUSSIAN)
    assert len(pairs) == 5
    assert (
        pairs[3][1]
        == pairs[4][1]
        == "Билеты стоили 300 рублей, и все они были проданы за один день."
    )


def test_a_sentence_that_is_missing_does_not_shift_the_others() -> None:
    pairs = _pairs(ENGLISH.replace("The rain went all evening. ", ""), RUSSIAN)
    assert [russian and russian[:5] for _, russian in pairs] == ["Вчера", "На от", "Билет"]


def test_paragraphs_are_paired_first() -> None:
    pairs = _pairs(ENGLISH.replace(". ", ".\n\n"), RUSSIAN.replace(". ", ".\n\n"))
    assert all(russian is not None for _, russian in pairs)


def test_a_source_of_another_text_gives_nothing() -> None:
    other = "Курс доллара упал на 2 процента. Об этом сообщил Центральный банк Бразилии в Рио. "
    document = Document.parse(ENGLISH, source=SourceDocument.parse(other * 3))
    assert document.alignment is not None
    assert not document.alignment.matches
    assert all(document.original(segment.start) is None for segment in document.segments)


def test_a_source_of_quite_another_length_gives_nothing() -> None:
    assert _pairs(ENGLISH, "Дождь.")[0][1] is None
    assert _pairs("Rain.", RUSSIAN)[0][1] is None


def test_empty_sides_give_nothing() -> None:
    assert _pairs("", RUSSIAN) == []
    assert _pairs("Rain.", "")[0][1] is None


def test_documents_without_a_source_have_no_originals() -> None:
    document = Document.parse(ENGLISH)
    assert document.alignment is None
    assert document.original(0) is None
    assert document.with_text("x").source is None
