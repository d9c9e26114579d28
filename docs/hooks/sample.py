"""The article of the front page, repaired when the site is built."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from adopted_pages import ROOT
from pieces import shown

import mtfix
from mtfix.edits import Edit
from mtfix.report import render
from mtfix.result import Repair

_ARTICLE = ROOT / "docs" / "article.txt"


@lru_cache(maxsize=1)
def _repair() -> Repair:
    return mtfix.repair(_ARTICLE.read_text(encoding="utf-8"))


def article() -> str:
    """The article as HTML with every edit marked; pointing at one tells its rule."""
    repair, pieces, done = _repair(), [], 0
    for edit in repair.edits:
        pieces += [shown(repair.original[done : edit.start]), _marked(edit)]
        done = edit.end
    text = "".join([*pieces, shown(repair.original[done:])]).strip()
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("<br><br>"))
    return f'<div class="article">{paragraphs}</div>'


def report() -> str:
    """Its review page."""
    return render(_repair(), title=_ARTICLE.name)


def _marked(edit: Edit) -> str:
    russian = f" ({edit.russian})" if edit.russian else ""
    told = escape(f"{edit.rule}: {edit.reason}{russian}")
    gone = f'<del title="{told}">{shown(edit.before)}</del>' if edit.before else ""
    return gone + (f'<ins title="{told}">{shown(edit.after)}</ins>' if edit.after else "")
