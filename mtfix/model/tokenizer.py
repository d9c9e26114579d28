"""Pieces of a segment: SentencePiece inside units, so that no piece crosses a unit's border.

Edits are decided on units (a word, or a punctuation mark); pieces are how the network reads and
writes them. Each unit is encoded on its own, with a leading space where white space precedes
it, and cached: news repeats its words, so this is nearly as fast as a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtfix.document.units import Unit, units
from mtfix.errors import ModelDamaged

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

PAD, BOS, EOS, UNK = 0, 1, 2, 3
_CACHED_UNITS = 100_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """A segment as the network reads it.

    Attributes:
        ids: Piece ids, BOS first and EOS last.
        units: The units of the segment, in order.
        starts: For each unit, the index in ``ids`` of its first piece.
    """

    ids: tuple[int, ...]
    units: tuple[Unit, ...]
    starts: tuple[int, ...]


class UnitTokenizer:
    """SentencePiece, applied unit by unit."""

    def __init__(self, processor: SentencePieceProcessor) -> None:
        self._processor = processor
        self._encode = lru_cache(maxsize=_CACHED_UNITS)(self._encode_uncached)

    @classmethod
    def load(cls, path: Path) -> UnitTokenizer:
        """Load a SentencePiece model file.

        Raises:
            ModelDamaged: The file is not a SentencePiece model.
        """
        import sentencepiece

        processor = sentencepiece.SentencePieceProcessor()
        try:
            processor.LoadFromSerializedProto(path.read_bytes())
        except (OSError, RuntimeError) as error:
            raise ModelDamaged(f"{path} is not a readable SentencePiece model: {error}") from error
        return cls(processor)

    @property
    def vocab_size(self) -> int:
        """Number of pieces."""
        return int(self._processor.GetPieceSize())

    def pieces(self, text: str) -> Pieces:
        """Split ``text`` into units and each unit into pieces."""
        found = tuple(units(text))
        ids = [BOS]
        starts = []
        end = -1  # the first unit counts as following white space
        for unit in found:
            starts.append(len(ids))
            ids.extend(self._encode(unit.text, unit.start != end))
            end = unit.end
        ids.append(EOS)
        return Pieces(tuple(ids), found, tuple(starts))

    def encode_units(self, words: Iterable[tuple[str, bool]]) -> list[int]:
        """Encode (unit, whether white space precedes it) pairs."""
        return [piece for word, spaced in words for piece in self._encode(word, spaced)]

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of pieces, with its leading space where there is one."""
        pieces = (self._processor.IdToPiece(int(i)) for i in ids)
        return "".join(pieces).replace("\u2581", " ")

    def surface(self, piece: int) -> str:
        """Return a piece as it is stored, a leading space written as U+2581."""
        return str(self._processor.IdToPiece(piece))

    def piece(self, surface: str) -> int:
        """Return the id of a piece given as it is stored; UNK where there is none."""
        return int(self._processor.PieceToId(surface))

    def _encode_uncached(self, word: str, spaced: bool) -> tuple[int, ...]:
        text = f" {word}" if spaced else word
        # A lone surrogate is a str but not UTF-8; the network may see a question mark for it.
        text = text.encode("utf-8", "replace").decode("utf-8")
        return tuple(self._processor.EncodeAsIds(text)) or (UNK,)
