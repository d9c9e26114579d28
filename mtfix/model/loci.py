"""From the network's probabilities to loci: contiguous changes, accepted or refused as a whole.

Detection is learned before writing, so the early failures of an edit model are right deletions
with a poor filling. A locus therefore stands or falls by both: its deletions, its insertions and
what is written in them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mtfix.document.units import Unit
from mtfix.model.tokenizer import Pieces

# Words that carry grammar rather than content; their repair is the most reliable.
_FUNCTION_WORDS = frozenset(
    "a an the of in on at to for by with from into about as that which who and or but is are was "
    "were be been has have had will would it its he his she her they their this these not".split()
)
_ARTICLES = frozenset(("a", "an", "the"))
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")


@dataclass(slots=True)
class Locus:
    """A contiguous change of a segment's units.

    Attributes:
        start: First deleted unit, or the unit before which to insert.
        end: One past the last deleted unit; ``start == end`` is an insertion.
        gaps: Units before which something is written, ``len(units)`` for the segment's end.
        delete: Probability of each deletion.
        insert: Probability of each insertion; of *no* insertion where nothing is written.
        fill: What is written, with its leading space where there is one.
        fill_scores: Log-probability of each written piece.
        finished: Whether the writing came to an end.
        deleted: Text of the deleted units.
        around: All units of the segment, in lower case.
        doubt: Mean probability of deletion over the segment: how bad it looks as a whole.
    """

    start: int
    end: int
    gaps: list[int] = field(default_factory=list)
    delete: list[float] = field(default_factory=list)
    insert: list[float] = field(default_factory=list)
    fill: str = ""
    fill_scores: list[float] = field(default_factory=list)
    finished: bool = True
    deleted: tuple[str, ...] = ()
    around: frozenset[str] = frozenset()
    doubt: float = 0.0

    @property
    def kind(self) -> str:
        """``replace``, ``insert`` or ``delete``."""
        if self.start == self.end:
            return "insert"
        return "replace" if self.gaps else "delete"

    def features(self) -> tuple[float, ...]:
        """What a calibration reads; see :data:`FEATURES` for the names."""
        scores = self.fill_scores
        removed = [word.lower() for word in self.deleted if word[0].isalnum()]
        written = _WORD.findall(self.fill.lower())
        return (
            _mean_logit(self.delete),
            _mean_logit(self.insert),
            sum(scores) / len(scores) if scores else 0.0,
            min(scores, default=0.0),
            math.log1p(self.end - self.start),
            math.log1p(len(scores)),
            float(self.kind == "insert"),
            float(self.kind == "delete"),
            _mean_logit([self.doubt]),
            float(not removed and not written),
            float(bool(removed) and _FUNCTION_WORDS.issuperset(removed)),
            float(bool(written) and _FUNCTION_WORDS.issuperset(written)),
            float(bool(written) and _ARTICLES.issuperset(written)),
            float(removed == written and bool(written)),
            sum(word in self.around for word in written) / len(written) if written else 0.0,
        )

    @property
    def probability(self) -> float:
        """Uncalibrated: mean deletion × mean insertion × mean probability of the pieces."""
        product = 1.0
        for part in (self.delete, self.insert):
            if part:
                product *= sum(part) / len(part)
        if self.fill_scores:
            product *= math.exp(sum(self.fill_scores) / len(self.fill_scores))
        return product


FEATURES = (
    "deletion_logit",
    "insertion_logit",
    "mean_fill_score",
    "worst_fill_score",
    "log_deleted_units",
    "log_filled_pieces",
    "is_insert",
    "is_delete",
    "segment_doubt_logit",
    "only_punctuation",
    "deletes_function_words",
    "fills_function_words",
    "fills_articles",
    "only_recases",
    "share_copied",
)


def find_loci(
    pieces: Pieces,
    delete: Sequence[float],
    insert: Sequence[float],
    *,
    at_delete: float,
    at_insert: float,
) -> list[Locus]:
    """Group the units to delete and the gaps to fill into loci.

    Args:
        pieces: The segment.
        delete: For each piece, the probability that its unit goes.
        insert: For each piece, the probability of an insertion before it.
        at_delete: Probability at which a unit counts as deleted.
        at_insert: Probability at which a gap counts as filled.
    """
    count = len(pieces.units)
    goes = [float(delete[start]) for start in pieces.starts]
    fills = [float(insert[start]) for start in pieces.starts]
    fills.append(float(insert[len(pieces.ids) - 1]))
    around = frozenset(unit.text.lower() for unit in pieces.units)
    doubt = sum(goes) / count if count else 0.0
    found: list[Locus] = []
    unit = 0
    while unit <= count:
        end = unit
        while end < count and goes[end] >= at_delete:
            end += 1
        # An insertion anywhere in a deleted run, or at its border, is part of its locus.
        gaps = [gap for gap in range(unit, end + 1) if fills[gap] >= at_insert]
        if gaps or end > unit:
            insertion = [fills[gap] for gap in gaps] or [1.0 - fills[unit]]
            found.append(
                Locus(
                    unit,
                    end,
                    gaps,
                    goes[unit:end],
                    insertion,
                    deleted=tuple(gone.text for gone in pieces.units[unit:end]),
                    around=around,
                    doubt=doubt,
                )
            )
        unit = end + 1
    return found


def span_of(locus: Locus, units: Sequence[Unit]) -> tuple[int, int, str]:
    """Return the (start, end, replacement) of a locus in the segment's text.

    The replacement runs from the end of the unit before the locus, so that the white space in
    front of a deleted unit goes with it; the white space behind stays with the next unit.
    """
    if locus.start:
        start = units[locus.start - 1].end
        end = units[locus.end - 1].end if locus.end > locus.start else start
        return start, end, locus.fill
    fill = locus.fill.lstrip()
    if locus.end == 0:
        # A unit that is kept at the segment's start counts as spaced, so a space belongs here.
        start = units[0].start if units else 0
        return start, start, f"{fill} " if fill else ""
    start = units[0].start
    if not fill and locus.end < len(units):
        return start, units[locus.end].start, ""
    return start, units[locus.end - 1].end, fill


def _mean_logit(probabilities: Sequence[float]) -> float:
    if not probabilities:
        return 0.0
    clipped = [min(max(p, 1e-4), 1 - 1e-4) for p in probabilities]
    return sum(math.log(p / (1 - p)) for p in clipped) / len(clipped)
