"""What holds for every text with any source."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import mtfix
from mtfix.document import Document
from mtfix.edits import apply
from mtfix.source import SourceDocument

_ENGLISH = st.sampled_from(
    [
        *'".,? \n',
        " ",
        "\n\n",
        ". ",
        "The command",
        "won",
        "35000",
        "1,5",
        "9.7 million",
        "Lambom",
        "Lamb",
        "Videljskogo",
        "Michael Khodorkovsky",
        "nurgaliev",
        "a solution",
        "not",
        '"said he.',
    ]
)
_RUSSIAN = st.sampled_from(
    [
        *"«».,? \n",
        " ",
        "\n\n",
        ". ",
        "Команда",
        "выиграла",
        "35 000",
        "1,5",
        "9,7 млрд",
        "Ламбом",
        "Ламб",
        "Видельского",
        "Михаил Ходорковский",
        "Нургалиев",
        "решение",
        "не",
        "— сказал он.",
        "it",
    ]
)
_TEXTS = st.lists(_ENGLISH, max_size=20).map(" ".join)
_SOURCES = st.lists(_RUSSIAN, max_size=20).map(" ".join) | st.text(max_size=80)
_RULES = mtfix.Config(model=None)


@given(text=_TEXTS, source=_SOURCES)
@settings(deadline=None, max_examples=150)
def test_a_repair_replays_and_is_a_fixed_point(text: str, source: str) -> None:
    result = mtfix.repair(text, source=source, config=_RULES)
    assert apply(text, result.edits) == result.text
    assert mtfix.repair(result.text, source=source, config=_RULES).text == result.text


@given(text=_TEXTS | st.text(max_size=60), source=_SOURCES)
@settings(deadline=None, max_examples=150)
def test_every_passage_is_a_part_of_the_source(text: str, source: str) -> None:
    document = Document.parse(text, source=SourceDocument.parse(source))
    for segment in document.segments:
        passage = document.original(segment.start)
        assert passage is None or passage.text in source
