"""Features of a locus."""

from __future__ import annotations

import pytest

from mtfix.model.calibration import Calibration
from mtfix.model.features import FEATURES
from mtfix.model.loci import Locus


def _features(
    deleted: tuple[str, ...], fill: str, *, start: int = 1, units: int = 9
) -> dict[str, float]:
    end = start + len(deleted)
    gaps = [start] if fill else []
    locus = Locus(
        start, end, gaps, [0.9] * len(deleted), [0.8], fill, [-0.2], deleted=deleted, units=units
    )
    return dict(zip(FEATURES, locus.features(), strict=True))


@pytest.mark.parametrize(
    ("deleted", "fill", "name"),
    [
        (("the",), " a", "swaps_articles"),
        ((), " the", "adds_article"),
        (("the",), "", "drops_article"),
        (("it",), " he", "swaps_pronouns"),
        (("on",), " in", "swaps_prepositions"),
        ((), " is", "adds_auxiliary"),
        (('"', "."), '."', "touches_quotes"),
        ((), ",", "adds_comma"),
        ((",",), "", "drops_comma"),
    ],
)
def test_each_kind_of_edit_is_told(deleted: tuple[str, ...], fill: str, name: str) -> None:
    kinds = {"swaps_articles", "adds_article", "drops_article", "swaps_pronouns"}
    kinds |= {"swaps_prepositions", "adds_auxiliary", "touches_quotes", "adds_comma", "drops_comma"}
    found = _features(deleted, fill)
    assert {kind for kind in kinds if found[kind]} == {name}


def test_words_on_both_sides_count_for_neither() -> None:
    found = _features(("the", "border"), " a border")
    assert found["swaps_articles"] == 1.0
    assert (found["content_words_out"], found["content_words_in"]) == (0.0, 0.0)
    found = _features(("boundary",), " the border")
    assert (found["content_words_out"], found["content_words_in"]) == (1.0, 1.0)
    assert found["words_added"] == 1.0


def test_an_inflection_is_like_and_another_word_is_not() -> None:
    assert _features(("infection",), " infections")["likeness"] > 0.9
    assert _features(("command",), " team")["likeness"] < 0.5


def test_places_are_told() -> None:
    assert _features(("Thought",), " The idea", start=0)["at_start"] == 1.0
    assert _features((".",), "?", start=8)["at_end"] == 1.0
    assert _features(("it",), " he")["at_start"] == _features(("it",), " he")["at_end"] == 0.0


def test_a_calibration_from_before_a_feature_does_not_weigh_it() -> None:
    old = Calibration.from_dict({"bias": 0.5, "weights": {"deletion_logit": 2.0}})
    assert old.weights[FEATURES.index("deletion_logit")] == 2.0
    assert old.weights[FEATURES.index("at_end")] == 0.0
