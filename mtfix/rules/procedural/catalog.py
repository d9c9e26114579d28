"""The procedural rules, in the order in which they are listed."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from types import ModuleType

from mtfix.rules.procedural.rule import ProceduralRule

_MODULES = (
    "reported_speech",
    "dash_clause",
    "quote_spacing",
    "quote_comma",
    "quoted_name",
    "outlet_sign",
    "outlet_name",
    "title_order",
    "double_verb",
    "reciprocal",
    "articles",
    "two_states",
    "number_format",
    "age",
    "comma_clause",
    "comma_conjunction",
    "spacing",
    "capital_inside",
    "capital_name",
    "slashed_pronoun",
    "relative_who",
    "repeated_word",
    "cyrillic_name",
    "bracket_gloss",
    "name_variant",
    "boilerplate",
    "source_number",
    "source_name",
    "source_quotes",
)


def modules() -> tuple[ModuleType, ...]:
    """The modules; each describes its ``RULES`` under the headings of its docstring."""
    return tuple(import_module(f"mtfix.rules.procedural.{name}") for name in _MODULES)


@lru_cache(maxsize=1)
def procedural_rules() -> tuple[ProceduralRule, ...]:
    """Every procedural rule."""
    return tuple(rule for module in modules() for rule in module.RULES)
