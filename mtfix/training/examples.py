"""From a (before, after) pair to what the network is taught: labels per unit, fills per gap.

Labels are made on units, never on pieces: piece-level edits glue words together. A replaced run
of units is a deletion of the run plus an insertion before its first unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor

from mtfix.document.units import units
from mtfix.model.tokenizer import BOS, EOS, PAD, UnitTokenizer

SpacedUnit = tuple[str, bool]

# A lone function word or mark that happens to match between two edits is an accident of
# alignment: the edits around it are one locus and are learned, and later accepted, as one.
_GLUE = frozenset(
    "the a an of in on at to for with by from and or that as is was are were be , - — ' \"".split()
)
_MAX_PIECES = 160


@dataclass(frozen=True, slots=True)
class Locus:
    """A contiguous change: units ``start:end`` give way to ``fill`` (either may be empty)."""

    start: int
    end: int
    fill: tuple[SpacedUnit, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A training example in piece ids.

    Attributes:
        pieces: Ids of the segment, BOS and EOS included.
        starts: Index in ``pieces`` of each unit's first piece.
        deleted: For each unit, whether it is deleted.
        fills: Index in ``pieces`` before which to insert, and the ids to write (EOS last).
        weight: Weight in the loss.
    """

    pieces: tuple[int, ...]
    starts: tuple[int, ...]
    deleted: tuple[bool, ...]
    fills: tuple[tuple[int, tuple[int, ...]], ...]
    weight: float = 1.0


def spaced_units(text: str) -> list[SpacedUnit]:
    """Return the units of ``text``, each with whether white space (or the start) precedes it."""
    found = []
    end = -1
    for unit in units(text):
        found.append((unit.text, unit.start != end))
        end = unit.end
    return found


def loci(before: Sequence[SpacedUnit], after: Sequence[SpacedUnit]) -> list[Locus]:
    """Align two unit sequences and return the changes, accidental matches bridged."""
    raw = [
        (op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Levenshtein.opcodes(before, after)
        if op.tag != "equal"
    ]
    merged: list[tuple[int, int, int, int]] = []
    for change in raw:
        if merged:
            last = merged[-1]
            between = before[last[1] : change[0]]
            if not between or (len(between) == 1 and between[0][0].lower() in _GLUE):
                merged[-1] = (last[0], change[1], last[2], change[3])
                continue
        merged.append(change)
    return [Locus(i, j, tuple(after[k:m])) for i, j, k, m in merged]


def make_example(
    tokenizer: UnitTokenizer, before: str, after: str, *, weight: float = 1.0, max_fill: int = 32
) -> Example | None:
    """Build the example of a pair; None where it does not fit the network's windows."""
    pieces = tokenizer.pieces(before)
    if not pieces.units or len(pieces.ids) > _MAX_PIECES:
        return None
    deleted = [False] * len(pieces.units)
    fills = []
    for locus in loci(spaced_units(before), spaced_units(after)):
        for unit in range(locus.start, locus.end):
            deleted[unit] = True
        if locus.fill:
            ids = tokenizer.encode_units(locus.fill)
            if len(ids) >= max_fill:
                return None
            at_end = locus.start == len(pieces.units)
            gap = len(pieces.ids) - 1 if at_end else pieces.starts[locus.start]
            fills.append((gap, (*ids, EOS)))
    return Example(pieces.ids, pieces.starts, tuple(deleted), tuple(fills), weight)


def collate(examples: Sequence[Example]) -> dict[str, Tensor]:
    """Pad examples into the tensors that ``EditModel.forward`` takes."""
    batch = len(examples)
    width = max(len(e.pieces) for e in examples)
    fill_width = max(1, *(sum(len(ids) for _, ids in e.fills) for e in examples))
    pieces = np.full((batch, width), PAD, dtype=np.int64)
    unit_mask = np.zeros((batch, width), dtype=bool)
    gap_mask = np.zeros((batch, width), dtype=bool)
    delete = np.zeros((batch, width), dtype=np.float32)
    insert = np.zeros((batch, width), dtype=np.float32)
    deleted = np.zeros((batch, width), dtype=np.int64)
    gap = np.zeros((batch, fill_width), dtype=np.int64)
    block = np.full((batch, fill_width), -1, dtype=np.int64)
    inputs = np.full((batch, fill_width), PAD, dtype=np.int64)
    step = np.zeros((batch, fill_width), dtype=np.int64)
    target = np.full((batch, fill_width), -100, dtype=np.int64)
    for row, example in enumerate(examples):
        length = len(example.pieces)
        pieces[row, :length] = example.pieces
        starts = np.asarray(example.starts)
        unit_mask[row, starts] = True
        gap_mask[row, starts] = True
        gap_mask[row, length - 1] = True
        ends = [*example.starts[1:], length - 1]
        for start, end, gone in zip(example.starts, ends, example.deleted, strict=True):
            if gone:
                delete[row, start] = 1.0
                deleted[row, start:end] = 1
        at = 0
        for number, (position, ids) in enumerate(example.fills):
            insert[row, position] = 1.0
            stop = at + len(ids)
            gap[row, at:stop] = position
            block[row, at:stop] = number
            inputs[row, at] = BOS
            inputs[row, at + 1 : stop] = ids[:-1]
            step[row, at:stop] = np.arange(len(ids))
            target[row, at:stop] = ids
            at = stop
    arrays = {
        "pieces": pieces,
        "unit_mask": unit_mask,
        "gap_mask": gap_mask,
        "delete_labels": delete,
        "insert_labels": insert,
        "deleted": deleted,
        "fill_gap": gap,
        "fill_block": block,
        "fill_input": inputs,
        "fill_step": step,
        "fill_target": target,
        "weight": np.asarray([e.weight for e in examples], dtype=np.float32),
    }
    return {name: torch.from_numpy(array) for name, array in arrays.items()}
