"""A repair told in plain text, one line an edit."""

from __future__ import annotations

from mtfix.edits import Edit
from mtfix.result import Repair


def explanation(repair: Repair) -> str:
    """Each edit, and each proposal that the guard refused, with its place as ``line:column``."""
    lines = [f"{place(repair.original, e.start)}  {summary(e)}" for e in repair.edits]
    lines += [
        f"{place(repair.original, r.edit.start)}  refused: {summary(r.edit)}  {r.check}: {r.detail}"
        for r in repair.rejected
    ]
    return "\n".join(lines) or "Nothing to change."


def place(text: str, offset: int) -> str:
    """``line:column`` of ``offset``, both from 1."""
    line_start = text.rfind("\n", 0, offset) + 1
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - line_start + 1}"


def summary(edit: Edit) -> str:
    """What an edit changes, its rule, its reason and the Russian behind it."""
    what = f"{_shown(edit.before)} → {_shown(edit.after)}  [{edit.rule}]"
    russian = f" ({edit.russian})" if edit.russian else ""
    return f"{what}  {edit.reason}{russian}".rstrip()


def _shown(text: str) -> str:
    return f"‹{text}›" if text else "nothing"
