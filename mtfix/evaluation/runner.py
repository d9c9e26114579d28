"""Runs a system over suites and measures what it did."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from mtfix.errors import DataError
from mtfix.evaluation import suites
from mtfix.evaluation.documents import Suite
from mtfix.evaluation.results import Run, SuiteResult
from mtfix.evaluation.scoring import Bench, measure
from mtfix.evaluation.systems import System


def evaluate(
    system: System,
    names: Sequence[str],
    *,
    against: Run | None = None,
    against_name: str | None = None,
    load: Callable[[str], Suite] = suites.load,
    progress: Callable[[str], None] = lambda _name: None,
) -> Run:
    """Measure ``system`` on the suites ``names``.

    A suite whose data is not at hand becomes a result with the reason in ``skipped``.

    Args:
        system: What to measure.
        names: Suites or groups of suites.
        against: A saved run to compare with by paired bootstrap.
        against_name: What to call that run.
        load: How a suite is found.
        progress: Called with the name of each suite before it starts.
    """
    results = []
    for name in suites.names(names):
        progress(name)
        try:
            bench = Bench.of(load(name))
        except DataError as error:
            results.append(SuiteResult(name, skipped=str(error)))
            continue
        results.append(measure(bench, system, against.suite(name) if against else None))
    return new_run(system, results, against_name)


def new_run(system: System, results: Sequence[SuiteResult], against: str | None = None) -> Run:
    """Date and sign the results of ``system``."""
    return Run(
        system=system.name,
        identity=system.identity,
        created=datetime.now().astimezone().isoformat(timespec="seconds"),
        versions={
            "mtfix": _version("mtfix"),
            "sacrebleu": _version("sacrebleu"),
            "python": platform.python_version(),
        },
        suites=tuple(results),
        against=against,
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
