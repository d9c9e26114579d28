"""The Russian original, where it is at hand: read, aligned, and asked by rules and guard."""

from mtfix.source.alignment import Alignment
from mtfix.source.document import Passage, SourceDocument

__all__ = ["Alignment", "Passage", "SourceDocument"]
