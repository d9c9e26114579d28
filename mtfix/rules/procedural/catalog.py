"""The procedural rules, in the order in which they are listed."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from mtfix.rules.procedural.rule import ProceduralRule

_MODULES: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def procedural_rules() -> tuple[ProceduralRule, ...]:
    """Every procedural rule; each module's are in its ``RULES``."""
    package = __package__ or "mtfix.rules.procedural"
    return tuple(rule for name in _MODULES for rule in import_module(f"{package}.{name}").RULES)
