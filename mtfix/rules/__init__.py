"""The rule layer: a lexicon of declarative entries and one small module per procedural rule."""

from mtfix.rules.engine import Layered, RuleLayer
from mtfix.rules.registry import all_rules, find_rule, rule_layer
from mtfix.rules.rule import Fires, Rule, Safety, Silent

__all__ = [
    "Fires",
    "Layered",
    "Rule",
    "RuleLayer",
    "Safety",
    "Silent",
    "all_rules",
    "find_rule",
    "rule_layer",
]
