"""A whole measurement, of systems made up for the purpose, on suites made up for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mtfix.errors import ConfigError, DataError
from mtfix.evaluation import EvalDocument, Run, Suite, evaluate
from mtfix.evaluation.documents import Line, assemble
from mtfix.evaluation.results import load, save
from mtfix.evaluation.systems import DoNothing


@dataclass(frozen=True)
class Replace:
    """Replaces words; sees whole documents."""

    words: dict[str, str]
    name: str = "replace"
    identity: dict[str, str | None] = field(default_factory=dict)

    def repair_documents(self, documents: Sequence[EvalDocument]) -> list[list[str]]:
        return [[self._repair(text) for text in document.inputs] for document in documents]

    def _repair(self, text: str) -> str:
        return " ".join(self.words.get(word, word) for word in text.split())


SEED = Suite(
    "seed-dev",
    "repair",
    (
        assemble(
            "one",
            "first",
            [
                [
                    Line(
                        "1", "our homeland took part", ("Russia took part",), ("spinner-synonym",)
                    ),
                    Line("2", "the talks failed", ("the talks failed",)),
                ],
                [Line("3", "union members met", ("alliance members met",), ("spinner-synonym",))],
            ],
        ),
        assemble("two", "second", [[Line("4", "he said so", ("he said this", "he said it"))]]),
    ),
    "four made-up segments",
)
CLEAN = Suite(
    "clean",
    "clean",
    (assemble("c", "plain", [[Line("c1", "The union met."), Line("c2", "Good men met.")]]),),
    "two made-up segments",
)


def load_suite(name: str) -> Suite:
    if name == "mlqe-dev":
        raise DataError("mlqe-pe.ru-en.dev.jsonl was not found")
    return {"seed-dev": SEED, "clean": CLEAN}[name]


def measure(system: Replace | DoNothing, *names: str, against: Run | None = None) -> Run:
    return evaluate(system, names, load=load_suite, against=against, against_name="saved")


def test_a_document_is_joined_from_paragraphs_and_cut_back() -> None:
    [first, second] = SEED.documents
    assert first.text == "our homeland took part the talks failed\n\nunion members met"
    assert first.inputs == ["our homeland took part", "the talks failed", "union members met"]
    assert second.inputs == ["he said so"]


def test_scores_outcomes_tags_and_groups_of_a_repair() -> None:
    [suite] = measure(Replace({"union": "alliance", "failed": "collapsed"}), "seed-dev").suites
    assert suite.outcomes is not None
    assert (suite.outcomes.better, suite.outcomes.same, suite.outcomes.worse) == (1, 2, 1)
    # Reference words: 3 + 3 + 3 + 3. Edits before: 2 + 0 + 1 + 1; after: 2 + 1 + 0 + 1.
    assert suite.baseline["TER"].value == pytest.approx(100 * 4 / 12)
    assert suite.scores["TER"].value == pytest.approx(100 * 4 / 12)
    assert suite.effort is not None
    assert (suite.effort.edits, suite.effort.edits_saved) == (2, 0)
    assert suite.tags["spinner-synonym"].improved == 1
    assert suite.tags["spinner-synonym"].segments == 2
    assert suite.groups["second"].scores["TER"] == pytest.approx(100 / 3)
    assert [row.gain for row in suite.rows] == [0, -1, 1, 0]


def test_a_gain_is_positive_in_edits_and_in_points() -> None:
    [suite] = measure(Replace({"union": "alliance"}), "seed-dev").suites
    assert suite.effort is not None
    assert suite.effort.edits_saved == 1
    assert suite.effort.ter_points == pytest.approx(100 / 12)
    assert suite.effort.saved_per_edit == 1


def test_do_nothing_gains_and_loses_nothing() -> None:
    seed, clean = measure(DoNothing(), "seed-dev", "clean").suites
    assert seed.scores == seed.baseline
    assert seed.outcomes is not None
    assert seed.outcomes.changed == 0
    assert not any(found.significant for found in seed.significance.values())
    assert clean.alarms is not None
    assert clean.alarms.changed == 0


def test_a_change_in_clean_text_is_an_alarm() -> None:
    [clean] = measure(Replace({"union": "alliance"}), "clean").suites
    assert clean.alarms is not None
    assert (clean.alarms.changed, clean.alarms.edits, clean.alarms.words) == (1, 1, 6)
    assert clean.groups["plain"].alarms == clean.alarms


def test_missing_data_are_a_visible_entry() -> None:
    skipped, measured = measure(DoNothing(), "mlqe-dev", "clean").suites
    assert skipped.name == "mlqe-dev"
    assert skipped.skipped == "mlqe-pe.ru-en.dev.jsonl was not found"
    assert measured.skipped is None


def test_an_empty_suite_is_skipped_and_says_so() -> None:
    empty = Suite("clean", "clean", (), "nothing")
    [suite] = evaluate(DoNothing(), ["clean"], load=lambda _name: empty).suites
    assert suite.skipped == "the suite clean has no segments"


def test_a_run_is_compared_with_a_saved_one() -> None:
    saved = measure(Replace({"union": "alliance"}), "seed-dev")
    [suite] = measure(DoNothing(), "seed-dev", against=saved).suites
    assert suite.against["TER"].baseline == pytest.approx(100 * 3 / 12)
    assert suite.against["TER"].score == pytest.approx(100 * 4 / 12)
    assert not suite.against["TER"].better


SHORTER = Suite("seed-dev", "repair", SEED.documents[:1], "fewer segments")
OTHER = Suite(
    "seed-dev",
    "repair",
    (assemble("d", "g", [[Line(id, "other", ("else",)) for id in "1234"]]),),
    "as many segments",
)


@pytest.mark.parametrize("other", [SHORTER, OTHER], ids=["shorter", "as long"])
def test_a_saved_run_of_other_data_is_refused(other: Suite) -> None:
    saved = measure(DoNothing(), "seed-dev")
    with pytest.raises(DataError, match="other data under the name seed-dev"):
        evaluate(DoNothing(), ["seed-dev"], load=lambda _name: other, against=saved)


def test_a_whole_run_survives_saving(tmp_path: Path) -> None:
    run = measure(Replace({"union": "alliance"}), "seed-dev", "mlqe-dev", "clean")
    assert load(save(run, tmp_path / "run.json")) == run


def test_a_system_that_loses_segments_is_refused() -> None:
    class Loses(DoNothing):
        def repair_documents(self, documents: Sequence[EvalDocument]) -> list[list[str]]:
            return [document.inputs[1:] for document in documents]

    with pytest.raises(ValueError, match="returned 2 segments for the 4 of seed-dev"):
        measure(Loses(), "seed-dev")


def test_an_unknown_suite_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="unknown suite 'seed'; suites: seed-dev, "):
        measure(DoNothing(), "seed")


def test_fingerprint_sees_texts_and_references() -> None:
    def suite(text: str, reference: str) -> str:
        document = assemble("d", "g", [[Line("1", text, (reference,))]])
        return Suite("s", "repair", (document,), "").fingerprint

    assert suite("a", "b") == suite("a", "b")
    assert len({suite("a", "b"), suite("x", "b"), suite("a", "x")}) == 3
