"""The guard as a whole: order, moves, dropping, rejections."""

from __future__ import annotations

import json
import math

import pytest

from mtfix.document import Document
from mtfix.edits import Edit, align, apply
from mtfix.errors import ConfigError
from mtfix.guard import Guard, Limits, Rejection, Thresholds, Verdict
from mtfix.guard.checks.check import Refusal


def edit(
    segment: str, before: str, after: str, confidence: float = 0.9, rule: str = "model.replace"
) -> Edit:
    start = segment.index(before)
    return Edit(start, start + len(before), before, after, "model", rule, confidence=confidence)


def insertion(segment: str, left: str, after: str, confidence: float = 0.9) -> Edit:
    at = segment.index(left) + len(left)
    return Edit(at, at, "", after, "model", "model.insert", confidence=confidence)


def review(
    segment: str, *edits: Edit, guard: Guard | None = None, context: str = ""
) -> tuple[str, list[tuple[str, str]]]:
    """The repaired segment, and check and old text of each rejection."""
    document = Document.parse(f"{segment}\n\n{context}" if context else segment)
    accepted, rejected = (guard or Guard()).review(segment, edits, document)
    return apply(segment, accepted), [(item.check, item.edit.before) for item in rejected]


def test_nothing_proposed_is_nothing_judged() -> None:
    assert Guard().review("Text.", (), Document.parse("Text.")) == ((), ())


def test_good_edits_pass_in_the_order_of_the_text() -> None:
    segment = "Thought of shield are discussed."
    first = edit(segment, "Thought", "The idea")
    second = edit(segment, "are", "is")
    document = Document.parse(segment)
    assert Guard().review(segment, [second, first], document) == ((first, second), ())


def test_a_bad_edit_goes_and_a_good_one_stays() -> None:
    segment = "Thought of 5 shields is discussed."
    text, rejected = review(segment, edit(segment, "Thought", "The idea"), edit(segment, "5", "6"))
    assert text == "The idea of 5 shields is discussed."
    assert rejected == [("numbers", "5")]


def test_a_number_may_move() -> None:
    segment = "Time until May 2012 at diplomacy is."
    text, rejected = review(
        segment, edit(segment, " until May 2012", ""), insertion(segment, "is", " until May 2012")
    )
    assert (text, rejected) == ("Time at diplomacy is until May 2012.", [])


def test_a_name_may_move_though_only_its_loss_is_suspect() -> None:
    segment = "The French Interior Ministry said so."
    text, rejected = review(
        segment, insertion(segment, "French ", "Ministry of the "), edit(segment, " Ministry", "")
    )
    assert (text, rejected) == ("The French Ministry of the Interior said so.", [])


def test_half_a_move_is_refused() -> None:
    segment = "Time until May 2012 at diplomacy is."
    cut, paste = edit(segment, " until May 2012", ""), insertion(segment, "is", " until May 2012")
    assert review(segment, cut) == (segment, [("numbers", " until May 2012")])
    assert review(segment, paste) == (segment, [("numbers", "")])


def test_a_move_falls_with_its_weaker_half() -> None:
    segment = "Time until May 2012 at diplomacy is."
    guard = Guard(Thresholds(insert=0.8))
    text, rejected = review(
        segment,
        edit(segment, " until May 2012", ""),
        insertion(segment, "is", " until May 2012", confidence=0.5),
        guard=guard,
    )
    assert text == segment
    assert rejected == [("numbers", " until May 2012"), ("confidence", "")]


def test_a_move_stands_next_to_a_suspect_that_falls() -> None:
    segment = "In 2008 the 3 envoys left for Sochi."
    text, rejected = review(
        segment,
        edit(segment, "In 2008 the", "The", confidence=0.5),
        edit(segment, "3 ", "", confidence=0.99),
        insertion(segment, "Sochi", " in 2008", confidence=0.5),
    )
    assert text == "The 3 envoys left for Sochi in 2008."
    assert rejected == [("numbers", "3 ")]


