"""Replay a reviewer's choice: what the page, or ``mtfix explain --json``, exported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, cast, get_args

from mtfix.edits import Edit, Layer, apply
from mtfix.errors import EditError
from mtfix.explanation import place

_NAMES = {field.name for field in fields(Edit)}
_LAYERS = get_args(Layer)
_TEXTS = ("before", "after", "layer", "rule", "reason")


def replay(original: str, exported: str) -> str:
    """Apply the exported edits to the text that they were made for.

    Args:
        original: The text before the repair.
        exported: JSON of an object with ``edits``; ``original`` and ``text`` are held to, if there.

    Returns:
        The text with the chosen edits made.

    Raises:
        EditError: It is no such JSON, an edit is malformed or does not fit, or ``original`` or
            ``text`` says otherwise.
    """
    data = _parsed(exported)
    if "original" in data and data["original"] != original:
        raise EditError(_elsewhere(original, data["original"]))
    text = apply(original, read_edits(data))
    if "text" in data and data["text"] != text:
        raise EditError(
            "the edits do not give the 'text' of the export: it was changed afterwards; "
            "export again, or remove 'text' from the JSON"
        )
    return text


def read_edits(data: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The edits under ``edits``, each checked field by field.

    Raises:
        EditError: Names the first one that is malformed.
    """
    listed = data.get("edits")
    if not isinstance(listed, list):
        raise EditError("the export must have a list of 'edits', as the review page writes it")
    return tuple(_edit(item, f"edits[{index}]") for index, item in enumerate(listed))


def _parsed(exported: str) -> dict[str, Any]:
    try:
        data = json.loads(exported.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise EditError(f"the edits are not JSON: {error}") from error
    if not isinstance(data, dict):
        raise EditError(f"the export must be a JSON object with 'edits', not {_kind(data)}")
    return cast(dict[str, Any], data)


def _edit(item: object, where: str) -> Edit:
    if not isinstance(item, dict):
        raise EditError(f"{where} must be an object, not {_kind(item)}")
    values = dict(item)
    if unknown := sorted(map(str, values.keys() - _NAMES)):
        raise EditError(f"{where} has unknown fields: {', '.join(unknown)}")
    for name in ("start", "end", "before", "after", "layer", "rule"):
        if name not in values:
            raise EditError(f"{where} lacks {name!r}")
    for name in ("start", "end"):
        if type(values[name]) is not int or values[name] < 0:
            raise EditError(f"{where}.{name} must be a whole number from 0, not {values[name]!r}")
    for name in _TEXTS:
        if not isinstance(values.get(name, ""), str):
            raise EditError(f"{where}.{name} must be text, not {_kind(values[name])}")
    if values["layer"] not in _LAYERS:
        raise EditError(f"{where}.layer must be one of {', '.join(_LAYERS)}")
    if not isinstance(values.get("russian"), str | None):
        raise EditError(f"{where}.russian must be text or null, not {_kind(values['russian'])}")
    confidence = values.get("confidence", 1.0)
    if type(confidence) not in (int, float) or not 0 <= confidence <= 1:
        raise EditError(f"{where}.confidence must be a number from 0 to 1, not {confidence!r}")
    return Edit(**{**values, "confidence": float(confidence)})


def _elsewhere(original: str, expected: object) -> str:
    if not isinstance(expected, str):
        return f"'original' must be text, not {_kind(expected)}"
    pairs = enumerate(zip(original, expected, strict=False))
    first = next(
        (index for index, (one, other) in pairs if one != other),
        min(len(original), len(expected)),
    )
    return (
        f"the edits were made for another text: it differs from {place(original, first)} on; "
        "give the file that was repaired"
    )


def _kind(value: object) -> str:
    names: dict[type, str] = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
