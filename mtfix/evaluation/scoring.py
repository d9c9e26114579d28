"""Measures one system on one suite."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from mtfix.errors import DataError
from mtfix.evaluation import alarms, outcomes, significance
from mtfix.evaluation.documents import Suite
from mtfix.evaluation.metrics import Scorer
from mtfix.evaluation.results import Part, SegmentResult, SuiteResult
from mtfix.evaluation.systems import System

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bench:
    """A loaded suite and its scorer, reused for every system measured on it."""

    suite: Suite
    scorer: Scorer | None

    @classmethod
    def of(cls, suite: Suite) -> Bench:
        """Prepare ``suite`` for measurement.

        Raises:
            MissingExtra: sacrebleu is not installed.
            DataError: The suite is empty.
        """
        references = [segment.references for _, segment in suite.rows()]
        if not references:
            raise DataError(f"the suite {suite.name} has no segments")
        return cls(suite, None if suite.kind == "clean" else Scorer(references))


def measure(bench: Bench, system: System, against: SuiteResult | None = None) -> SuiteResult:
    """Run ``system`` over one suite and score it."""
    suite = bench.suite
    started = time.perf_counter()
    repaired = system.repair_documents(suite.documents)
    seconds = time.perf_counter() - started
    inputs = [text for document in suite.documents for text in document.inputs]
    outputs = [text for document in repaired for text in document]
    if len(outputs) != len(inputs):
        raise ValueError(
            f"{system.name} returned {len(outputs)} segments for the {len(inputs)} of {suite.name}"
        )
    result = SuiteResult(
        name=suite.name,
        kind=suite.kind,
        sample=suite.sample,
        notes=suite.notes,
        fingerprint=suite.fingerprint,
        documents=len(suite.documents),
        segments=len(inputs),
        words=sum(map(outcomes.count_words, inputs)),
        seconds=seconds,
        rows=tuple(
            SegmentResult(segment.id, given, got)
            for (_, segment), given, got in zip(suite.rows(), inputs, outputs, strict=True)
        ),
    )
    if bench.scorer is None:
        return _count_alarms(suite, result, inputs, outputs)
    return _score(suite, result, bench.scorer, inputs, outputs, against)


def _count_alarms(
    suite: Suite, result: SuiteResult, inputs: Sequence[str], outputs: Sequence[str]
) -> SuiteResult:
    groups = {
        group: Part(
            segments=len(indices),
            alarms=alarms.alarms(_pick(inputs, indices), _pick(outputs, indices)),
        )
        for group, indices in _groups(suite).items()
    }
    return replace(result, alarms=alarms.alarms(inputs, outputs), groups=groups)


def _score(
    suite: Suite,
    result: SuiteResult,
    scorer: Scorer,
    inputs: Sequence[str],
    outputs: Sequence[str],
    against: SuiteResult | None,
) -> SuiteResult:
    before, after = scorer.edits(inputs), scorer.edits(outputs)
    baseline, scores = scorer.corpus(inputs), scorer.corpus(outputs)
    tags = [segment.errors for _, segment in suite.rows()]
    recall = {}
    if any(tags):
        recall = outcomes.tag_recall(
            tags, scorer.strict_edits(inputs), scorer.strict_edits(outputs)
        )
    groups = _groups(suite)
    was, now = scorer.breakdown(inputs, groups), scorer.breakdown(outputs, groups)
    return replace(
        result,
        baseline=baseline,
        scores=scores,
        significance=significance.paired_bootstrap(scorer, inputs, outputs),
        against=_against(result, scorer, outputs, against) if against else {},
        outcomes=outcomes.outcomes(inputs, outputs, before, after),
        effort=outcomes.effort(
            inputs,
            outputs,
            edits_saved=sum(before) - sum(after),
            ter_points=baseline["TER"].value - scores["TER"].value,
        ),
        tags=recall,
        groups={
            group: Part(
                segments=len(indices),
                baseline={name: score.value for name, score in was[group].items()},
                scores={name: score.value for name, score in now[group].items()},
                outcomes=outcomes.outcomes(
                    _pick(inputs, indices),
                    _pick(outputs, indices),
                    _pick(before, indices),
                    _pick(after, indices),
                ),
            )
            for group, indices in groups.items()
        },
        rows=tuple(
            replace(row, before=old, edits=new)
            for row, old, new in zip(result.rows, before, after, strict=True)
        ),
    )


def _groups(suite: Suite) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for index, (document, _) in enumerate(suite.rows()):
        groups.setdefault(document.group, []).append(index)
    return groups


def _pick(column: Sequence[T], indices: Sequence[int]) -> list[T]:
    return [column[index] for index in indices]


def _against(
    result: SuiteResult, scorer: Scorer, outputs: Sequence[str], saved: SuiteResult
) -> dict[str, significance.Difference]:
    if saved.skipped:
        return {}
    if saved.fingerprint != result.fingerprint or len(saved.rows) != len(outputs):
        raise DataError(
            f"the saved run measured other data under the name {result.name} (or was saved "
            "without texts); measure it again"
        )
    return significance.paired_bootstrap(scorer, [row.output for row in saved.rows], outputs)
