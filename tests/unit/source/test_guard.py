"""With the source at hand the guard lets through what brings a text nearer to it."""

from __future__ import annotations

import pytest

from mtfix.document import Document
from mtfix.edits import align
from mtfix.guard import Guard
from mtfix.source import SourceDocument


@pytest.mark.parametrize(
    ("before", "after", "source", "accepted"),
    [
        ("It is 130 km to Omsk.", "It is 131 km to Omsk.", "До Омска 131 км.", True),
        ("It is 131 km to Omsk.", "It is 130 km to Omsk.", "До Омска 131 км.", False),
        ("It is 130 km to Omsk.", "It is 132 km to Omsk.", "До Омска 131 км.", False),
        ("It is 130 km to Omsk.", "It is 131 km to Omsk.", "До Омска недалеко.", False),
        ("They met in May at home.", "They met in June at home.", "Они виделись в июне.", False),
        ("He met Petrov there.", "He met Sidorov there.", "Там он увидел Сидорова.", True),
        ("He met Sidorov there.", "He met Petrov there.", "Там он увидел Сидорова.", False),
        ("He met Petrov there.", "He met Ivanov there.", "Там он увидел Сидорова.", False),
        ("He is guilty of it.", "He is not guilty of it.", "Он в этом не виноват.", True),
        ("He is not guilty of it.", "He is guilty of it.", "Он в этом не виноват.", False),
        ("He is not guilty of it.", "He is guilty of it.", "Он в этом виноват.", True),
        ("He is guilty of it.", "He is not guilty of it.", "Он в этом виноват.", False),
        ("He is guilty of it.", "He is not guilty of it.", "He is not guilty of it.", False),
    ],
)
def test_edits_toward_the_source(before: str, after: str, source: str, accepted: bool) -> None:
    document = Document.parse(before, source=SourceDocument.usable(source))
    edits = align(before, after, layer="model", rule="model.replace")
    assert Guard().judge(before, edits, document).accepted is accepted


def test_a_segment_that_stands_twice_is_judged_without_its_source() -> None:
    text = "It is 130 km. It is 130 km."
    document = Document.parse(text, source=SourceDocument.usable("Это 131 км. Это 130 км."))
    edits = align("It is 130 km.", "It is 131 km.", layer="model", rule="model.replace")
    assert not Guard().judge("It is 130 km.", edits, document).accepted
