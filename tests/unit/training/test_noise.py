"""Noise degrades, deterministically for a seed, and learns what engines write."""

from __future__ import annotations

import random

import pytest

from mtfix.rules.lexicon.schema import Entry
from mtfix.training.examples import spaced_units
from mtfix.training.mining import Pair
from mtfix.training.noise import structural
from mtfix.training.noise.lexicon import lexicon_noise
from mtfix.training.noise.substitution import SubstitutionNoise, join_units


def _pair(before: str, after: str) -> Pair:
    return Pair(before, after, "rbmt-1", 0.1, True)


LEARNED = SubstitutionNoise.learn(
    [_pair("He met with the head in the Moscow.", "He met with the head in Moscow.")] * 4
    + [_pair("They signed contract START.", "They signed the START treaty.")] * 3
)


def test_substitutions_are_learned_with_their_context() -> None:
    noised = LEARNED.degrade(spaced_units("She lives in Moscow."), 1.2, random.Random(1))
    assert join_units(noised) == "She lives in the Moscow."


def test_rare_changes_are_not_learned() -> None:
    noise = SubstitutionNoise.learn([_pair("He go.", "He goes.")] * 2)
    assert len(noise) == 0


def test_no_strength_is_no_noise() -> None:
    units = spaced_units('"He lives in Moscow," she said.')
    assert LEARNED.degrade(units, 0.0, random.Random(1)) == units


@pytest.mark.parametrize(
    ("degrader", "text", "expected"),
    [
        (
            structural.postpose_title,
            "Russian President Vladimir Putin left.",
            {
                "The President of Russia Vladimir Putin left.",
                "President of Russia Vladimir Putin left.",
                "The President of the Russian Federation Vladimir Putin left.",
                "President of the Russian Federation Vladimir Putin left.",
                "The President of RF Vladimir Putin left.",
                "President of RF Vladimir Putin left.",
            },
        ),
        (
            structural.mangle_dialogue,
            '"We left," he said.',
            {
                '"We left", — he said.',
                '"We left"- he said.',
                '"We left, "- he said.',
                '"We left" — he said.',
                '"We left", he said.',
                '"We left" - he said.',
            },
        ),
        (structural.double_reporting, '"No," said a diplomat.', {'"No," said a diplomat said.'}),
        (
            structural.unfold_possessive,
            "It is Moscow's plan.",
            {"It is the plan of Moscow.", "It is plan of Moscow."},
        ),
    ],
)
def test_each_degrader_states_its_fact(
    degrader: structural.Degrader, text: str, expected: set[str]
) -> None:
    results = {degrader(text, random.Random(seed)) for seed in range(60)}
    assert results - {text} <= expected
    assert results & expected


def test_degrading_is_reproducible() -> None:
    text = '"The plan was rejected by the U.S.," Russian President Dmitry Medvedev said in 2011.'
    assert [structural.degrade(text, 1.5, random.Random(s)) for s in range(20)] == [
        structural.degrade(text, 1.5, random.Random(s)) for s in range(20)
    ]


def test_the_lexicon_read_backwards_degrades() -> None:
    entry = Entry(
        id="spinner.alliance", match=("union", "the bloc"), becomes=("alliance",), safety="model"
    )
    noise = lexicon_noise([entry])
    results = {
        join_units(noise.degrade(spaced_units("The alliance agreed."), 5.0, random.Random(seed)))
        for seed in range(20)
    }
    assert results == {"The union agreed.", "The the bloc agreed."}
