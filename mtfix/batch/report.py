"""A sample of the edits as one HTML page for review: escaped, no script, no outside resource."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from mtfix.batch.shards import Sample
from mtfix.batch.summary import Summary

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem }
article { border-top: 1px solid #8886; padding: .6rem 0 }
del { background: #d1495b33 } ins { background: #6b908055; text-decoration: none }
p { margin: .3rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
small, footer { color: #777 } li { font-size: .85em }
"""


def render(summary: Summary, samples: Sequence[Sample]) -> str:
    """The page."""
    counts = summary.counts
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><title>mtfix: sample of edits</title>',
        '<meta name="viewport" content="width=device-width">',
        f"<style>{_STYLE}</style></head><body><h1>A sample of the edits</h1>",
        f"<p>{len(samples)} of {counts.changed:,} changed rows; {counts.rows:,} rows, "
        f"{counts.edits:,} edits, {counts.errors:,} dead letters.</p>",
    ]
    parts += [_article(sample) for sample in samples]
    parts.append(f"<footer>{escape(summary.signature)}</footer></body></html>\n")
    return "\n".join(parts)


def _article(sample: Sample) -> str:
    name = f" · {escape(sample.id)}" if sample.id is not None else ""
    russian = f'<p lang="ru">{escape(sample.source)}</p>' if sample.source is not None else ""
    reasons = "".join(f"<li>{_reason(edit)}</li>" for edit in sample.edits)
    return (
        f"<article><small>{escape(sample.where)}{name}</small>{russian}"
        f"<p>{_marked(sample)}</p><ul>{reasons}</ul></article>"
    )


def _marked(sample: Sample) -> str:
    pieces: list[str] = []
    done = 0
    for edit in sample.edits:
        start, end = _offset(edit, "start"), _offset(edit, "end")
        pieces.append(escape(sample.text[done:start]))
        if before := str(edit["before"]):
            pieces.append(f"<del>{escape(before)}</del>")
        if after := str(edit["after"]):
            pieces.append(f"<ins>{escape(after)}</ins>")
        done = end
    pieces.append(escape(sample.text[done:]))
    return "".join(pieces)


def _reason(edit: dict[str, Any]) -> str:
    russian = f" ({edit['russian']})" if edit["russian"] else ""
    return escape(f"{edit['rule']}: {edit['reason']}{russian}, {edit['confidence']:.2f}")


def _offset(edit: dict[str, Any], name: str) -> int:
    return int(edit[name])
