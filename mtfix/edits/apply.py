"""Apply edits to a text, or read them off span by span."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from mtfix.edits.edit import Edit
from mtfix.errors import EditError


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Replay ``edits`` on ``text``.

    Raises:
        EditError: An edit is out of range, overlaps another, or expects another text.

    >>> apply("our homeland", [Edit(0, 12, "our homeland", "Russia", "rules", "spinner.homeland")])
    'Russia'
    """
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=_position):
        if edit.start < done:
            raise EditError(f"edits overlap at {edit.start}: {edit.rule!r} starts before {done}")
        in_range = 0 <= edit.start <= edit.end <= len(text)
        if not in_range or text[edit.start : edit.end] != edit.before:
            found = text[edit.start : edit.end]
            raise EditError(
                f"edit {edit.rule!r} at {edit.start}:{edit.end} expects {edit.before!r}, "
                f"the text has {found!r}: apply edits only to the text they were made for"
            )
        pieces.append(text[done : edit.start])
        pieces.append(edit.after)
        done = edit.end
    pieces.append(text[done:])
    return "".join(pieces)


def project(spans: Sequence[tuple[int, int]], text: str, edits: Iterable[Edit]) -> list[str]:
    """The repaired text of each span of the original.

    An edit belongs whole to the span where it starts; what it covers of later spans is gone from
    them. An insertion at a border belongs to the span that starts there, else to the one that ends.

    Args:
        spans: Disjoint, sorted ``(start, end)`` ranges of ``text``.
        text: The original.
        edits: Edits of the original, disjoint.
    """
    ordered = sorted(edits, key=_position)
    owners = _owners(spans, ordered)
    results: list[str] = []
    gone = 0
    for index, (start, end) in enumerate(spans):
        pieces: list[str] = []
        position = max(start, min(gone, end))
        for edit in owners.get(index, ()):
            pieces.append(text[position : edit.start])
            pieces.append(edit.after)
            position = edit.end
        if position < end:
            pieces.append(text[position:end])
        gone = max(gone, position)
        results.append("".join(pieces))
        for edit in owners.get(-1 - index, ()):
            gone = max(gone, edit.end)
    return results


def _owners(spans: Sequence[tuple[int, int]], edits: Iterable[Edit]) -> dict[int, list[Edit]]:
    """Edits by the index of their span; those in the gap after span ``i`` under ``-1 - i``."""
    starts = [start for start, _ in spans]
    owners: dict[int, list[Edit]] = {}
    for edit in edits:
        index = bisect_right(starts, edit.start) - 1
        if index < 0:
            continue
        end = spans[index][1]
        inside = edit.start < end or (edit.start == edit.end == end)
        owners.setdefault(index if inside else -1 - index, []).append(edit)
    return owners


def _position(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end
