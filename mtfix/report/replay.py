"""Replay a reviewer's choice: what the page, or ``mtfix explain --json``, exported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from mtfix.edits import Edit, apply
from mtfix.edits.plain import edits_from, kind
from mtfix.errors import EditError
from mtfix.explanation import place


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
    return edits_from(listed)


def _parsed(exported: str) -> dict[str, Any]:
    try:
        data = json.loads(exported.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise EditError(f"the edits are not JSON: {error}") from error
    if not isinstance(data, dict):
        raise EditError(f"the export must be a JSON object with 'edits', not {kind(data)}")
    return cast(dict[str, Any], data)


def _elsewhere(original: str, expected: object) -> str:
    if not isinstance(expected, str):
        return f"'original' must be text, not {kind(expected)}"
    pairs = enumerate(zip(original, expected, strict=False))
    first = next(
        (index for index, (one, other) in pairs if one != other),
        min(len(original), len(expected)),
    )
    return (
        f"the edits were made for another text: it differs from {place(original, first)} on; "
        "give the file that was repaired"
    )
