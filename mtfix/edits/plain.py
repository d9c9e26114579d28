"""Edits from plain data, as JSON gives it: each field is checked, nothing is converted."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

from mtfix.edits.edit import Edit, Layer
from mtfix.errors import EditError

_NAMES = {field.name for field in fields(Edit)}
_LAYERS = get_args(Layer)
_TEXTS = ("before", "after", "layer", "rule", "reason")
_NEEDED = ("start", "end", "before", "after", "layer", "rule")


def edit_from(item: object, where: str) -> Edit:
    """The edit that ``dataclasses.asdict`` made ``item`` of. Whether it fits a text is not seen.

    Args:
        item: Plain data.
        where: Its place, for messages: ``edits[3]``.

    Raises:
        EditError: A field is missing, unknown or of another type; names it.
    """
    if not isinstance(item, dict):
        raise EditError(f"{where} must be an object, not {kind(item)}")
    values = dict(item)
    if unknown := sorted(map(str, values.keys() - _NAMES)):
        raise EditError(f"{where} has unknown fields: {', '.join(unknown)}")
    for name in _NEEDED:
        if name not in values:
            raise EditError(f"{where} lacks {name!r}")
    for name in ("start", "end"):
        if type(values[name]) is not int:
            raise EditError(f"{where}.{name} must be a whole number from 0, not {values[name]!r}")
    for name in _TEXTS:
        if not isinstance(values.get(name, ""), str):
            raise EditError(f"{where}.{name} must be text, not {kind(values[name])}")
    if values["layer"] not in _LAYERS:
        raise EditError(f"{where}.layer must be one of {', '.join(_LAYERS)}")
    if not isinstance(values.get("russian"), str | None):
        raise EditError(f"{where}.russian must be text or null, not {kind(values['russian'])}")
    confidence = values.get("confidence", 1.0)
    if type(confidence) not in (int, float) or not 0 <= confidence <= 1:
        raise EditError(f"{where}.confidence must be a number from 0 to 1, not {confidence!r}")
    return Edit(**{**values, "confidence": float(confidence)})


def edits_from(listed: object, where: str = "edits") -> tuple[Edit, ...]:
    """The edits of a list, to be applied to a text.

    Raises:
        EditError: It is no list, or an edit of it is malformed; names the first.
    """
    if not isinstance(listed, list | tuple):
        raise EditError(f"{where!r} must be a list of edits, not {kind(listed)}")
    edits = tuple(edit_from(item, f"{where}[{index}]") for index, item in enumerate(listed))
    for index, edit in enumerate(edits):
        for name in ("start", "end"):
            if getattr(edit, name) < 0:
                raise EditError(
                    f"{where}[{index}].{name} must be a whole number from 0, "
                    f"not {getattr(edit, name)}"
                )
    return edits


def kind(value: object) -> str:
    """What ``value`` is called in JSON."""
    names: dict[type, str] = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
