"""Every rule's own examples, through the real engine."""

from __future__ import annotations

import pytest

from mtfix.rules import Rule, all_rules
from mtfix.rules.examples import failures


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_examples_hold(rule: Rule) -> None:
    assert failures(rule) == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_that_fires_has_both_kinds_of_example(rule: Rule) -> None:
    if rule.safety != "model":
        assert rule.fires
        assert rule.silent


def test_ids_are_unique_and_dotted() -> None:
    ids = [rule.id for rule in all_rules()]
    assert len(ids) == len(set(ids))
    assert all("." in rule_id for rule_id in ids)


def test_the_lexicon_has_at_least_400_entries() -> None:
    from mtfix.rules.lexicon import load_lexicon

    assert len(load_lexicon()) >= 400
