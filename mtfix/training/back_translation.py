"""Clean English degraded by a network that was trained the other way round.

Post-edits are few, and a network soon knows them by heart; clean English is plenty. A model
trained from post-edits back to the machine output makes the errors that real engines make, in any
number of sentences, each with a perfect target: the back-translation of Sennrich et al. (2016), as
grammatical error correction uses it (Xie et al., 2018). As there, the degrader is sampled from,
since its most likely answer is too clean.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtfix.edits import Edit, apply
from mtfix.guard.words import FUNCTION_WORDS, WORD
from mtfix.model.backend import Backend, Encoded, Fills, Ints
from mtfix.model.bundle import Settings, load_bundle
from mtfix.model.edit_corrector import Decoding, EditCorrector
from mtfix.training.mixture import Draw

# What is likely enough has been sampled when the probabilities come.
_DECODING = Decoding(at_delete=0.5, at_insert=0.5, keep=0.0)
_AHEAD = 64  # sentences degraded at a time
_SHIFT = (-0.6, 1.2)  # of the log odds of all errors of a sentence: some are bad, some nearly good
_LOOSENESS = 0.6  # scale of the logistic noise on each log odds; 1 would sample as the network says
_BLUR = 0.15  # deviation of the noise on the states that fills are written from
_MOST_WORDS = 60


class Wandering:
    """A backend that samples: it detects with noise, and writes from blurred states."""

    def __init__(self, backend: Backend, rng: np.random.Generator) -> None:
        self._backend = backend
        self._rng = rng
        self.max_pieces = backend.max_pieces

    def encode(self, pieces: Ints) -> Encoded:
        """Encode (B, T) piece ids; the probabilities are shifted by sentence and by unit."""
        encoded = self._backend.encode(pieces)
        shift = self._rng.uniform(*_SHIFT, size=(len(pieces), 1))
        return Encoded(
            encoded.states, self._sway(encoded.delete, shift), self._sway(encoded.insert, shift)
        )

    def fill(self, encoded: Encoded, pieces: Ints, deleted: Ints, gaps: Ints) -> Fills:
        """Write the text of each gap from states that are a little off."""
        noise = self._rng.normal(0.0, _BLUR, size=encoded.states.shape).astype(np.float32)
        blurred = encoded._replace(states=encoded.states + noise * encoded.states.std())
        return self._backend.fill(blurred, pieces, deleted, gaps)

    def _sway(
        self, probabilities: NDArray[np.float32], shift: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        p = np.clip(probabilities.astype(np.float64), 1e-6, 1 - 1e-6)
        odds = np.log(p) - np.log1p(-p) + shift
        odds += self._rng.logistic(0.0, _LOOSENESS, size=odds.shape)
        return (1 / (1 + np.exp(-odds))).astype(np.float32)


def open_degrader(bundle: Path, *, seed: int) -> EditCorrector:
    """Open a bundle of a model that was trained with ``reverse``, on one thread.

    Raises:
        ModelNotFound: ``bundle`` is not a bundle.
        ModelDamaged: One of its files is not what its manifest says.
    """
    settings = replace(Settings.load(bundle), decoding=_DECODING)
    rng = np.random.default_rng(seed)
    return load_bundle(bundle, settings, threads=1, wrap=lambda backend: Wandering(backend, rng))


def draw_degraded(degrader: EditCorrector, clean: Sequence[str]) -> Draw:
    """Return a draw of (degraded, clean) from clean sentences."""
    waiting: list[tuple[str, str]] = []

    def draw(rng: random.Random) -> tuple[str, str, float]:
        while not waiting:
            chosen = [s for s in rng.choices(clean, k=_AHEAD) if len(s.split()) <= _MOST_WORDS]
            for text, found in zip(chosen, degrader.propose(chosen), strict=True):
                edits = recoverable([edit for edit, _ in found if not _glues(edit, text)])
                waiting.append((apply(text, edits), text))
        return (*waiting.pop(), 1.0)

    return draw


def recoverable(edits: Sequence[Edit]) -> list[Edit]:
    """Leave out edits that lose content words for good, or add some from nowhere.

    Nobody who sees the degraded text alone could know what to write, and a network that is asked
    to learns to invent. A word that moves, or gives way to another, is fine.
    """
    gone = {word for edit in edits for word in _content(edit.before)}
    come = {word for edit in edits for word in _content(edit.after)}
    kept = []
    for edit in edits:
        before, after = _content(edit.before), _content(edit.after)
        loses = before and not after and before - come
        invents = after and not before and after - gone
        if not loses and not invents:
            kept.append(edit)
    return kept


def _glues(edit: Edit, text: str) -> bool:
    """Whether what is written sticks to a neighboring word, as a blurred fill may."""
    if not edit.after:
        return False
    left, right = text[: edit.start][-1:], text[edit.end :][:1]
    joints = (left + edit.after[0], edit.after[-1] + right)
    return any(len(joint) == 2 and joint.isalnum() for joint in joints)


def _content(text: str) -> set[str]:
    return {w.lower() for w in WORD.findall(text)} - FUNCTION_WORDS
