"""The page: one HTML file with its data, style and script inside, and nothing from outside."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from functools import lru_cache
from importlib import resources
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtfix.errors import MissingExtra, TextTypeError
from mtfix.report.changes import changes, paragraphs
from mtfix.report.characters import one_line, visible
from mtfix.report.files import replace_file
from mtfix.result import Repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from mtfix.report.changes import Change

_KINDS = ("rules", "model", "glossary", "refused")


def render(repair: Repair, *, title: str = "") -> str:
    """The review page of a repair as HTML.

    Every text of the repair is escaped, and a Content-Security-Policy allows the page's own style
    and script by their hashes and nothing else, so nothing in the input can run or load.

    Args:
        repair: What to review.
        title: What was repaired, for example the name of the file.

    Returns:
        The page; it always fits in UTF-8.

    Raises:
        MissingExtra: jinja2 is not installed.
        TextTypeError: ``repair`` is something else than a ``Repair``.
    """
    if not isinstance(repair, Repair):
        raise TextTypeError(
            f"the report shows a Repair, not {type(repair).__name__}: "
            "pass what mtfix.repair(text) gives back"
        )
    template = _template()
    from markupsafe import Markup

    found = changes(repair)
    style, script = _asset("page.css"), _asset("page.js")
    return template.render(
        title=title,
        repair=repair,
        changes=found,
        paragraphs=paragraphs(repair, found),
        kinds=_counts(found),
        rules=_rules(found),
        policy=_policy(style, script),
        # Trusted: our own files, and JSON in which no character of HTML is left.
        style=Markup(style),
        script=Markup(script),
        data=Markup(_data(repair, found, title)),
    )


def write(repair: Repair, path: str | PathLike[str], *, title: str = "") -> None:
    """Write the review page of ``repair`` to ``path``, whole or not at all.

    Raises:
        MissingExtra: jinja2 is not installed.
        OSError: ``path`` cannot be written.
    """
    replace_file(Path(path), render(repair, title=title).encode("utf-8"))


def _data(repair: Repair, found: Sequence[Change], title: str) -> str:
    """JSON that is inert inside ``<script>``: plain ASCII without ``<``, ``>`` and ``&``."""
    digest = hashlib.sha256(repr(repair).encode("utf-8")).hexdigest()
    data: dict[str, Any] = {
        "key": f"mtfix-review-{digest[:24]}",  # under which the browser keeps the decisions
        "title": title,
        "original": repair.original,
        "signature": repair.signature,
        "changes": [change.to_dict() for change in found],
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _counts(found: Sequence[Change]) -> list[tuple[str, int]]:
    counts = Counter(change.kind for change in found)
    return [(kind, counts[kind]) for kind in _KINDS if counts[kind]]


def _rules(found: Sequence[Change]) -> list[tuple[str, int]]:
    return sorted(Counter(rule for c in found for rule in set(c.edit.rule.split("+"))).items())


@lru_cache(maxsize=1)
def _template() -> Template:
    try:
        from jinja2 import Environment, StrictUndefined
    except ModuleNotFoundError as error:
        raise MissingExtra.of("jinja2", "report") from error
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(quoted=_quoted, is_slight=_is_slight)
    return environment.from_string(_asset("page.html"))


def _finalized(value: Any) -> Any:
    """What autoescape gets to see: text with its unseen characters shown; markup as it is."""
    return visible(value) if type(value) is str else value


def _quoted(text: str) -> str:
    """Text of a change on one line, with the spaces at its ends shown."""
    core = text.strip(" ")
    lead, trail = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    return one_line("␣" * lead + core + "␣" * trail if core else "␣" * len(text))


def _is_slight(text: str) -> bool:
    """Whether a line struck through ``text`` would hide it: it has no letter or digit."""
    return not any(map(str.isalnum, text))


def _asset(name: str) -> str:
    return (resources.files("mtfix.report") / "assets" / name).read_text("utf-8")
