"""Clean sentences degraded by a network trained the other way round."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

pytest.importorskip("torch")
from mtfix.edits import Edit
from mtfix.model.backend import Encoded, Fills, Ints
from mtfix.model.edit_corrector import EditCorrector
from mtfix.model.loci import Locus
from mtfix.training.back_translation import Wandering, draw_degraded, recoverable
from mtfix.training.config import Data
from mtfix.training.data import build_sources


def _edit(before: str, after: str, start: int = 0) -> Edit:
    return Edit(start, start + len(before), before, after, "model", "model.replace")


@pytest.mark.parametrize(
    ("edits", "kept"),
    [
        ([_edit("the ", "")], [0]),  # function words can be guessed
        ([_edit("old ", "")], []),  # a content word cannot
        ([_edit("old ", "ancient ")], [0]),  # nor need it, where another stands for it
        ([_edit("", "very large ")], []),  # comes from nowhere
        ([_edit("old ", ""), _edit("", " old", 20)], [0, 1]),  # moves
        ([_edit("old ", ""), _edit("", " new", 20)], []),  # is not the same word
    ],
)
def test_what_nobody_could_restore_is_left_out(edits: list[Edit], kept: list[int]) -> None:
    assert recoverable(edits) == [edits[number] for number in kept]


class _Degrader:
    def propose(self, texts: Sequence[str]) -> list[list[tuple[Edit, Locus]]]:
        return [[(_edit("The ", ""), Locus(0, 1))] for _ in texts]


def test_the_clean_sentence_is_the_target() -> None:
    draw = draw_degraded(cast(EditCorrector, _Degrader()), ["The cat sat.", "The dog " * 40])
    drawn = {draw(random.Random(1)) for _ in range(5)}
    assert drawn == {("cat sat.", "The cat sat.", 1.0)}  # the other one is too long


class _Sure:
    """Finds one unit surely wrong and another surely right."""

    max_pieces = 8

    def encode(self, pieces: Ints) -> Encoded:
        even = np.full(pieces.shape, 0.5, dtype=np.float32)
        even[:, 0], even[:, 1] = 0.999999, 0.000001
        return Encoded(np.ones((*pieces.shape, 2), dtype=np.float32), even, even)

    def fill(self, encoded: Encoded, pieces: Ints, deleted: Ints, gaps: Ints) -> Fills:
        raise NotImplementedError


def test_it_samples_what_is_doubtful_and_keeps_what_is_sure() -> None:
    backend = Wandering(_Sure(), np.random.default_rng(1))
    delete = backend.encode(np.ones((200, 4), dtype=np.int64)).delete
    assert (delete[:, 0] > 0.5).all()
    assert (delete[:, 1] < 0.5).all()
    assert 0.3 < (delete[:, 2:] > 0.5).mean() < 0.7


def test_reverse_swaps_the_sides(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("bad one\tgood one\n", encoding="utf-8")
    data = Data(pairs=1.0, pairs_file=str(pairs), pairs_repeat_targets=0.0, reverse=True)
    (source,) = build_sources(data, seed=1)
    assert source.draw(random.Random(1)) == ("good one", "bad one", 1.0)
