"""Word alignment of parallel text: IBM Model 1 with a diagonal prior.

Brown et al. (1993); the prior is that of fast_align (Dyer et al., 2013) without its tuning. Good
enough to know which English word renders which Russian one, which is all that glosses need.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_STEM = 5  # Russian inflects at the end; the first letters carry the lexeme
_ITERATIONS = 6
_DIAGONAL = 1.0  # weak: Russian and English order differ, which is the point
_LEAST_POSTERIOR = 0.4


@dataclass(frozen=True, slots=True)
class Alignments:
    """The alignment of N sentence pairs.

    Attributes:
        positions: For each pair and each English word, the relative position in [0, 1] of the
            Russian word it renders; NaN where none is likely.
        links: For each pair and each English word, the id of that Russian stem; -1 for none.
        renderings: For each Russian stem id, English words and their probabilities, best first.
    """

    positions: list[NDArray[np.float32]]
    links: list[NDArray[np.int64]]
    renderings: dict[int, tuple[tuple[str, ...], tuple[float, ...]]]


def align_words(russian: Sequence[str], english: Sequence[Sequence[str]]) -> Alignments:
    """Align English words (lower-cased units) to the Russian sentences they translate."""
    stems: dict[str, int] = {}
    words: dict[str, int] = {}
    pair_r = [
        np.asarray([stems.setdefault(w[:_STEM], len(stems)) for w in _WORD.findall(s.lower())])
        for s in russian
    ]
    pair_e = [np.asarray([words.setdefault(w, len(words)) for w in s]) for s in english]
    # One row for each (English word, Russian word) of a pair, all pairs behind one another.
    rows_e, rows_r, prior, owner = [], [], [], []
    token = 0
    for r, e in zip(pair_r, pair_e, strict=True):
        if len(r) == 0 or len(e) == 0:
            token += len(e)
            continue
        rows_e.append(np.repeat(e, len(r)))
        rows_r.append(np.tile(r, len(e)))
        distance = np.abs(np.arange(len(e))[:, None] / len(e) - np.arange(len(r))[None, :] / len(r))
        weight = np.exp(-_DIAGONAL * distance)
        prior.append((weight / weight.sum(1, keepdims=True)).ravel().astype(np.float32))
        owner.append(np.repeat(token + np.arange(len(e)), len(r)))
        token += len(e)
    all_e, all_r = np.concatenate(rows_e), np.concatenate(rows_r)
    weights, owners = np.concatenate(prior), np.concatenate(owner)
    keys = all_r.astype(np.int64) * len(words) + all_e
    unique, link = np.unique(keys, return_inverse=True)
    unique_r = (unique // len(words)).astype(np.int64)
    table = np.ones(len(unique), dtype=np.float64)
    posterior = weights.astype(np.float64)
    for _ in range(_ITERATIONS):
        posterior = weights * table[link]
        total = np.bincount(owners, posterior, minlength=token)
        posterior = posterior / np.maximum(total[owners], 1e-12)
        counts = np.bincount(link, posterior, minlength=len(unique))
        table = counts / np.maximum(np.bincount(unique_r, counts)[unique_r], 1e-12)
    return Alignments(
        *_best_links(pair_r, pair_e, posterior),
        _renderings(unique, unique_r, table, list(words)),
    )


def _best_links(
    pair_r: Sequence[NDArray[np.int64]],
    pair_e: Sequence[NDArray[np.int64]],
    posterior: NDArray[np.float64],
) -> tuple[list[NDArray[np.float32]], list[NDArray[np.int64]]]:
    positions, links = [], []
    at = 0
    for r, e in zip(pair_r, pair_e, strict=True):
        if len(r) == 0 or len(e) == 0:
            positions.append(np.full(len(e), np.nan, dtype=np.float32))
            links.append(np.full(len(e), -1, dtype=np.int64))
            continue
        block = posterior[at : at + len(e) * len(r)].reshape(len(e), len(r))
        at += len(e) * len(r)
        best = block.argmax(1)
        sure = block.max(1) >= _LEAST_POSTERIOR
        positions.append(np.where(sure, best / len(r), np.nan).astype(np.float32))
        links.append(np.where(sure, r[best], -1).astype(np.int64))
    return positions, links


def _renderings(
    unique: NDArray[np.int64],
    unique_r: NDArray[np.int64],
    table: NDArray[np.float64],
    words: Sequence[str],
) -> dict[int, tuple[tuple[str, ...], tuple[float, ...]]]:
    likely = np.flatnonzero(table >= 0.03)
    found: dict[int, list[tuple[float, str]]] = {}
    for row in likely:
        word = words[int(unique[row] % len(words))]
        found.setdefault(int(unique_r[row]), []).append((float(table[row]), word))
    result = {}
    for stem, options in found.items():
        options.sort(reverse=True)
        result[stem] = (tuple(w for _, w in options), tuple(p for p, _ in options))
    return result
