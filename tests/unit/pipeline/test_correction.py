"""The model's place in the pipeline, with stand-in correctors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mtfix import Config, Edit, Repairer
from mtfix.edits import align
from mtfix.model.corrector import SegmentContext


class _Scripted:
    """Corrects each segment by a function of its text."""

    signature = "scripted"

    def __init__(self, rewrite: Callable[[str], str]) -> None:
        self._rewrite = rewrite
        self.batches: list[int] = []

    def correct(self, batch: Sequence[SegmentContext]) -> list[tuple[Edit, ...]]:
        self.batches.append(len(batch))
        return [
            align(c.text, self._rewrite(c.text), layer="model", rule="model.replace", confidence=1)
            for c in batch
        ]


def _repairer(rewrite: Callable[[str], str]) -> tuple[Repairer, _Scripted]:
    corrector = _Scripted(rewrite)
    return Repairer(Config(model=None), corrector), corrector


def test_model_edits_are_mapped_back_behind_rule_edits() -> None:
    repairer, _ = _repairer(lambda text: text.replace("toward house", "toward the house"))
    text = '"We agree, "- he said. He walked toward house.'
    result = repairer.repair(text)
    assert result.text == '"We agree," he said. He walked toward the house.'
    assert [edit.layer for edit in result.edits] == ["rules", "model"]
    assert repairer.repair(result.text).text == result.text
    assert "scripted" in result.signature


def test_what_the_guard_refuses_is_reported_and_not_done() -> None:
    repairer, _ = _repairer(lambda text: text.replace("12", "13"))
    result = repairer.repair("It cost 2 500 rubles. There were 12 ships.")
    assert result.text == "It cost 2,500 rubles. There were 12 ships."
    (rejection,) = result.rejected
    assert result.original[rejection.edit.start : rejection.edit.end] == rejection.edit.before


def test_a_model_that_never_settles_leaves_its_paragraph_to_the_rules() -> None:
    flips = {
        "He is at the house.": "He is in the house.",
        "He is in the house.": "He is at the house.",
    }
    repairer, _ = _repairer(
        lambda text: flips.get(text, text.replace("an informations", "information"))
    )
    text = "He is at the house.\n\nHe gave an informations."
    result = repairer.repair(text)
    assert result.text == "He is at the house.\n\nHe gave information."
    assert repairer.repair(result.text).text == result.text


def test_a_segment_is_corrected_once_however_often_it_stands() -> None:
    repairer, corrector = _repairer(lambda text: text)
    repairer.repair_batch(["Same here.", "Same here.", "Other here."])
    assert corrector.batches == [2]
