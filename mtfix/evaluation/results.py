"""What a measurement leaves behind, and how it is stored: one JSON file a run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from mtfix.errors import DataError
from mtfix.evaluation.alarms import Alarms
from mtfix.evaluation.metrics import Score
from mtfix.evaluation.outcomes import Effort, Outcomes, TagRecall
from mtfix.evaluation.significance import Difference

SCHEMA = 1

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SegmentResult:
    """One segment of one run.

    Attributes:
        id: The segment's id in its suite.
        input: Its text before the repair.
        output: Its text after the repair.
        before: TER edits from the input to the nearest reference; ``None`` in clean suites.
        edits: TER edits left after the repair; ``None`` in clean suites.
    """

    id: str
    input: str
    output: str
    before: float | None = None
    edits: float | None = None

    @property
    def gain(self) -> float:
        """TER edits saved by the repair; in clean text every change costs one."""
        if self.before is None or self.edits is None:
            return -float(self.input != self.output)
        return self.before - self.edits


@dataclass(frozen=True, slots=True)
class Part:
    """The scores of one group of a suite: an engine, a topic, a kind of clean text."""

    segments: int
    baseline: dict[str, float] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    outcomes: Outcomes | None = None
    alarms: Alarms | None = None


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """The measurement of one suite, or the reason why there is none.

    Attributes:
        name: The suite.
        skipped: Why it was not measured; ``None`` if it was. Everything below is then empty.
        kind: ``repair`` or ``clean``.
        sample: Which part of which data.
        notes: What to know when reading the scores.
        fingerprint: Hash of inputs, references and tags.
        documents: How many there are.
        segments: How many are measured.
        words: Words in the measured segments.
        seconds: Wall time of the repair, without loading and scoring.
        baseline: Scores of do-nothing.
        scores: Scores of the system.
        significance: The system against do-nothing, by metric.
        against: The system against a saved run, by metric.
        outcomes: Segments better, same, worse (against do-nothing).
        effort: Edits made and what they brought.
        tags: Error tag to what became of its segments.
        alarms: Changes of clean text.
        groups: Breakdown by engine, topic, kind or source.
        rows: All segments.
    """

    name: str
    skipped: str | None = None
    kind: str = ""
    sample: str = ""
    notes: tuple[str, ...] = ()
    fingerprint: str = ""
    documents: int = 0
    segments: int = 0
    words: int = 0
    seconds: float = 0.0
    baseline: dict[str, Score] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=dict)
    significance: dict[str, Difference] = field(default_factory=dict)
    against: dict[str, Difference] = field(default_factory=dict)
    outcomes: Outcomes | None = None
    effort: Effort | None = None
    tags: dict[str, TagRecall] = field(default_factory=dict)
    alarms: Alarms | None = None
    groups: dict[str, Part] = field(default_factory=dict)
    rows: tuple[SegmentResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """All suites of one measurement of one system.

    Attributes:
        system: Its short name.
        identity: What its numbers depend on: mode, model, rules hash, signature.
        created: Local time with offset, ISO 8601.
        versions: Of mtfix, sacrebleu and Python.
        suites: In the order asked for.
        against: The saved run it was compared with, if any.
    """

    system: str
    identity: dict[str, str | None]
    created: str
    versions: dict[str, str]
    suites: tuple[SuiteResult, ...]
    against: str | None = None

    def suite(self, name: str) -> SuiteResult | None:
        """The result of the suite ``name``, if it is part of the run."""
        return next((suite for suite in self.suites if suite.name == name), None)

    def without_texts(self) -> Run:
        """The run without inputs and outputs: what may be published."""
        return replace(self, suites=tuple(replace(suite, rows=()) for suite in self.suites))


def save(run: Run, path: Path) -> Path:
    """Write ``run`` as JSON, whole or not at all. Returns ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".tmp")
    document = {"schema": SCHEMA, **asdict(run)}
    draft.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return draft.replace(path)


def default_path(run: Run, folder: Path = Path("runs")) -> Path:
    """``runs/2026-11-24T10-30-00_rules.json``: dated, sortable, safe on every file system."""
    stamp = datetime.fromisoformat(run.created).strftime("%Y-%m-%dT%H-%M-%S")
    return folder / f"{stamp}_{run.system}.json"


def load(path: Path) -> Run:
    """Read a run that ``save`` wrote.

    Raises:
        DataError: The file is missing or not such a run.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        schema = document.pop("schema")
        if schema != SCHEMA:
            raise DataError(f"{path} has schema {schema}; this version of mtfix reads {SCHEMA}")
        document["suites"] = tuple(_suite(suite) for suite in document["suites"])
        return Run(**document)
    except OSError as error:
        raise DataError(f"the run {path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{path} is not a run saved by `mtfix evaluate`: {type(error).__name__}: {error}"
        ) from error


def _suite(row: dict[str, Any]) -> SuiteResult:
    return SuiteResult(
        **{
            **row,
            "notes": tuple(row["notes"]),
            "baseline": _each(Score, row["baseline"]),
            "scores": _each(Score, row["scores"]),
            "significance": _each(Difference, row["significance"]),
            "against": _each(Difference, row["against"]),
            "outcomes": _maybe(Outcomes, row["outcomes"]),
            "effort": _maybe(Effort, row["effort"]),
            "tags": _each(TagRecall, row["tags"]),
            "alarms": _maybe(Alarms, row["alarms"]),
            "groups": {name: _part(part) for name, part in row["groups"].items()},
            "rows": tuple(SegmentResult(**segment) for segment in row["rows"]),
        }
    )


def _part(row: dict[str, Any]) -> Part:
    outcomes, alarms = _maybe(Outcomes, row["outcomes"]), _maybe(Alarms, row["alarms"])
    return Part(**{**row, "outcomes": outcomes, "alarms": alarms})


def _each(kind: type[T], rows: Mapping[str, dict[str, Any]]) -> dict[str, T]:
    return {name: kind(**row) for name, row in rows.items()}


def _maybe(kind: type[T], row: dict[str, Any] | None) -> T | None:
    return None if row is None else kind(**row)
