"""All rules that ship with mtfix."""

from __future__ import annotations

from functools import lru_cache

from mtfix.rules.lexicon import LexiconRule, load_lexicon
from mtfix.rules.rule import Rule


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule: procedural ones first, then the lexicon."""
    return tuple(LexiconRule(entry) for entry in load_lexicon())
