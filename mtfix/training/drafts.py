"""Drafts by an earlier state of the model, for it to learn what it gets wrong.

A network that is only shown machine output never sees its own edits, and cannot tell a good one
from a bad one when it reads them again. The Levenshtein Transformer (Gu et al., 2019) trains its
deletions on what its own insertions wrote; here some of the model's proposals are made in the
hypothesis, good and bad alike, and the post-edit stays the target.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from mtfix.edits import apply
from mtfix.model.bundle import Settings, load_bundle
from mtfix.model.edit_corrector import Decoding, EditCorrector
from mtfix.training.mixture import Draw

# Low enough for the model's doubtful proposals, which it is to judge, to be among the drafts.
_DECODING = Decoding(at_delete=0.3, at_insert=0.3, keep=0.0)
_MADE = 0.6  # share of the proposals that are made
_AHEAD = 64  # drafts written at a time


def open_writer(bundle: Path) -> EditCorrector:
    """Open a bundle to write drafts with, on one thread beside the training.

    Raises:
        ModelNotFound: ``bundle`` is not a bundle.
        ModelDamaged: One of its files is not what its manifest says.
    """
    return load_bundle(bundle, replace(Settings.load(bundle), decoding=_DECODING), threads=1)


def draw_drafts(
    writer: EditCorrector, pairs: Sequence[tuple[str, str]], rules: Callable[[str], str]
) -> Draw:
    """Return a draw of (draft, post-edit) from pairs of (hypothesis, post-edit).

    As at run time, ``rules`` come before the model.
    """
    waiting: list[tuple[str, str]] = []

    def draw(rng: random.Random) -> tuple[str, str, float]:
        if not waiting:
            chosen = [(rules(before), after) for before, after in rng.choices(pairs, k=_AHEAD)]
            proposed = writer.propose([before for before, _ in chosen])
            for (before, after), proposals in zip(chosen, proposed, strict=True):
                made = [edit for edit, _ in proposals if rng.random() < _MADE]
                waiting.append((apply(before, made), after))
        return (*waiting.pop(), 1.0)

    return draw
