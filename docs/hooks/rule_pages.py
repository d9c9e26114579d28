"""The rule catalogue, made from what the engine itself reads: the lexicon and the rules in Python.

One page a theme of the lexicon, one for the procedural rules, and a table of them all.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from pieces import code, difference, paragraph, shown, table

from mtfix.rules.lexicon.loader import DATA
from mtfix.rules.lexicon.schema import Entry, load_file
from mtfix.rules.procedural import catalog
from mtfix.rules.procedural.rule import ProceduralRule
from mtfix.rules.rule import Fires, Silent

_SAFETY = {
    "safe": "always",
    "evidence": "with evidence",
    "source": "with the source",
    "model": "never: taught to the model",
}
_CONDITIONS = {
    "document_has": "the document has",
    "document_lacks": "the document lacks",
    "source_lacks": "the source lacks",
    "after": "behind",
    "not_after": "not behind",
    "before": "before",
    "not_before": "not before",
}
_POSITIONS = {"sentence_start": "opens a sentence", "inside": "inside a sentence"}
_MOST_PHRASES = 8
_HEADINGS = ("What it does", "The Russian behind it", "Safety", "Known problems")


@dataclass(frozen=True, slots=True)
class Theme:
    """One file of the lexicon.

    Attributes:
        name: Its stem, the first part of its rules' ids.
        about: The comment that opens it.
        entries: Its rules.
    """

    name: str
    about: str
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.name.replace("_", " and ").capitalize()

    @property
    def firing(self) -> list[Entry]:
        """The rules that can fire."""
        return [entry for entry in self.entries if entry.safety != "model"]

    @property
    def taught(self) -> list[Entry]:
        """The entries that only teach the model."""
        return [entry for entry in self.entries if entry.safety == "model"]


def themes() -> list[Theme]:
    """All themes of the lexicon that ships with mtfix."""
    return [Theme(path.stem, _about(path), load_file(path)) for path in sorted(DATA.glob("*.toml"))]


def theme_page(theme: Theme) -> str:
    """The page of a theme as Markdown."""
    parts = [f"# {theme.title}", theme.about]
    parts += [_rule(entry, 2, _entry_facts(entry)) for entry in theme.firing]
    if theme.taught:
        rows = [
            [f"`{e.id}`", _phrases(e), shown(e.russian or e.undoes or "")] for e in theme.taught
        ]
        parts += [
            "## Taught to the model",
            "Right too seldom to fire. The training noise puts the left side where clean English "
            "has the right one, so that the model learns when to turn back.",
            table(["id", "change", "behind it"], rows),
        ]
    return "\n\n".join(parts)


def procedural_page() -> str:
    """The page of the rules in Python as Markdown; the prose is that of their docstrings."""
    parts = [
        "# Rules in Python",
        "What a list of phrases cannot say: each of these is a small module of its own.",
    ]
    for module in catalog.modules():
        title, sections = _docstring(inspect.getdoc(module) or "")
        parts.append(f"## {title}")
        parts += [f"**{name}.** {text}" for name, text in sections.items() if name in _HEADINGS]
        for rule in module.RULES:
            parts.append(_rule(rule, 3, [_safety(rule.safety), _russian(rule.russian)]))
    return "\n\n".join(parts)


def overview() -> str:
    """The table of all pages, with the number of their rules by safety."""
    in_python = catalog.procedural_rules()
    rows = [_row("[In Python](procedural.md)", "What a list of phrases cannot say.", in_python)]
    every: list[ProceduralRule | Entry] = [*in_python]
    for theme in themes():
        rows.append(_row(f"[{theme.title}]({theme.name}.md)", theme.about, theme.entries))
        every += theme.entries
    header = ["theme", "about", *(_SAFETY[safety].partition(":")[0] for safety in _SAFETY)]
    return table(header, [*rows, _row("**all**", "", every)])


def _row(link: str, about: str, rules: Iterable[ProceduralRule | Entry]) -> list[str]:
    counts = Counter(rule.safety for rule in rules)
    return [link, about, *(f"{counts[safety]:,}" if counts[safety] else "" for safety in _SAFETY)]


def _rule(rule: Entry | ProceduralRule, level: int, facts: list[str]) -> str:
    lines = [paragraph("rule-facts", " · ".join(fact for fact in facts if fact))]
    lines += [_fires(example) for example in rule.fires]
    lines += [_silent(example) for example in rule.silent]
    change = _phrases(rule) if isinstance(rule, Entry) else shown(rule.description)
    if isinstance(rule, Entry) and _is_long(conditions := _conditions(rule)):
        listed = "".join(paragraph("rule-facts", condition) for condition in conditions)
        lines.append(f"<details><summary>conditions</summary>{listed}</details>")
    block = ['<div class="rule">', paragraph("rule-change", change), *lines, "</div>"]
    return f"{'#' * level} `{rule.id}` {{ #{rule.id} }}\n\n" + "\n".join(block)


def _phrases(entry: Entry) -> str:
    phrases = ", ".join(code(phrase) for phrase in entry.match)
    return f"{phrases} → {code(entry.becomes[0]) if entry.becomes[0] else '<i>nothing</i>'}"


def _entry_facts(entry: Entry) -> list[str]:
    undoes = f"undoes {shown(entry.undoes)}" if entry.undoes else ""
    engine = "an artifact of the engine" if entry.cause == "engine" else ""
    short = [] if _is_long(conditions := _conditions(entry)) else conditions
    facts = [_safety(entry.safety), _russian(entry.russian), undoes, engine]
    return [*facts, *short, shown(entry.note)]


def _is_long(conditions: list[str]) -> bool:
    """Whether conditions list so many phrases that they are folded away below the examples."""
    return "".join(conditions).count("<code>") > _MOST_PHRASES


def _safety(safety: str) -> str:
    return f'<span class="safety {safety}">{_SAFETY[safety]}</span>'


def _russian(russian: str | None) -> str:
    return f'Russian: <i lang="ru">{shown(russian)}</i>' if russian else ""


def _conditions(entry: Entry) -> list[str]:
    """The conditions of an entry in words; those that this module does not know, by name."""
    found = []
    for field in fields(entry.when):
        value = getattr(entry.when, field.name)
        if not value:
            continue
        if field.name == "position":
            found.append(_POSITIONS[value])
        elif value is True:
            found.append(f"{field.name} capitals")
        else:
            label = _CONDITIONS.get(field.name, field.name.replace("_", " "))
            found.append(f"{label} {', '.join(map(code, value))}")
    if source := getattr(entry, "source", ()):
        found.append(f"the source has {', '.join(map(code, source))}")
    return found


def _fires(example: Fires) -> str:
    return paragraph("fires", difference(example.before, example.after) + _around(example))


def _silent(example: Silent) -> str:
    return paragraph("silent", shown(example.text) + _around(example))


def _around(example: Fires | Silent) -> str:
    """What else the example needs: more of the document, or its Russian."""
    pieces = [("context", "elsewhere in the document"), ("source", "the source")]
    return "".join(
        f' <span class="around">{label}: {shown(text)}</span>'
        for name, label in pieces
        if (text := getattr(example, name, ""))
    )


def _about(path: Path) -> str:
    """The sentences of the comment that opens a lexicon file; section titles end with no period."""
    comment = re.match(r"(?:#[^\n]*\n)*", path.read_text(encoding="utf-8"))
    text = " ".join(line.lstrip("# ") for line in comment[0].splitlines()) if comment else ""
    return text[: text.rfind(".") + 1]


def _docstring(text: str) -> tuple[str, dict[str, str]]:
    """Title and sections of a procedural rule's module."""
    title, _, body = text.partition("\n")
    parts = re.split(r"^([A-Z][\w ]+):\n", body, flags=re.MULTILINE)
    names, texts = parts[1::2], parts[2::2]
    sections = {name: " ".join(text.split()) for name, text in zip(names, texts, strict=True)}
    return title.rstrip("."), sections
