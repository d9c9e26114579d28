"""The checks of the guard, described by their docstrings and judged on their own examples."""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path

from pieces import difference, shown, table

from mtfix.document import Document
from mtfix.edits import align
from mtfix.guard import Limits, Thresholds
from mtfix.guard.change import Change, Source
from mtfix.guard.checks.check import Check, Example
from mtfix.guard.guard import default_checks
from mtfix.model import find_bundle
from mtfix.model.loading import DEFAULT_MODEL


def checks() -> str:
    """All checks as Markdown, in the order in which the guard asks them."""
    return "\n\n".join(_check(check) for check in default_checks(Thresholds(), Limits()))


def thresholds() -> str:
    """The least confidence that the shipped model needs, by mode and kind of edit."""
    folder = find_bundle(DEFAULT_MODEL)
    if folder is None:
        return "No model is installed where this page was made."
    text = Path(folder, "settings.json").read_text(encoding="utf-8")
    modes: dict[str, dict[str, float]] = json.loads(text)["thresholds"]
    kinds = list(dict.fromkeys(kind for values in modes.values() for kind in values))
    rows = [
        [mode, *(f"{values.get(kind, 0):.2f}" for kind in kinds)] for mode, values in modes.items()
    ]
    return table(["mode", *kinds], rows)


def _check(check: Check) -> str:
    module = sys.modules[type(check).__module__]
    title, _, body = (inspect.getdoc(module) or "").partition("\n")
    name, _, rest = title.partition(": ")
    parts = [f"### {name}", rest[:1].upper() + rest[1:], _prose(body)]
    examples: tuple[Example, ...] = getattr(module, "EXAMPLES", ())
    if examples:
        rows = [[_shown(example), _verdict(check, example)] for example in examples]
        parts.append(table(["change", "verdict"], rows))
    return "\n\n".join(parts)


def _prose(body: str) -> str:
    """A docstring's body, with what is accepted and rejected in paragraphs of their own."""
    for word in ("Accepted", "Rejected"):
        body = body.replace(f"\n{word}: ", f"\n\n**{word}:** ")
    return body.strip()


def _shown(example: Example) -> str:
    around = f'<span class="around">in a document with: {shown(example.context)}</span>'
    return difference(example.before, example.after) + (f" {around}" if example.context else "")


def _verdict(check: Check, example: Example) -> str:
    """What the check says now, not what the example claims; the tests see that both agree."""
    whole = f"{example.before}\n\n{example.context}"
    if example.context and example.before in example.context:
        whole = example.context
    source = Source(example.before, Document.parse(whole))
    edits = align(example.before, example.after, layer="model", rule="model.replace")
    refusal = check.refuse(Change(source, [source.site(edit) for edit in edits]))
    if refusal is None:
        return '<span class="verdict accepted">accepted</span>'
    return f'<span class="verdict refused">refused</span> {shown(refusal.detail)}'
