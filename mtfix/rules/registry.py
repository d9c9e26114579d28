"""All rules that ship with mtfix, and the ones that a configuration switches on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cached_property, lru_cache

from mtfix.config import Config
from mtfix.document import Document
from mtfix.edits import Edit
from mtfix.errors import ConfigError
from mtfix.rules.engine import Proposer, RuleLayer
from mtfix.rules.lexicon import LexiconMatcher, LexiconRule, load_lexicon
from mtfix.rules.procedural import procedural_rules
from mtfix.rules.rule import Rule, Safety

_LAYERS = ("model", "glossary")  # prefixes of edits that are not rules


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule: procedural ones first, then the lexicon."""
    lexicon = (LexiconRule(entry) for entry in load_lexicon())
    return (*procedural_rules(), *lexicon)


def find_rule(rule_id: str) -> Rule:
    """The rule of that id.

    Raises:
        ConfigError: There is none; the message names the nearest ids.
    """
    known = {rule.id: rule for rule in all_rules()}
    if rule_id not in known:
        raise ConfigError(f"no rule {rule_id!r}{_nearest(rule_id, list(known))}")
    return known[rule_id]


@lru_cache(maxsize=16)
def rule_layer(config: Config) -> RuleLayer:
    """The rule layer of ``config``; building it compiles the active lexicon once.

    Raises:
        ConfigError: A prefix in ``enable`` or ``disable`` names no rule.
    """
    _check_prefixes(config)
    proposers: list[Proposer] = [
        rule for rule in procedural_rules() if is_active(rule.id, rule.safety, config)
    ]
    proposers.append(
        LexiconMatcher(
            entry
            for entry in load_lexicon(examples=False, safeties=("safe", "evidence"))
            if is_active(entry.id, entry.safety, config)
        )
    )
    proposers.append(_SourcedLexicon(config))
    return RuleLayer(proposers)


class _SourcedLexicon:
    """The entries that only a source can bear out; compiled when a document brings the first."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @cached_property
    def _matcher(self) -> LexiconMatcher:
        return LexiconMatcher(
            entry
            for entry in load_lexicon(examples=False, safeties=("source",))
            if is_active(entry.id, entry.safety, self._config)
        )

    def propose(self, document: Document) -> Iterable[Edit]:
        """Candidate edits; none without a source."""
        return () if document.source is None else self._matcher.propose(document)


def is_active(rule_id: str, safety: Safety, config: Config) -> bool:
    """Whether ``config`` lets a rule fire; entries kept for training noise never do."""
    if safety == "model":
        return False
    return config.allows(rule_id, default=safety == "safe" or config.mode != "safe")


def _check_prefixes(config: Config) -> None:
    prefixes = (*config.enable, *config.disable)
    if not prefixes:
        return
    known = {*_LAYERS}
    for rule in all_rules():
        parts = rule.id.split(".")
        known.update(".".join(parts[:length]) for length in range(1, len(parts) + 1))
    for prefix in prefixes:
        if prefix not in known and prefix.split(".")[0] not in _LAYERS:
            raise ConfigError(f"no rule or group {prefix!r}{_nearest(prefix, sorted(known))}")


def _nearest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, n=3)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return f"{hint} (`mtfix rules list` shows all)"
