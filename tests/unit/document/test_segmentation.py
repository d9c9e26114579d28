"""Segmentation loses nothing and survives mangled dialogue."""

from __future__ import annotations

import pytest

from mtfix.document import Document


def _segments(text: str) -> list[str]:
    return [segment.text for segment in Document.parse(text).segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ('"No longer, "- he said. They agreed.', ['"No longer, "- he said.', "They agreed."]),
        ('It fell," he said "b." — Then it rose.', ['It fell," he said "b."', "— Then it rose."]),
        (
            'It takes place." From here on it is over. If so, "- said he.',
            ["It takes place.", '" From here on it is over.', 'If so, "- said he.'],
        ),
        (
            '"North — France. "Objections, he said, began then.',
            ['"North — France. "', "Objections, he said, began then."],
        ),
        ("Mr. A. B. Petrov met Dr. Smith.", ["Mr. A. B. Petrov met Dr. Smith."]),
        ("On Jan. 5 it cost 40.2 billion rub. It rose.", None),
        ("He lives in the U.S. The law is new.", ["He lives in the U.S.", "The law is new."]),
        ("The U.S. Congress met at 5 p.m. Friday.", ["The U.S. Congress met at 5 p.m. Friday."]),
        ('"Why?" he asked. "Go!"', ['"Why?" he asked.', '"Go!"']),
        ("Wait... what? Yes.", ["Wait... what?", "Yes."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_segments(text: str, expected: list[str] | None) -> None:
    if expected is None:
        expected = ["On Jan. 5 it cost 40.2 billion rub.", "It rose."]
    assert _segments(text) == expected


def test_blank_lines_part_paragraphs_and_wrapped_lines_do_not() -> None:
    wrapped = (
        "A line of prose that is wrapped by hand at about seventy\n"
        "Columns goes on here, and then ends.\n\nA headline\nThe next paragraph."
    )
    document = Document.parse(wrapped)
    assert [wrapped[p.start : p.end] for p in document.paragraphs] == [
        wrapped.split("\n\n")[0],
        "A headline",
        "The next paragraph.",
    ]


def test_windows_line_ends_part_paragraphs() -> None:
    document = Document.parse("One.\r\n\r\nTwo.\r\nThree.")
    assert [segment.paragraph for segment in document.segments] == [0, 1, 2]


def test_protection_finds_addresses_and_terms() -> None:
    text = "See https://a.org/b, mail x.y@z.org, `code`, <b>, and Nord Stream."
    document = Document.parse(text, protect=["Nord Stream"])
    found = [text[span.start : span.end] for span in document.protected]
    assert found == ["https://a.org/b,", "x.y@z.org", "`code`", "<b>", "Nord Stream"]
    at = text.index("Stream")
    assert document.is_protected(at, at)
    assert document.is_protected(at, at + 1)
    assert not document.is_protected(0, 3)


def test_evidence_counts_whole_words() -> None:
    evidence = Document.parse("NATO and nato's allies; the alliance’s union. Unions.").evidence
    assert evidence.count("NATO") == 2
    assert evidence.count("NATO", exact=True) == 1
    assert evidence.count("union") == 1
    assert evidence.has("the alliance")
    assert not evidence.has("")


def test_evidence_knows_the_spelling() -> None:
    assert Document.parse("Our defense center.").evidence.spelling == "us"
    assert Document.parse("Our defence centre.").evidence.spelling == "uk"
    assert Document.parse("Our plan.").evidence.spelling is None
