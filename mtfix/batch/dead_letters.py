"""Rows that cannot be repaired: kept untouched, with the reason and the place."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LetterKind = Literal[
    "not-text", "missing-field", "broken-row", "undecodable", "too-long", "taken-field",
    "does-not-fit", "unreadable", "repair-failed", "killed-worker",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A row that was not repaired.

    Attributes:
        unit: What ``position`` counts, from 1: lines or rows; ``file`` where it is the whole
            file or its rest, from that position on.
        position: Where the row is in its input.
        kind: For counting.
        reason: For people.
        row: The row as it was; None where there is none.
        id: Of the row, if it has one.
    """

    unit: Literal["line", "row", "file"]
    position: int
    kind: LetterKind
    reason: str
    row: bytes | None
    id: str | None = None


def encode(path: str, letters: Iterable[DeadLetter]) -> bytes:
    """The letters of one shard as JSON lines in the order of the input."""
    ordered = sorted(letters, key=lambda letter: letter.position)
    return b"".join(_line(path, letter) for letter in ordered)


def _line(path: str, letter: DeadLetter) -> bytes:
    data: dict[str, object] = {
        "input": path,
        "unit": letter.unit,
        "position": letter.position,
        "kind": letter.kind,
        "reason": letter.reason,
    }
    if letter.id is not None:
        data["id"] = letter.id
    if letter.row is not None:
        try:
            data["row"] = letter.row.decode("utf-8")
        except UnicodeDecodeError:
            data["row_base64"] = base64.b64encode(letter.row).decode()
    # ASCII, so that a lone surrogate in a path or an id can be written, too.
    return json.dumps(data, ensure_ascii=True).encode() + b"\n"
