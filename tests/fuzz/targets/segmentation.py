"""Document: nothing is lost between paragraphs, segments and units, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator

from inputs import our_texts, text_of

from mtfix.document import Document
from mtfix.document.quotes import quote_marks

TOKENS = (
    '"', '" ', '."', '".', ' "', "“", "”", "«", "»", ". ", "! ", "? ", "… ", "U.S. ", "Mr. ",
    "etc. ", "No. 5", "A. B.", "\n", "\n\n", "\r\n", "\u2028", "\x0b", " — ", "- he said", "e.g. ",
    "http://a.b", "a@b.org", "`x`", "<b>", "&amp;", "#tag", "@name", "\u00a0", "\u0301", "\x85",
    "don't", "1,000", "İ", "ß", "²",
)  # fmt: skip


def seeds() -> Iterator[bytes]:
    """Texts to start from."""
    yield '"No longer, "- he said. He left. "b." — Then: U.S. Steel, etc.\n\nNew'.encode()
    yield b"A line that is wrapped because it has the length of a line\nwhich goes on. Yes.\r\nNo"
    for text in our_texts():
        yield text.encode()


def one(data: bytes) -> None:
    """Check one text."""
    text = text_of(data)
    document = Document.parse(text, ("he said",))
    _check_paragraphs(document)
    _check_segments(document)
    _check_units(document)
    _check_protected(document)
    _check_quotes(document)
    evidence = document.evidence
    assert evidence.quote_style in ("straight", "curly")
    assert evidence.spelling in ("us", "uk", None)
    words = [unit.text for unit in document.units if unit.text.isascii() and unit.text.isalpha()]
    assert all(evidence.has(word) and evidence.count(word, exact=True) for word in words)
    assert Document.parse(text, ("he said",)).segments == document.segments


def _check_paragraphs(document: Document) -> None:
    text, done = document.text, 0
    for start, end in document.paragraphs:
        assert done <= start < end <= len(text)
        assert not text[done:start].strip(), "only whitespace lies between paragraphs"
        assert text[start:end] == text[start:end].strip()
        done = end
    assert not text[done:].strip()


def _check_segments(document: Document) -> None:
    text, done, rebuilt = document.text, 0, []
    for segment in document.segments:
        assert segment.text == text[segment.start : segment.end] == segment.text.strip() != ""
        assert not text[done : segment.start].strip(), "only whitespace lies between segments"
        paragraph = document.paragraphs[segment.paragraph]
        assert paragraph.start <= segment.start < segment.end <= paragraph.end
        rebuilt += [text[done : segment.start], segment.text]
        done = segment.end
    assert "".join((*rebuilt, text[done:])) == text
    assert not text[done:].strip()
    for offset in {0, len(text) // 2, len(text), *(s.end for s in document.segments[:4])}:
        before = [segment for segment in document.segments if segment.start <= offset]
        assert document.segment_at(offset) == (before[-1] if before else None)
        document.at_segment_start(offset)


def _check_units(document: Document) -> None:
    text, done = document.text, 0
    for unit in document.units:
        assert done <= unit.start < unit.end
        assert unit.text == text[unit.start : unit.end]
        assert not text[done : unit.start].strip(), "only whitespace lies between units"
        assert not any(char.isspace() for char in unit.text)
        done = unit.end
    assert not text[done:].strip()


def _check_protected(document: Document) -> None:
    text, spans, done = document.text, document.protected, -1
    for start, end in spans:
        assert done < start < end <= len(text), "protected spans do not touch"
        done = end
    assert document.is_protected(0, len(text)) == bool(spans)
    at = -1
    while (at := text.find("he said", at + 1)) >= 0:
        assert document.is_protected(at, at + 7) or any(s < at < e for s, e in spans)
    for start, end in spans[:3]:
        assert document.is_protected(start, start + 1)
        assert document.is_protected(end - 1, end)
        assert not document.is_protected(start, start)


def _check_quotes(document: Document) -> None:
    text = document.text
    marks = quote_marks(text, 0, len(text))
    assert [mark.at for mark in marks] == [i for i, char in enumerate(text) if char == '"']
    assert abs(sum(1 if mark.role == "open" else -1 for mark in marks)) <= 1
