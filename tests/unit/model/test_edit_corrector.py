"""The corrector's edits, with a scripted network."""

from __future__ import annotations

import numpy as np
import pytest

from mtfix.document.units import units
from mtfix.edits import apply
from mtfix.model.backend import Encoded, Fills, Ints
from mtfix.model.corrector import SegmentContext
from mtfix.model.edit_corrector import EditCorrector
from mtfix.model.tokenizer import Pieces, UnitTokenizer

WORDS = ["<pad>", "<s>", "</s>", "<unk>"]


class _Words(UnitTokenizer):
    """A tokenizer whose pieces are whole units; "_" stands for a leading space."""

    def __init__(self) -> None:
        self.words = list(WORDS)

    def id_of(self, word: str) -> int:
        if word not in self.words:
            self.words.append(word)
        return self.words.index(word)

    def pieces(self, text: str) -> Pieces:
        found = tuple(units(text))
        ids = [self.id_of(unit.text) for unit in found]
        return Pieces((1, *ids, 2), found, tuple(range(1, len(found) + 1)))

    def decode(self, ids: object) -> str:
        return "".join(self.words[i].replace("_", " ") for i in ids)  # type: ignore[attr-defined]


class _Scripted:
    """Deletes one unit and writes one piece in its place."""

    max_pieces = 50

    def __init__(self, tokenizer: _Words, unit: int, fill: str) -> None:
        self.at, self.fill_id = unit + 1, tokenizer.id_of(fill)

    def encode(self, pieces: Ints) -> Encoded:
        delete = np.zeros(pieces.shape, dtype=np.float32)
        delete[:, self.at] = 0.9
        return Encoded(delete, delete, delete)

    def fill(self, encoded: Encoded, pieces: Ints, deleted: Ints, gaps: Ints) -> Fills:
        assert encoded.delete.shape == pieces.shape == deleted.shape
        shape = (*gaps.shape, 2)
        written = np.zeros(shape, dtype=np.int64)
        written[..., 0] = self.fill_id
        return Fills(written, np.full(shape, -0.1, dtype=np.float32), gaps >= 0)


@pytest.mark.parametrize(
    ("text", "unit", "fill", "expected"),
    [
        ("The union agreed.", 1, "_alliance", "The alliance agreed."),
        ("The union agreed.", 1, "alliance", "The alliance agreed."),  # never glued
        ('He left. "Good," she said.', 3, '"', 'He left. "Good," she said.'),  # only white space
        ("Union agreed.", 0, "_Alliance", "Alliance agreed."),
    ],
)
def test_edits_keep_words_apart(text: str, unit: int, fill: str, expected: str) -> None:
    tokenizer = _Words()
    backend = _Scripted(tokenizer, unit, fill)
    corrector = EditCorrector(backend, tokenizer, signature="scripted")
    (edits,) = corrector.correct([SegmentContext(text)])
    assert apply(text, edits) == expected


def test_other_scripts_are_not_read() -> None:
    tokenizer = _Words()
    corrector = EditCorrector(_Scripted(tokenizer, 0, "_x"), tokenizer, signature="scripted")
    assert corrector.correct([SegmentContext("Союз согласился.")]) == [()]