def test_exchanging_two_names_is_no_move() -> None:
    segment = "The envoy Putin met the envoy Medvedev."
    text, rejected = review(
        segment, edit(segment, "Putin", "Medvedev"), edit(segment, "Medvedev", "Putin")
    )
    assert text == segment
    assert rejected == [("names", "Putin"), ("names", "Medvedev")]


def test_a_name_does_not_change_places_with_a_day() -> None:
    segment = "The arrests were made on Friday in Minsk."
    text, _ = review(segment, edit(segment, "Friday", "Minsk"), edit(segment, "Minsk", "Friday"))
    assert text == segment


def test_exchanging_two_numbers_is_no_move() -> None:
    segment = "They sent 5 ships and 7 planes."
    text, rejected = review(segment, edit(segment, "5", "7"), edit(segment, "7", "5"))
    assert text == segment
    assert [check for check, _ in rejected] == ["numbers", "numbers"]


def test_together_the_least_confident_offender_goes() -> None:
    segment = "The army and the police and the court and the press and the church left."
    guard = Guard(limits=Limits(lost_words=1, lost_share=0.0, shrink=0.2))
    text, rejected = review(
        segment,
        edit(segment, "The army and the", "The", confidence=0.9),
        edit(segment, " and the court", "", confidence=0.6),
        edit(segment, " and the press", "", confidence=0.7),
        guard=guard,
    )
    assert rejected == [("coverage", " and the court")]
    assert text == "The police and the court and the church left."


def test_of_equals_the_last_offender_goes() -> None:
    segment = "The army and the police and the court and the press and the church left."
    guard = Guard(limits=Limits(lost_words=1, lost_share=0.0, shrink=0.2))
    edits = [edit(segment, f" and the {word}", "") for word in ("police", "court", "press")]
    _, rejected = review(segment, *edits, guard=guard)
    assert rejected == [("coverage", " and the press")]
    assert review(segment, *reversed(edits), guard=guard)[1] == rejected


def test_offenders_go_until_the_rest_passes() -> None:
    segment = "The army and the police and the court and the press and the church left."
    guard = Guard(limits=Limits(lost_words=1, lost_share=0.0, shrink=0.1))
    words = [("police", 0.6), ("court", 0.9), ("press", 0.5), ("church", 0.8)]
    edits = [edit(segment, f" and the {word}", "", confidence) for word, confidence in words]
    text, rejected = review(segment, *edits, guard=guard)
    assert rejected == [("coverage", " and the police"), ("coverage", " and the press")]
    assert text == "The army and the police and the press left."


def test_each_edit_alone_passes_but_both_stammer() -> None:
    segment = "He spoke to of it."
    text, rejected = review(
        segment,
        insertion(segment, "spoke", " plainly", confidence=0.9),
        edit(segment, "to of", "plainly of", confidence=0.8),
    )
    assert text == "He spoke plainly to of it."
    assert rejected == [("repetition", "to of")]


def test_quotes_may_come_in_two_edits() -> None:
    segment = "He called it the end of all."
    first, second = insertion(segment, "it ", '"'), insertion(segment, "end", '"')
    assert review(segment, first, second) == ('He called it "the end" of all.', [])
    assert review(segment, first) == (segment, [("quotes", "")])


def test_edits_that_do_not_fit_are_refused() -> None:
    segment = "He left."
    beyond = Edit(20, 22, "ab", "", "model", "model.delete")
    stale = Edit(0, 2, "It", "She", "model", "model.replace")
    backward = Edit(5, 3, "", "x", "model", "model.insert")
    text, rejected = review(segment, beyond, stale, backward)
    assert text == segment
    assert [check for check, _ in rejected] == ["span"] * 3


def test_the_more_confident_of_two_overlapping_edits_stays() -> None:
    segment = "Thought of it is discussed."
    strong = edit(segment, "Thought", "The idea", confidence=0.9)
    weak = edit(segment, "Thought of", "The plan of", confidence=0.8)
    assert review(segment, strong, weak)[0] == "The idea of it is discussed."
    assert review(segment, weak, strong) == (
        "The idea of it is discussed.",
        [("span", "Thought of")],
    )


