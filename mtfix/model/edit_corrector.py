"""The edit model as a corrector: segments in, edits with confidences out."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mtfix.edits import Edit, minimize
from mtfix.guard.limits import Thresholds
from mtfix.model.backend import Backend, Encoded, Ints
from mtfix.model.calibration import Calibration
from mtfix.model.corrector import SegmentContext
from mtfix.model.loci import Locus, find_loci, span_of
from mtfix.model.script import is_english_like
from mtfix.model.tokenizer import PAD, Pieces, UnitTokenizer
from mtfix.model.windows import windows

_CACHED_SEGMENTS = 50_000
_REASONS = {
    "replace": "The edit model rewrites this.",
    "insert": "The edit model adds what is missing.",
    "delete": "The edit model drops what is too much.",
}


@dataclass(frozen=True, slots=True)
class Decoding:
    """How probabilities become proposals.

    Attributes:
        at_delete: Probability at which a unit counts as deleted.
        at_insert: Probability at which a gap counts as filled.
        keep: Confidence below which a proposal is not even made.
    """

    at_delete: float = 0.5
    at_insert: float = 0.5
    keep: float = 0.05


class EditCorrector:
    """Turns the decisions of an edit network into edits.

    Thread-safe: the network is read-only, and the cache of segments is locked.
    """

    def __init__(
        self,
        backend: Backend,
        tokenizer: UnitTokenizer,
        *,
        signature: str,
        decoding: Decoding | None = None,
        calibration: Calibration | None = None,
        thresholds: Mapping[str, Mapping[str, float]] | None = None,
    ) -> None:
        self._backend = backend
        self._tokenizer = tokenizer
        self._signature = signature
        self._decoding = decoding or Decoding()
        self._calibration = calibration or Calibration()
        self._thresholds = {mode: Thresholds(**kinds) for mode, kinds in (thresholds or {}).items()}
        self._cache: OrderedDict[str, tuple[Edit, ...]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def signature(self) -> str:
        """Name and hash of the weights."""
        return self._signature

    def thresholds(self, mode: str) -> Thresholds | None:
        """Return what the guard should ask of this model's confidences in ``mode``."""
        return self._thresholds.get(mode)

    def correct(self, batch: Sequence[SegmentContext]) -> list[tuple[Edit, ...]]:
        """Propose edits for each segment, in offsets of its text, sorted and disjoint."""
        texts = [context.text for context in batch]
        with self._lock:
            known = {text: self._cache[text] for text in texts if text in self._cache}
        fresh = list(dict.fromkeys(text for text in texts if text not in known))
        for text, proposals in zip(fresh, self.propose(fresh), strict=True):
            known[text] = tuple(edit for edit, _ in proposals)
        with self._lock:
            for text in texts:
                self._cache[text] = known[text]
                self._cache.move_to_end(text)
            while len(self._cache) > _CACHED_SEGMENTS:
                self._cache.popitem(last=False)
        return [known[text] for text in texts]

    def propose(self, texts: Sequence[str]) -> list[list[tuple[Edit, Locus]]]:
        """Return every proposal with the locus behind it, uncached: what tuning looks at.

        What is proposed for a text depends on that text alone.
        """
        results: list[list[tuple[Edit, Locus]]] = [[] for _ in texts]
        for number, text in enumerate(texts):
            if not is_english_like(text):
                continue
            for offset, part in windows(text, self._tokenizer, self._backend.max_pieces):
                pieces = self._tokenizer.pieces(part)
                if pieces.units:
                    # One at a time: int8 activations are scaled over a whole batch, so that what
                    # is read together would change the answer. It is no slower: small matrices
                    # stay in the cache, and nothing is padded.
                    (loci,) = self._read([pieces])
                    results[number].extend(self._edits(text, offset, pieces, loci))
        return [sorted(found, key=lambda pair: (pair[0].start, pair[0].end)) for found in results]

    def _read(self, batch: Sequence[Pieces]) -> list[list[Locus]]:
        ids = np.full((len(batch), max(len(p.ids) for p in batch)), PAD, dtype=np.int64)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces.ids)] = pieces.ids
        encoded = self._backend.encode(ids)
        decoding = self._decoding
        found = [
            find_loci(
                pieces,
                encoded.delete[row],
                encoded.insert[row],
                at_delete=decoding.at_delete,
                at_insert=decoding.at_insert,
            )
            for row, pieces in enumerate(batch)
        ]
        writing = [row for row, loci in enumerate(found) if any(locus.gaps for locus in loci)]
        if writing:
            self._write(
                _select(encoded, writing),
                ids[writing],
                [batch[row] for row in writing],
                [found[row] for row in writing],
            )
        return found

    def _write(
        self, encoded: Encoded, ids: Ints, batch: Sequence[Pieces], found: Sequence[list[Locus]]
    ) -> None:
        """Let the decoder fill the gaps of ``found``, in place."""
        deleted = np.zeros_like(ids)
        positions: list[list[int]] = []
        for row, (pieces, loci) in enumerate(zip(batch, found, strict=True)):
            ends = [*pieces.starts[1:], len(pieces.ids) - 1]
            for locus in loci:
                for unit in range(locus.start, locus.end):
                    deleted[row, pieces.starts[unit] : ends[unit]] = 1
            starts = [*pieces.starts, len(pieces.ids) - 1]
            positions.append([starts[gap] for locus in loci for gap in locus.gaps])
        gaps = np.zeros((len(batch), max(map(len, positions))), dtype=np.int64)
        for row, places in enumerate(positions):
            gaps[row, : len(places)] = places
        fills = self._backend.fill(encoded, ids, deleted, gaps)
        for row, loci in enumerate(found):
            column = 0
            for locus in loci:
                for _ in locus.gaps:
                    written = [int(piece) for piece in fills.pieces[row, column] if piece != PAD]
                    closing = 1 if fills.finished[row, column] else 0
                    scores = fills.log_probabilities[row, column, : len(written) + closing]
                    locus.fill += self._tokenizer.decode(written)
                    locus.fill_scores.extend(float(score) for score in scores)
                    locus.finished &= bool(closing)
                    column += 1

    def _edits(
        self, text: str, offset: int, pieces: Pieces, loci: Iterable[Locus]
    ) -> Iterable[tuple[Edit, Locus]]:
        part = text[offset:]
        for locus in loci:
            confidence = self._calibration.confidence(locus)
            if not locus.finished or confidence < self._decoding.keep:
                continue
            start, end, after = span_of(locus, pieces.units)
            before = part[start:end]
            if before.split() == after.split():
                continue  # white space alone is the rules' business, and easily glues
            if before[:1].isspace() and after[:1].isalnum():
                after = f" {after}"  # the network forgot that a word stands apart
            edit = Edit(
                offset + start,
                offset + end,
                before,
                after,
                "model",
                f"model.{locus.kind}",
                reason=_REASONS[locus.kind],
                confidence=round(confidence, 4),
            )
            yield minimize(edit), locus


def _select(encoded: Encoded, rows: Sequence[int]) -> Encoded:
    return Encoded(encoded.states[rows], encoded.delete[rows], encoded.insert[rows])
