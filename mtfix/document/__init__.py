"""The text as every layer reads it: paragraphs, segments, units, evidence, protected spans."""

from mtfix.document.document import Document
from mtfix.document.evidence import Evidence
from mtfix.document.spans import Paragraph, Segment, Span
from mtfix.document.units import Unit, units

__all__ = ["Document", "Evidence", "Paragraph", "Segment", "Span", "Unit", "units"]