def test_two_insertions_at_one_place_collide() -> None:
    segment = "He met president."
    one, two = insertion(segment, "met", " the"), insertion(segment, "met", " a", 0.8)
    assert review(segment, one, two) == ("He met the president.", [("span", "")])


def test_two_edits_in_one_word_collide() -> None:
    segment = "Now the envoy left."
    one = Edit(4, 5, "t", "", "model", "model.delete", confidence=0.9)
    two = Edit(5, 6, "h", "two th", "model", "model.replace", confidence=0.8)
    assert review(segment, one, two)[1] == [("span", "h")]


def test_touching_edits_may_not_make_a_number() -> None:
    segment = "A , men left."
    one = Edit(2, 3, ",", "tw", "model", "model.replace", confidence=0.9)
    two = Edit(3, 3, "", "o", "model", "model.insert", confidence=0.8)
    assert review(segment, one, two)[1] == [("numbers", "")]


def test_touching_edits_do_not_collide() -> None:
    segment = "He met president."
    one, two = edit(segment, "met", "saw"), edit(segment, " president", " the president")
    assert review(segment, one, two) == ("He saw the president.", [])


def test_judge_gives_one_verdict_on_all() -> None:
    segment = "They sent 5 ships."
    document = Document.parse(segment)
    good, bad = edit(segment, "sent", "send"), edit(segment, "5", "6")
    assert Guard().judge(segment, [good], document) == Verdict(True)
    verdict = Guard().judge(segment, [good, bad], document)
    assert verdict == Verdict(False, "numbers", "turns 5 into 6")
    stale = Edit(0, 2, "It", "She", "model", "model.replace")
    assert Guard().judge(segment, [stale], document).check == "span"


@pytest.mark.parametrize(
    "thing", [Limits(), Thresholds(), Verdict(True), Refusal("x"), *Guard().checks]
)
def test_settings_and_verdicts_are_immutable(thing: object) -> None:
    assert not hasattr(thing, "__dict__")
    name = "check" if isinstance(thing, Verdict) else next(iter(type(thing).__slots__), "name")
    with pytest.raises((AttributeError, TypeError)):
        setattr(thing, name, "other")


def test_checks_can_be_chosen() -> None:
    segment = "They sent 5 ships."
    change = edit(segment, "5", "6")
    assert review(segment, change, guard=Guard(checks=()))[0] == "They sent 6 ships."


def test_rejection_and_verdict_survive_json() -> None:
    rejection = Rejection(
        Edit(0, 1, "5", "6", "model", "model.replace", "why", "пять", 0.5), "numbers", "detail"
    )
    assert Rejection.from_dict(json.loads(json.dumps(rejection.to_dict()))) == rejection
    verdict = Verdict(False, "numbers", "detail")
    assert Verdict.from_dict(json.loads(json.dumps(verdict.to_dict()))) == verdict


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan])
def test_thresholds_are_probabilities(value: float) -> None:
    with pytest.raises(ConfigError, match="insert"):
        Thresholds(insert=value)


def test_thresholds_of_modes_grow_stricter() -> None:
    bold, balanced, safe = map(Thresholds.of_mode, ("bold", "balanced", "safe"))
    for kind in ("replace", "insert", "delete", "reorder"):
        assert 0 < getattr(bold, kind) < getattr(balanced, kind) < getattr(safe, kind) < 1
    with pytest.raises(ConfigError, match="timid"):
        Thresholds.of_mode("timid")  # type: ignore[arg-type]


def test_a_whole_good_rewrite_of_old_machine_output_passes() -> None:
    before = (
        "Second option involves the creation of Russia and NATO-independent systems, "
        "which last year put forward by President Medvedev."
    )
    after = (
        "The second option involves the creation by Russia and NATO of independent systems, "
        "which was put forward last year by President Medvedev."
    )
    edits = align(before, after, layer="model", rule="model.replace", confidence=0.9)
    assert review(before, *edits) == (after, [])
