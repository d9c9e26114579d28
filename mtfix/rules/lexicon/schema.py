"""The lexicon's file format: strict TOML, one ``[[rule]]`` an entry, examples included."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

from mtfix.errors import LexiconError
from mtfix.rules.rule import Fires, Safety, Silent

Cause = Literal["russian", "spinner", "engine"]

_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
# An example table up to the next table header; its lines hold plain keys only.
_EXAMPLE_TABLE = re.compile(
    r"^\[\[rule\.(?:fires|silent)\]\][^\n]*\n"
    r"(?:(?:before|after|text|context|source) ?=[^\n]*\n|\s*\n|#[^\n]*\n)*",
    re.MULTILINE,
)
_RULE_TABLE = "\n[[rule]]\n"
_SAFETY = re.compile(r'^safety = "(\w+)"', re.MULTILINE)
_RULE_KEYS = frozenset(
    "id russian cause undoes source match becomes safety when note fires silent".split()
)
_WHEN_LISTS = (
    "document_has",
    "document_lacks",
    "source_lacks",
    "after",
    "not_after",
    "before",
    "not_before",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Conditions on a match; empty means no condition."""

    document_has: tuple[str, ...] = ()
    document_lacks: tuple[str, ...] = ()
    source_lacks: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    position: Literal["sentence_start", "inside"] | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One declarative rule of the lexicon.

    Attributes:
        becomes: Repairs; the first one is used, all are choices for training noise.
        undoes: For spinner entries, the swap that happened upstream (``Russia → our homeland``).
        source: Russian phrases that bear the repair out, where ``russian`` is not to be taken
            for them.
    """

    id: str
    match: tuple[str, ...]
    becomes: tuple[str, ...]
    safety: Safety = "safe"
    russian: str | None = None
    cause: Cause = "russian"
    undoes: str | None = None
    source: tuple[str, ...] = ()
    when: When = field(default_factory=When)
    note: str = ""
    fires: tuple[Fires, ...] = ()
    silent: tuple[Silent, ...] = ()

    @property
    def reason(self) -> str:
        """One short sentence for explanations."""
        if self.cause == "spinner":
            return f"Undoes a synonym swap ({self.undoes})."
        if self.cause == "engine":
            return "An artifact of the translation engine."
        return "Word for word from the Russian."

    @property
    def originals(self) -> tuple[str, ...]:
        """The Russian phrases, one of which the source must have to bear the repair out."""
        return self.source or ((self.russian,) if self.russian else ())

    @property
    def description(self) -> str:
        """One line for ``mtfix rules list``."""
        return f"{' | '.join(self.match)} → {self.becomes[0] or '(nothing)'}"


def load_file(
    path: Path, *, examples: bool = True, safeties: Container[Safety] | None = None
) -> tuple[Entry, ...]:
    """Read one lexicon file.

    Args:
        path: A TOML file whose stem is the theme of its rules.
        examples: Read the example tables, too, and insist on them. A repair does without: they are
            most of the file, and the suite has seen to them.
        safeties: Read only entries of these; a repair does without a third of them.

    Raises:
        LexiconError: The file breaks the schema; the message names file and rule.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if not examples:
            text = _EXAMPLE_TABLE.sub("", text)
        if safeties is not None:
            head, *tables = f"\n{text}".split(_RULE_TABLE)
            text = _RULE_TABLE.join([head, *(t for t in tables if _safety_of(t) in safeties)])
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as TOML: {error}") from error
    unknown = set(data) - {"rule"}
    if unknown or not isinstance(data.get("rule", None if safeties is None else []), list):
        raise LexiconError(f"{path}: expected only [[rule]] tables, found {sorted(data)}")
    entries = tuple(_entry(raw, path, examples) for raw in data.get("rule", []))
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise LexiconError(f"{path}: rule {entry.id!r} is defined twice")
        seen.add(entry.id)
    return entries


def _safety_of(table: str) -> Safety:
    """The safety of an entry that is still text."""
    found = _SAFETY.search(table)
    return cast(Safety, found[1] if found else "safe")


