"""Labels are made on units and lead from the hypothesis to the post-edit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtfix.training.examples import Locus, SpacedUnit, loci, spaced_units


def _replay(before: list[SpacedUnit], changes: list[Locus]) -> list[SpacedUnit]:
    result: list[SpacedUnit] = []
    at = 0
    for change in changes:
        result += before[at : change.start]
        result += change.fill
        at = change.end
    return result + before[at:]


def test_a_replacement_is_one_locus() -> None:
    (change,) = loci(spaced_units("West quite abandoned"), spaced_units("West fully abandoned"))
    assert change == Locus(1, 2, (("fully", True),))


def test_an_accidental_match_between_two_edits_is_bridged() -> None:
    before = spaced_units("the creation of a system")
    after = spaced_units("the building of one system")
    (change,) = loci(before, after)
    assert [word for word, _ in change.fill] == ["building", "of", "one"]


def test_a_content_word_between_two_edits_stays() -> None:
    changes = loci(spaced_units("a Moscow b"), spaced_units("c Moscow d"))
    assert [(c.start, c.end) for c in changes] == [(0, 1), (2, 3)]


def test_spacing_is_part_of_a_unit() -> None:
    (change,) = loci(spaced_units("longer , he"), spaced_units("longer, he"))
    assert change == Locus(1, 2, ((",", False),))


@given(st.text(alphabet='ab ."', max_size=40), st.text(alphabet='ab ."', max_size=40))
def test_loci_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    source, target = spaced_units(before), spaced_units(after)
    assert _replay(source, loci(source, target)) == target
