"""From two texts to the edits between them."""

from __future__ import annotations

import re
from dataclasses import replace

from mtfix.document.units import UNIT, units
from mtfix.edits.edit import Edit, Layer

_PIECE = re.compile(rf"\s+|{UNIT.pattern}")


def align(
    before: str, after: str, *, layer: Layer, rule: str, confidence: float = 1.0
) -> tuple[Edit, ...]:
    """Edits that turn ``before`` into ``after``, by Levenshtein distance over units.

    Units that both texts share are anchors; where what lies between two anchors differs, whitespace
    included, there is one edit. Applying the edits to ``before`` gives ``after`` exactly.
    """
    from rapidfuzz.distance import Levenshtein

    if before == after:
        return ()
    old, new = units(before), units(after)
    opcodes = Levenshtein.opcodes([unit.text for unit in old], [unit.text for unit in new])
    edits: list[Edit] = []
    old_end = new_end = 0

    def close(old_start: int, new_start: int) -> None:
        gap, filling = before[old_end:old_start], after[new_end:new_start]
        if gap != filling:
            edit = Edit(old_end, old_start, gap, filling, layer, rule, confidence=confidence)
            edits.append(minimize(edit))

    for code in opcodes:
        if code.tag == "equal":
            for offset in range(code.src_end - code.src_start):
                first, second = old[code.src_start + offset], new[code.dest_start + offset]
                close(first.start, second.start)
                old_end, new_end = first.end, second.end
    close(len(before), len(after))
    return tuple(edits)


def minimize(edit: Edit) -> Edit:
    """Strip from both ends of ``edit`` the units and spaces that it does not change.

    >>> minimize(Edit(0, 9, "the union", "the alliance", "rules", "spinner.union")).before
    'union'
    """
    old, new = _PIECE.findall(edit.before), _PIECE.findall(edit.after)
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if not head and not tail:
        return edit
    lead = sum(map(len, old[:head]))
    trail = sum(map(len, old[len(old) - tail :]))
    return replace(
        edit,
        start=edit.start + lead,
        end=edit.end - trail,
        before=edit.before[lead : len(edit.before) - trail],
        after=edit.after[lead : len(edit.after) - trail],
    )