def _entry(raw: object, path: Path, examples: bool) -> Entry:
    if not isinstance(raw, dict):
        raise LexiconError(f"{path}: a rule must be a [[rule]] table, not {raw!r}")
    name = raw.get("id")
    where = f"{path.name}: rule {name!r}"
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise LexiconError(f"{where}: 'id' must be theme.name in lower case, digits and _")
    if not name.startswith(f"{path.stem}."):
        raise LexiconError(f"{where}: the id must start with the file's theme, {path.stem!r}")
    unknown = set(raw) - _RULE_KEYS
    if unknown:
        raise LexiconError(f"{where}: unknown keys {sorted(unknown)}; known: {sorted(_RULE_KEYS)}")
    cause = raw.get("cause", "russian")
    safety = raw.get("safety", "safe")
    if cause not in ("russian", "spinner", "engine"):
        raise LexiconError(f"{where}: 'cause' must be russian, spinner or engine, not {cause!r}")
    if safety not in get_args(Safety):
        raise LexiconError(f"{where}: 'safety' must be one of {get_args(Safety)}, not {safety!r}")
    needed = {"russian": "russian", "spinner": "undoes"}.get(cause)
    if needed and not raw.get(needed):
        raise LexiconError(f"{where}: cause {cause!r} requires the key {needed!r}")
    if "becomes" not in raw:
        raise LexiconError(f"{where}: 'becomes' is missing (use \"\" for a deletion)")
    match = _strings(raw, "match", where)
    if not match or not all(match):
        raise LexiconError(f"{where}: 'match' must list at least one phrase, none empty")
    fires = tuple(
        Fires(*_example(item, ("before", "after"), where)) for item in _tables(raw, "fires", where)
    )
    silent = tuple(Silent(*_example(i, ("text",), where)) for i in _tables(raw, "silent", where))
    if examples and safety != "model" and not (fires and silent):
        raise LexiconError(f"{where}: needs at least one [[rule.fires]] and one [[rule.silent]]")
    return Entry(
        id=name,
        match=match,
        becomes=_strings(raw, "becomes", where) or ("",),
        safety=cast(Safety, safety),
        russian=_optional(raw, "russian", where),
        cause=cast(Cause, cause),
        undoes=_optional(raw, "undoes", where),
        source=_strings(raw, "source", where),
        when=_when(raw.get("when", {}), where),
        note=_optional(raw, "note", where) or "",
        fires=fires,
        silent=silent,
    )


def _when(raw: object, where: str) -> When:
    if not isinstance(raw, dict):
        raise LexiconError(f"{where}: 'when' must be a table, not {raw!r}")
    unknown = set(raw) - {*_WHEN_LISTS, "position", "case"}
    if unknown:
        known = [*_WHEN_LISTS, "position", "case"]
        raise LexiconError(f"{where}: unknown conditions {sorted(unknown)}; known: {known}")
    position = raw.get("position")
    if position not in (None, "sentence_start", "inside"):
        raise LexiconError(f"{where}: 'position' must be sentence_start or inside: {position!r}")
    if raw.get("case", "exact") != "exact":
        raise LexiconError(f"{where}: 'case' can only be \"exact\", not {raw['case']!r}")
    lists = {key: _strings(raw, key, where) for key in _WHEN_LISTS}
    return When(position=position, exact="case" in raw, **lists)


def _strings(raw: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise LexiconError(f"{where}: {key!r} must be a string or a list of strings, not {value!r}")


def _optional(raw: Mapping[str, Any], key: str, where: str) -> str | None:
    value = raw.get(key)
    if value is None or isinstance(value, str):
        return value
    raise LexiconError(f"{where}: {key!r} must be a string, not {value!r}")


def _tables(raw: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    value = raw.get(key, [])
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return value
    raise LexiconError(f"{where}: {key!r} must be [[rule.{key}]] tables, not {value!r}")


def _example(raw: Mapping[str, Any], keys: tuple[str, ...], where: str) -> list[str]:
    unknown = set(raw) - {*keys, "context", "source"}
    values = [raw.get(key) for key in keys] + [raw.get(key, "") for key in ("context", "source")]
    if unknown or not all(isinstance(value, str) for value in values) or not values[0]:
        known = [*keys, "context?", "source?"]
        raise LexiconError(f"{where}: an example has the keys {known}: {dict(raw)!r}")
    if len(keys) == 2 and values[0] == values[1]:
        raise LexiconError(f"{where}: 'before' and 'after' are the same: {values[0]!r}")
    return cast(list[str], values)
