"""What is measured: documents made of segments with references, grouped into suites."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class EvalSegment:
    """One measured segment of a document.

    Attributes:
        id: Unique within its suite, stable from run to run.
        start: First code point of the segment in its document's text.
        end: One past the last code point.
        references: Accepted repairs. An empty string is a reference too: it says that the
            segment should be deleted (site boilerplate). Clean segments have none.
        errors: Error tags an annotator gave the degraded segment; see ``design.md`` section 3.
    """

    id: str
    start: int
    end: int
    references: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvalDocument:
    """A text given to a system as a whole, and the segments of it that are measured.

    Attributes:
        id: Unique within its suite.
        group: What the results are broken down by: the engine, the kind or the source.
        text: The whole degraded (or clean) text.
        segments: Measured segments, in order, disjoint; they need not cover the text.
        source: The Russian of the whole text; empty where it is not at hand.
    """

    id: str
    group: str
    text: str
    segments: tuple[EvalSegment, ...]
    source: str = ""

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The (start, end) span of every segment."""
        return [(segment.start, segment.end) for segment in self.segments]

    @property
    def inputs(self) -> list[str]:
        """The text of every segment, unrepaired: what do-nothing returns."""
        return [self.text[start:end] for start, end in self.spans]


@dataclass(frozen=True, slots=True)
class Suite:
    """A named set of documents that is scored as one.

    Attributes:
        name: What the command line calls it.
        kind: ``repair`` has references and is scored by them; ``clean`` must not change.
        documents: In a fixed order.
        sample: In words, which part of which data this is.
        notes: What a reader of the scores should know.
    """

    name: str
    kind: Literal["repair", "clean"]
    documents: tuple[EvalDocument, ...]
    sample: str
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[tuple[EvalDocument, EvalSegment]]:
        """Every measured segment with its document, in order."""
        return ((document, segment) for document in self.documents for segment in document.segments)

    @property
    def fingerprint(self) -> str:
        """Hash of all that is measured; two results are comparable only if it is equal."""
        digest = hashlib.sha256()
        for document, segment in self.rows():
            text = document.text[segment.start : segment.end]
            row = [document.id, segment.id, text, segment.references, segment.errors]
            digest.update(json.dumps(row, ensure_ascii=False).encode())
        return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Line:
    """A segment before it is placed in a document: its text and what belongs to it."""

    id: str
    text: str
    references: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    source: str = ""


def assemble(id: str, group: str, paragraphs: Iterable[Sequence[Line]]) -> EvalDocument:
    """Build a document from paragraphs of lines.

    Lines of one paragraph are joined by a space, paragraphs by a blank line; so are their sources,
    of which the document has none if one is missing.
    """
    paragraphs = list(paragraphs)
    sources = [[line.source for line in paragraph] for paragraph in paragraphs]
    is_whole = all(source for paragraph in sources for source in paragraph)
    source = "\n\n".join(" ".join(paragraph) for paragraph in sources) if is_whole else ""
    pieces: list[str] = []
    segments: list[EvalSegment] = []
    length = 0
    for paragraph in paragraphs:
        for index, line in enumerate(paragraph):
            if pieces:
                separator = " " if index else "\n\n"
                pieces.append(separator)
                length += len(separator)
            pieces.append(line.text)
            end = length + len(line.text)
            segments.append(EvalSegment(line.id, length, end, line.references, line.errors))
            length = end
    return EvalDocument(id, group, "".join(pieces), tuple(segments), source)
