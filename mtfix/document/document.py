"""A parsed text: paragraphs, segments, protected spans and evidence, each computed once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from mtfix.document.evidence import Evidence
from mtfix.document.protection import protected_spans
from mtfix.document.segmentation import paragraphs, segments
from mtfix.document.spans import Paragraph, Segment, Span, touches
from mtfix.document.units import Unit, units

if TYPE_CHECKING:
    from mtfix.source import Alignment, Passage, SourceDocument


class Document:
    """One text, read by every layer.

    Build it with ``Document.parse``. All parts are lazy, so a layer pays only for what it reads.
    """

    def __init__(
        self,
        text: str,
        protect: Sequence[str | re.Pattern[str]] = (),
        source: SourceDocument | None = None,
    ) -> None:
        self.text = text
        self.source = source
        self._protect = tuple(protect)

    @classmethod
    def parse(
        cls,
        text: str,
        protect: Sequence[str | re.Pattern[str]] = (),
        source: SourceDocument | None = None,
    ) -> Document:
        """Parse ``text``.

        Args:
            text: The document.
            protect: Terms or patterns that no layer may touch.
            source: The Russian original, where it is at hand.

        >>> document = Document.parse('He left. "No, "- he said. See www.example.com.')
        >>> [segment.text for segment in document.segments]
        ['He left.', '"No, "- he said.', 'See www.example.com.']
        """
        return cls(text, protect, source)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Paragraphs, without the whitespace around them."""
        return paragraphs(self.text)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Sentences and headlines; only whitespace lies between one and the next."""
        return tuple(
            segment
            for index, paragraph in enumerate(self.paragraphs)
            for segment in segments(self.text, paragraph, index)
        )

    @cached_property
    def units(self) -> list[Unit]:
        """Words and punctuation marks of the whole text."""
        return units(self.text)

    @cached_property
    def evidence(self) -> Evidence:
        """What the document says about itself."""
        return Evidence(self.text)

    @cached_property
    def protected(self) -> tuple[Span, ...]:
        """Disjoint, sorted spans that no layer may touch."""
        return protected_spans(self.text, self._protect)

    @cached_property
    def _protected_starts(self) -> list[int]:
        return [span.start for span in self.protected]

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def is_protected(self, start: int, end: int) -> bool:
        """Whether an edit of ``[start, end)`` would touch a protected span."""
        spans = self.protected
        return bool(spans) and touches(spans, self._protected_starts, start, end)

    def segment_at(self, offset: int) -> Segment | None:
        """The last segment that starts at or before ``offset``; None before the first."""
        index = bisect_right(self._segment_starts, offset) - 1
        return self.segments[index] if index >= 0 else None

    def at_segment_start(self, offset: int) -> bool:
        """Whether only quotation marks, brackets, dashes or spaces precede in the segment."""
        segment = self.segment_at(offset)
        if segment is None:
            return True
        lead = self.text[segment.start : offset]
        return not lead or not lead.strip(" \t\u00a0\"'“”‘’«»([—–-")

    @cached_property
    def alignment(self) -> Alignment | None:
        """The passages of the source by segments; None without a source."""
        if self.source is None:
            return None
        from mtfix.source import Alignment

        return Alignment(self, self.source)

    def original(self, offset: int) -> Passage | None:
        """The Russian behind the segment at ``offset``; None where that is not certain."""
        return self.alignment.passage(offset) if self.alignment else None

    def with_text(self, text: str) -> Document:
        """The same settings and source over another text."""
        return Document(text, self._protect, self.source)
