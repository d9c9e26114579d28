"""Repairs from JSON: refused with an EditError, or they replay."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from inputs import SEPARATOR, parts_of, text_of

from mtfix.edits import Edit, apply
from mtfix.errors import EditError
from mtfix.guard import Rejection
from mtfix.report.replay import read_edits, replay
from mtfix.result import Repair

_ORIGINAL = "Our union is here, he said."
_EDITS = (
    Edit(4, 9, "union", "alliance", "rules", "spinner.union", "Undone.", "союз"),
    Edit(17, 17, "", ",", "model", "model.insert", confidence=0.75),
)
_REJECTED = (Rejection(Edit(0, 3, "Our", "", "model", "model.delete"), "coverage", "loses Our"),)
_GOOD = Repair(_ORIGINAL, apply(_ORIGINAL, _EDITS), _EDITS, _REJECTED, "mtfix 0").to_dict()
_PLACES: tuple[tuple[str | int, ...], ...] = (
    ("original",), ("text",), ("edits",), ("rejected",), ("signature",), ("edits", 0),
    ("edits", 0, "start"), ("edits", 0, "end"), ("edits", 0, "before"), ("edits", 0, "after"),
    ("edits", 0, "layer"), ("edits", 0, "rule"), ("edits", 0, "reason"), ("edits", 0, "russian"),
    ("edits", 0, "confidence"), ("edits", 1, "start"), ("edits", 1, "end"), ("edits", 1),
    ("rejected", 0), ("rejected", 0, "edit"), ("rejected", 0, "edit", "start"),
    ("rejected", 0, "check"), ("rejected", 0, "detail"), ("new",), ("edits", 0, "new"),
    ("rejected", 0, "new"), ("rejected", 0, "edit", "new"),
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, 4, -1, 9, 17, 10**30, 0.5, 1.5, math.nan, math.inf, "", "union",
    "\ud800", "rules", "model", [], [[]], [1], ["a"], {}, {"a": 1}, {"start": 0}, "4",
)  # fmt: skip
TOKENS = ("\xff", '"edits"', '"original"', '"start"', "null", "true", "[]", "{}", "1e999", "NaN")


def seeds() -> Iterator[bytes]:
    """JSON as it is written, and recipes for changing it."""
    yield json.dumps(_GOOD).encode()
    yield json.dumps({"edits": _GOOD["edits"]}).encode()
    for place in range(len(_PLACES)):
        yield SEPARATOR.join([b"", bytes([place, place * 7 % len(_VALUES)]), b"\x00\x0b"])


def one(data: bytes) -> None:
    """Read JSON: as written, or what follows an empty part as places and values to put there."""
    head, *recipe = parts_of(data)
    written = text_of(data) if head else json.dumps(_changed(recipe))
    for original in (_ORIGINAL, written[:40]):
        try:
            text = replay(original, written)
        except EditError:
            continue
        assert apply(original, read_edits(json.loads(written.removeprefix("\ufeff")))) == text
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return
    try:
        repair = Repair.from_dict(found)
    except EditError:
        return
    assert apply(repair.original, repair.edits) == repair.text
    assert isinstance(str(repair), str)
    assert isinstance(repair.changed, bool)
    again = Repair.from_dict(json.loads(json.dumps(repair.to_dict())))
    assert again == repair
    repair.project([(0, len(repair.original))])
    hash(repair)


def _changed(recipe: list[bytes]) -> Any:
    data = json.loads(json.dumps(_GOOD))
    for step in recipe[:6]:
        if len(step) < 2:
            continue
        *way, last = _PLACES[step[0] % len(_PLACES)]
        target: Any = data
        try:
            for key in way:
                target = target[key]
            if step[1] == 254:
                del target[last]
            else:
                target[last] = deepcopy(_VALUES[step[1] % len(_VALUES)])
        except (KeyError, IndexError, TypeError):
            continue
    return data
