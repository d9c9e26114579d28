"""Quality on every suite: do-nothing, rules, rules and model, and the peers.

    python benchmarks/quality.py            # sampled, minutes
    python benchmarks/quality.py --full     # whole suites

Prints tables, writes results/quality.json (no texts), charts/quality.png and .svg, and the runs
with all texts under runs/ (ignored by git) for `mtfix evaluate --compare`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from types import MappingProxyType

from contenders import lineup
from output import COLORS, environment, figure, legend_above, write_chart, write_results
from rich.console import Console
from rich.table import Table

from mtfix.errors import DataError
from mtfix.evaluation import Run, Suite, SuiteResult, System, results, suites, tables
from mtfix.evaluation.documents import EvalDocument
from mtfix.evaluation.runner import new_run
from mtfix.evaluation.scoring import Bench, measure

STRIDES: Mapping[str, int] = MappingProxyType(
    {"wmt-old": 5, "wmt-new": 4, "mlqe-dev": 3, "clean-external": 3}
)
"""Of these suites every n-th document of each group is taken unless --full is given."""


def main() -> None:
    """Measure everything, print, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("suites", nargs="*", default=["all"], help="suites or groups of suites")
    parser.add_argument("--full", action="store_true", help="do not sample the large suites")
    parser.add_argument("--model", default="auto", help="name or path of the model to measure")
    arguments = parser.parse_args()

    console = Console()
    started = time.perf_counter()
    systems, missing = lineup(arguments.model)
    measured: dict[str, list[SuiteResult]] = {system.name: [] for system in systems}
    for name in suites.names(arguments.suites):
        for system, result in zip(systems, _suite(name, systems, arguments.full), strict=True):
            measured[system.name].append(result)
        console.print(f"{name}: {time.perf_counter() - started:.0f} s", style="dim")
    runs = [new_run(system, measured[system.name]) for system in systems]
    seconds = time.perf_counter() - started

    _print(console, runs, missing)
    for run in runs:
        results.save(run, results.default_path(run))
    path = write_results(
        "quality",
        {
            "environment": environment(),
            "seconds": round(seconds),
            "sampled": not arguments.full,
            "missing": missing,
            "runs": [asdict(run.without_texts()) for run in runs],
        },
    )
    charts = _chart(runs)
    console.print(f"{seconds:.0f} s in all; wrote {path}, {', '.join(map(str, charts))}")


def thin(suite: Suite, stride: int) -> Suite:
    """Every ``stride``-th document of each group of ``suite``, the first of each included."""
    seen: dict[str, int] = {}
    chosen: list[EvalDocument] = []
    for document in suite.documents:
        number = seen.get(document.group, 0)
        seen[document.group] = number + 1
        if number % stride == 0:
            chosen.append(document)
    sample = f"documents 1, {1 + stride}, {1 + 2 * stride} … of each group of: {suite.sample}"
    return replace(suite, documents=tuple(chosen), sample=sample)


def _suite(name: str, systems: Sequence[System], full: bool) -> list[SuiteResult]:
    try:
        suite = suites.load(name)
        if not full and name in STRIDES:
            suite = thin(suite, STRIDES[name])
        bench = Bench.of(suite)
    except DataError as error:
        return [SuiteResult(name, skipped=str(error))] * len(systems)
    return [measure(bench, system) for system in systems]


def _print(console: Console, runs: Sequence[Run], missing: Mapping[str, str]) -> None:
    repair = Table("suite", title="Repair: TER and its change, better:same:worse segments")
    clean = Table("suite", title="Clean text: changed segments, edits per 1,000 words")
    for run in runs:
        repair.add_column(run.system, justify="right")
        clean.add_column(run.system, justify="right")
    for row in zip(*(run.suites for run in runs), strict=True):
        first = row[0]
        if first.skipped:
            console.print(f"SKIPPED {first.name}: {first.skipped}", style="bold yellow")
        elif first.kind == "clean":
            clean.add_row(f"{first.name}\n{first.segments:,} segments", *map(_alarms, row))
        else:
            repair.add_row(f"{first.name}\n{first.segments:,} segments", *map(_gain, row))
    repair.caption = "* p < 0.05 against do-nothing, paired bootstrap; lower TER is better"
    console.print(repair, clean)
    for name, reason in missing.items():
        console.print(f"NOT MEASURED {name}: {reason}", style="bold yellow")


def _gain(suite: SuiteResult) -> str:
    found = suite.significance["TER"]
    star = "*" if found.significant else ""
    return f"{found.score:.1f} {found.delta:+.2f}{star}\n{tables.outcome(suite.outcomes)}"


def _alarms(suite: SuiteResult) -> str:
    found = suite.alarms
    return f"{found.changed}\n{found.edits_per_1000_words:.2f}" if found else "–"


def _chart(runs: Sequence[Run]) -> list[object]:
    drawn, (left, right) = figure(2, width=10.0, height=4.4)
    shown = [run for run in runs if run.system != "do-nothing"]
    measured = [suite for suite in shown[0].suites if not suite.skipped]
    scored = [suite.name for suite in measured if suite.kind == "repair"]
    clean = [suite.name for suite in measured if suite.kind == "clean"]
    thickness = 0.8 / len(shown)
    for place, run in enumerate(shown):
        offset = (place - (len(shown) - 1) / 2) * thickness
        gains = [-_measured(run, name).significance["TER"].delta for name in scored]
        rates = [_rate(_measured(run, name)) for name in clean]
        for axes, names, values in ((left, scored, gains), (right, clean, rates)):
            rows = [index + offset for index in range(len(names))]
            axes.barh(rows, values, thickness, color=COLORS[run.system], label=run.system)
    for axes, names in ((left, scored), (right, clean)):
        axes.set_yticks(range(len(names)), names)
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
    left.axvline(0, color="#444444", linewidth=0.8)
    left.set_title("What a repair gains")
    left.set_xlabel("TER points below do-nothing (right is better)")
    right.set_title("What it changes in good English")
    right.set_xlabel("changed segments per 1,000 (left is better)")
    legend_above(drawn, left)
    return list(write_chart("quality", drawn))


def _measured(run: Run, name: str) -> SuiteResult:
    found = run.suite(name)
    if found is None or found.skipped:
        raise ValueError(f"{run.system} was not measured on {name}")
    return found


def _rate(suite: SuiteResult) -> float:
    return suite.alarms.changed_per_1000_segments if suite.alarms else 0.0


if __name__ == "__main__":
    main()
