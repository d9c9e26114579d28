"""Compose the edits of two layers into one list over the first layer's text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mtfix.edits.align import minimize
from mtfix.edits.edit import Edit, Layer


class _Item(NamedTuple):
    """An edit with its place in the middle text B."""

    start: int
    end: int
    edit: Edit
    is_second: bool


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits A→C from edits A→B (``first``) and B→C (``second``), overlapping ones merged.

    Both lists must be disjoint. An edit that the second layer takes back vanishes.
    """
    if not second:
        return tuple(sorted(first, key=lambda edit: (edit.start, edit.end)))
    result: list[Edit] = []
    shift = 0  # B offset minus A offset behind the clusters seen so far
    for cluster in _clusters(_items(first, second)):
        growth = sum(len(i.edit.after) - len(i.edit.before) for i in cluster if not i.is_second)
        merged = _merge(cluster, shift)
        if merged.before != merged.after:
            result.append(merged)
        shift += growth
    return tuple(result)


def locate(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """The span of A that became ``[start, end)`` of B, for edits A→B; edits are taken in whole."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    return _origin(ordered, start, into="start"), _origin(ordered, end, into="end")


def _origin(ordered: Sequence[Edit], offset: int, into: str) -> int:
    """The place in A of an offset in B; inside an edit, its start or end."""
    shift = 0  # B minus A behind the edits seen so far
    for edit in ordered:
        here = edit.start + shift
        if offset <= here:
            break
        if offset < here + len(edit.after):
            return edit.start if into == "start" else edit.end
        shift += len(edit.after) - len(edit.before)
    return offset - shift


def _items(first: Sequence[Edit], second: Sequence[Edit]) -> list[_Item]:
    items: list[_Item] = []
    shift = 0
    for edit in sorted(first, key=lambda edit: (edit.start, edit.end)):
        start = edit.start + shift
        items.append(_Item(start, start + len(edit.after), edit, False))
        shift += len(edit.after) - len(edit.before)
    items.extend(_Item(edit.start, edit.end, edit, True) for edit in second)
    # Where both start at one place, the empty one comes first.
    return sorted(items, key=lambda item: (item.start, item.end, item.is_second))


def _clusters(items: list[_Item]) -> list[list[_Item]]:
    """Group items that overlap in B, or touch where one of them is empty there."""
    clusters: list[list[_Item]] = []
    reach = -1
    for item in items:
        if clusters:
            last = clusters[-1]
            touching = item.start == reach and (
                item.start == item.end or any(i.start == i.end == reach for i in last)
            )
            mixed = any(i.is_second != item.is_second for i in last)
            if item.start < reach or (touching and mixed):
                last.append(item)
                reach = max(reach, item.end)
                continue
        clusters.append([item])
        reach = item.end
    return clusters


def _merge(cluster: list[_Item], shift: int) -> Edit:
    """One edit A→C for a cluster; ``shift`` is B minus A before it."""
    if len(cluster) == 1:
        item = cluster[0]
        if not item.is_second:
            return item.edit
        return _moved(item.edit, item.start - shift, item.end - shift)
    low = min(item.start for item in cluster)
    high = max(item.end for item in cluster)
    middle = [""] * (high - low)
    for item in cluster:
        known = item.edit.before if item.is_second else item.edit.after
        middle[item.start - low : item.end - low] = known
    before = _rewrite(middle, low, [(i.start, i.end, i.edit.before) for i in cluster if not i[3]])
    after = _rewrite(middle, low, [(i.start, i.end, i.edit.after) for i in cluster if i[3]])
    edits = [item.edit for item in cluster]
    start = low - shift
    edit = Edit(
        start,
        start + len(before),
        before,
        after,
        _layer(edits),
        "+".join(dict.fromkeys(part for e in edits for part in e.rule.split("+"))),
        " ".join(dict.fromkeys(e.reason for e in edits if e.reason)),
        next((e.russian for e in edits if e.russian), None),
        min(e.confidence for e in edits),
    )
    return minimize(edit)


def _rewrite(middle: list[str], low: int, changes: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, text in changes:
        pieces.extend(middle[done : start - low])
        pieces.append(text)
        done = end - low
    pieces.extend(middle[done:])
    return "".join(pieces)


def _layer(edits: list[Edit]) -> Layer:
    layers = {edit.layer for edit in edits}
    if "model" in layers:
        return "model"
    return "glossary" if "glossary" in layers else "rules"


def _moved(edit: Edit, start: int, end: int) -> Edit:
    return Edit(
        start,
        end,
        edit.before,
        edit.after,
        edit.layer,
        edit.rule,
        edit.reason,
        edit.russian,
        edit.confidence,
    )
