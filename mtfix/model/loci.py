"""From the network's probabilities to loci: contiguous changes, accepted or refused as a whole.

Detection is learned before writing, so the early failures of an edit model are right deletions
with a poor filling. A locus therefore stands or falls by both: its deletions, its insertions and
what is written in them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from mtfix.document.units import Unit
from mtfix.model.features import Facts, features
from mtfix.model.tokenizer import Pieces


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
        units: Number of units of the segment.
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
    units: int = 0

    @property
    def kind(self) -> str:
        """``replace``, ``insert`` or ``delete``."""
        if self.start == self.end:
            return "insert"
        return "replace" if self.gaps else "delete"

    def features(self) -> tuple[float, ...]:
        """What a calibration reads; see :data:`mtfix.model.features.FEATURES` for the names."""
        return features(
            Facts(
                self.kind,
                self.delete,
                self.insert,
                self.fill_scores,
                self.deleted,
                self.fill,
                self.around,
                self.doubt,
                at_start=self.start == 0,
                at_end=self.end >= self.units,
            )
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
                    units=count,
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
