"""What each part is worth: the guard, the rounds, the modes, and every source of training data.

    python benchmarks/ablations.py runtime                  # minutes: nothing is trained
    python benchmarks/ablations.py data --minutes 4         # a short training run for each source

`runtime` repairs the development suites with parts of the pipeline switched off. `data` goes on
from the shipped weights in short runs of equal budget, one with all sources and one without each,
and tells what each model is worth on post-edits held back for calibration. Short runs show the
direction, not the size, of what a long run would show. Writes results/ablations-NAME.json.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from output import environment, write_results
from rich.console import Console
from rich.table import Table

from mtfix.config import Config
from mtfix.document import Document
from mtfix.edits import Edit, compose, project
from mtfix.errors import ConfigError
from mtfix.evaluation import Mtfix, suites
from mtfix.evaluation.documents import EvalDocument
from mtfix.evaluation.scoring import Bench, measure
from mtfix.guard import Guard
from mtfix.guard.checks.confidence import Confidence
from mtfix.guard.limits import Thresholds
from mtfix.model.corrector import Corrector, SegmentContext
from mtfix.repairer import Repairer

_SUITES = ("seed-dev", "passages-dev", "overlay-dev", "clean")
_SOURCES = ("mined", "post_edits", "own_post_edits", "own_drafts", "noise", "glosses", "clean")
_CONFIGURATION = Path(__file__).parents[1] / "models" / "configs" / "ruen-edit-small.toml"


def main() -> None:
    """Run the part that was asked for, print its table and write its results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", choices=("runtime", "data"))
    parser.add_argument("--model", type=Path, default=Path("models/ruen-edit-small"))
    parser.add_argument("--minutes", type=float, default=4.0, help="budget of each training run")
    arguments = parser.parse_args()
    if arguments.part == "runtime":
        rows = _runtime(arguments.model)
    else:
        rows = _data(arguments.model, arguments.minutes)
    table = Table(*rows[0], title=f"Ablation: {arguments.part}")
    for row in rows:
        table.add_row(*(f"{v:.2f}" if isinstance(v, float) else str(v) for v in row.values()))
    Console().print(table)
    results = {"environment": environment(), "minutes": arguments.minutes, "rows": rows}
    print(f"wrote {write_results(f'ablations-{arguments.part}', results)}")


def _runtime(model: Path) -> list[dict[str, Any]]:
    from mtfix.model import load

    corrector = load(str(model))
    assert corrector is not None
    thresholds = _thresholds(corrector)
    systems: Mapping[str, Callable[[], Any]] = {
        "rules alone": lambda: Mtfix(Config(model=None)),
        "whole pipeline": lambda: Mtfix(Config(model=str(model))),
        "mode safe": lambda: Mtfix(Config(model=str(model), mode="safe")),
        "mode bold": lambda: Mtfix(Config(model=str(model), mode="bold")),
        "one round": lambda: _OneRound(corrector, Guard(thresholds)),
        "no guard but confidence": lambda: _Guarded(model, Guard(checks=(Confidence(thresholds),))),
        "guard, no confidence": lambda: _Guarded(model, Guard()),
    }
    benches = {name: Bench.of(suites.load(name)) for name in _SUITES}
    rows = []
    for label, build in systems.items():
        system = build()
        row: dict[str, Any] = {"system": label}
        for name, bench in benches.items():
            result = measure(bench, system)
            if result.alarms:
                row[name] = f"{result.alarms.changed} changed"
            elif result.outcomes:
                gain = result.scores["TER"].value - result.baseline["TER"].value
                told = result.outcomes
                row[name] = f"{gain:+.2f} ({told.better}:{told.same}:{told.worse})"
        rows.append(row)
    return rows


def _thresholds(corrector: Corrector) -> Thresholds:
    from mtfix.model.corrector import TunedCorrector

    tuned = isinstance(corrector, TunedCorrector) and corrector.thresholds("balanced")
    return tuned or Thresholds.of_mode("balanced")


class _Guarded:
    """The pipeline with another guard."""

    def __init__(self, model: Path, guard: Guard) -> None:
        self.name = "ablation"
        self.identity: dict[str, str | None] = {}
        self._repairer = Repairer(Config(model=str(model)), guard=guard)

    def repair_documents(self, documents: Sequence[EvalDocument]) -> list[list[str]]:
        """Repair whole documents and cut the segments out."""
        repairs = self._repairer.repair_batch([document.text for document in documents])
        return [r.project(d.spans) for d, r in zip(documents, repairs, strict=True)]


class _OneRound:
    """Rules, then the model and the guard once over each segment, and no second look."""

    def __init__(self, corrector: Corrector, guard: Guard) -> None:
        self.name = "ablation"
        self.identity: dict[str, str | None] = {}
        self._rules = Repairer(Config(model=None))
        self._corrector = corrector
        self._guard = guard

    def repair_documents(self, documents: Sequence[EvalDocument]) -> list[list[str]]:
        """Repair whole documents and cut the segments out."""
        return [self._repair(document) for document in documents]

    def _repair(self, document: EvalDocument) -> list[str]:
        ruled = self._rules.repair(document.text)
        parsed = Document.parse(ruled.text)
        proposed = self._corrector.correct([SegmentContext(s.text) for s in parsed.segments])
        edits: list[Edit] = []
        for segment, found in zip(parsed.segments, proposed, strict=True):
            edits += [
                replace(edit, start=edit.start + segment.start, end=edit.end + segment.start)
                for edit in self._guard.review(segment.text, found, parsed)[0]
            ]
        return project(document.spans, document.text, compose(ruled.edits, tuple(edits)))


def _data(model: Path, minutes: float) -> list[dict[str, Any]]:
    from mtfix.training.config import TrainingConfig

    base = TrainingConfig.load(_CONFIGURATION)
    base = replace(
        base,
        start=replace(base.start, init=str(model.resolve()), warm_start="", tokenizer=""),
        optimization=replace(base.optimization, minutes=minutes, warmup_steps=20),
    )
    used = [name for name in _SOURCES if getattr(base.data, name)]
    known = {field.name for field in fields(base.data)}
    if not known.issuperset(used):
        raise ConfigError(f"the sources of training data are no longer named {_SOURCES}")
    rows = []
    for left_out in ("nothing", *used):
        without: dict[str, Any] = {} if left_out == "nothing" else {left_out: 0.0}
        with tempfile.TemporaryDirectory(dir="runs") as folder:
            worth = _trained(replace(base, data=replace(base.data, **without)), Path(folder))
        rows.append({"left out": left_out, **worth})
    return rows


def _trained(config: Any, folder: Path) -> dict[str, Any]:
    """Train, export and tune; what the model is worth at the bar of ``balanced``."""
    from mtfix.training.export import export
    from mtfix.training.run import train
    from mtfix.training.tuning import calibration_suite, tune_bundle

    progress = train(config, folder)
    export(folder / "model", folder / "bundle", name="ablation")
    chosen = [calibration_suite(), suites.load("clean")]
    choice = tune_bundle(folder / "bundle", chosen).choices["balanced"]
    return {
        "pieces": progress.pieces,
        "edits saved": choice.saved,
        "better": choice.better,
        "worse": choice.worse,
        "clean changed": choice.alarms,
    }


if __name__ == "__main__":
    main()
