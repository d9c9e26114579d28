"""What the package reads out of Russian: stems, phrases, names, numbers, segments."""

from __future__ import annotations

import pytest

from mtfix.source import SourceDocument
from mtfix.source.declension import nominatives
from mtfix.source.figures import figures, values
from mtfix.source.segmentation import segments
from mtfix.source.stemming import stem
from mtfix.source.transliteration import Scheme, key, spellings, transliterate
from mtfix.source.words import occurs, phrases, words


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        # From the sample vocabulary of the Snowball project.
        ("в", "в"),
        ("вавиловка", "вавиловк"),
        ("важнейшими", "важн"),
        ("важничал", "важнича"),
        ("вакацию", "вакац"),
        ("валандался", "валанда"),
        ("вальдшнепа", "вальдшнеп"),
        ("падчерицею", "падчериц"),
        ("пакостей", "пакост"),
        ("палисаднике", "палисадник"),
        ("пальчиками", "пальчик"),
        ("подозреваемый", "подозрева"),
        ("приходивший", "приход"),
        ("сделанный", "сдела"),
        ("ёлками", "елк"),
        ("мгл", "мгл"),
    ],
)
def test_stems_are_those_of_snowball(word: str, wanted: str) -> None:
    assert stem(word) == wanted


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("договор", "Они не нарушили договора.", True),
        ("договор", "Они договорились о встрече.", False),
        ("журнал", "Вышли журналы и газеты.", True),
        ("РФ", "В РФ ждут.", True),
        ("РФ", "Они рф ждут.", False),
        ("принять … решение", "Они приняли это трудное решение.", True),
        ("принять … решение", "Они приняли гостей, а потом нашли общее верное решение.", False),
        ("ЧП, чрезвычайное происшествие", "О чрезвычайном происшествии молчат.", True),
        ("заявил, что", "Он заявил, что уйдет.", True),
        ("заявил, что", "Он заявил протест.", False),
        ("=суда", "Это решение суда.", True),
        ("=суда", "Суды решили.", False),
        ("=Совет", "Совет решил, совет дал.", True),
        ("=Совет", "Он дал совет.", False),
        ("он (род)", "Он ушел.", True),
    ],
)
def test_phrases_are_found_in_any_inflection(phrase: str, text: str, found: bool) -> None:
    assert any(occurs(p, words(text)) for p in phrases(phrase)) is found


def test_phrases_of_nothing_are_none() -> None:
    assert phrases("… , (только так)") == ()


@pytest.mark.parametrize(
    ("name", "scheme", "wanted"),
    [
        ("Юрий Щёголев", "press", "Yury Shchyogolev"),
        ("Елена Подъячева", "press", "Yelena Podyacheva"),
        ("Юрий Щёголев", "iso9", "Ûrij Ŝëgolev"),
        ("Игорь Объедков", "bgn", "Igor’ Ob”yedkov"),
        ("Наталия Цой", "passport", "Nataliia Tsoi"),
        ("ООН", "press", "OON"),
    ],
)
def test_schemes(name: str, scheme: Scheme, wanted: str) -> None:
    assert transliterate(name, scheme) == wanted


@pytest.mark.parametrize(
    "name",
    "Сергей Юрий Щукин Чубайс Хрущёв Зюганов Евгений Алексеев Татьяна Соловьёв Шойгу Эдуард "
    "Ямпольский Наталья Дзержинский Видельского Халмурзаев Мария Игорь Матвиенко Юлия".split(),
)
def test_all_spellings_of_a_name_share_a_key(name: str) -> None:
    assert {key(spelling) for spelling in spellings(name)} == {key(name)}


@pytest.mark.parametrize(("one", "two"), [("Путин", "Putina"), ("Иран", "Iraq"), ("Ламб", "Lamp")])
def test_other_names_have_other_keys(one: str, two: str) -> None:
    assert key(one) != key(two)


@pytest.mark.parametrize(
    ("form", "nominative", "is_one"),
    [
        ("Ламба", "Ламб", True),
        ("Ламбом", "Ламб", True),
        ("Сергеем", "Сергей", True),
        ("Игорю", "Игорь", True),
        ("Анной", "Анна", True),
        ("Видельскому", "Видельский", True),
        ("Иванова", "Иванов", False),  # or she is
        ("Александра", "Александр", False),
        ("Германии", "Германия", False),  # spelled as the English name is
    ],
)
def test_nominatives(form: str, nominative: str, is_one: bool) -> None:
    assert (nominative in nominatives(form)) is is_one


def test_figures_know_their_english_form() -> None:
    text = "35 000 и 14000, 2010 год, 1,5 млрд, 9,7 тыс., № 5, 12:30 и 04.07.2011"
    found = [(figure.english, figure.value) for figure in figures(text)]
    assert found == [
        ("35,000", 35000),
        ("14,000", 14000),
        ("2010", 2010),
        ("1.5", 1.5e9),
        ("9.7", 9700),
        ("5", 5),
    ]


def test_values_include_number_words() -> None:
    assert values("двадцать пять тысяч, пятого мая, двух из трёхсот") >= {25_000, 5, 2, 300}


def test_segments_survive_russian_abbreviations() -> None:
    text = "В 2010 г. в г. Пскове им. Ленина жили А. С. Пушкин и др. Потом нет. «Да?» — Нет!"
    assert [s.text for s in segments(text)] == [
        "В 2010 г. в г. Пскове им. Ленина жили А. С. Пушкин и др.",
        "Потом нет.",
        "«Да?»",
        "— Нет!",
    ]


@pytest.mark.parametrize(
    ("text", "is_russian"),
    [
        ("Он подписал договор.", True),
        ("Компания Apple и Google подписали договор с Microsoft.", True),
        ("He signed the treaty.", False),
        ("Він підписав договір і поїхав до Києва.", False),
        ("Он је потписао уговор и љуби је.", False),
        ("Er hat unterschrieben.", False),
        ("12 345", False),
    ],
)
def test_only_russian_is_a_source(text: str, is_russian: bool) -> None:
    assert SourceDocument.parse(text).is_russian is is_russian


def test_names_are_told_by_their_place() -> None:
    source = SourceDocument.parse("Вчера Путин и Ангела Меркель встретились. Путин молчал.")
    names = source.whole.names
    assert [name.word.text for name in names] == ["Путин", "Ангела", "Меркель", "Путин"]
    follower = names[1].next
    assert follower is not None
    assert follower.text == "Меркель"


def test_passages_count_negations_and_quotation_marks() -> None:
    passage = SourceDocument.parse("«Никто не знает», — сказал он. Он 'прав'.").whole
    assert (passage.negations, passage.quotes) == (2, 4)


def test_people_are_known_in_any_case_and_spelling() -> None:
    from mtfix.source.people import english_name, people

    assert [english_name(form) for form in ("Шрёдером", "Шредера", "Хафтару")] == [
        "Schroeder",
        "Schroeder",
        "Haftar",
    ]
    assert english_name("Иванов") is None
    assert all(key(russian) for russian in people())
    # A name whose spelling transliteration gives anyway would be listed for nothing.
    assert [r for r, english in people().items() if transliterate(r) == english] == []
