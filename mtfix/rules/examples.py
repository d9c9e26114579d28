"""Run the examples of a rule through the real engine, with only that rule enabled."""

from __future__ import annotations

from mtfix.document import Document
from mtfix.rules.engine import RuleLayer
from mtfix.rules.rule import Rule
from mtfix.source import SourceDocument


def failures(rule: Rule) -> list[str]:
    """What is wrong with the examples of ``rule``; empty when all hold."""
    problems: list[str] = []
    if rule.safety == "model":
        return problems
    layer = RuleLayer([rule])
    for example in rule.fires:
        got = _repaired(layer, example.before, example.context, example.source)
        if got != example.after:
            problems.append(
                f"{rule.id}: fires:\n  before {example.before!r}\n  wanted {example.after!r}\n"
                f"  got    {got!r}"
            )
    for near_miss in rule.silent:
        got = _repaired(layer, near_miss.text, near_miss.context, near_miss.source)
        if got != near_miss.text:
            problems.append(f"{rule.id}: not silent:\n  text {near_miss.text!r}\n  got  {got!r}")
    return problems


def _repaired(layer: RuleLayer, text: str, context: str, source: str) -> str:
    """``text`` after the rule, with ``context`` as a further paragraph of its document."""
    if not context:
        original = SourceDocument.parse(source) if source else None
        return layer.run(Document.parse(text, source=original)).document.text
    whole = f"{text}\n\n{context}"
    edits = layer.run(Document.parse(whole)).edits
    from mtfix.edits import project

    return project([(0, len(text))], whole, edits)[0]
