"""``mtfix evaluate``: measure a system on suites, or compare two saved runs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtfix.errors import MtfixError

if TYPE_CHECKING:
    from mtfix.evaluation.results import Run
    from mtfix.evaluation.systems import System


class SystemName(StrEnum):
    """Systems that the command can measure."""

    do_nothing = "do-nothing"
    rules = "rules"
    mtfix = "mtfix"


class ModeName(StrEnum):
    """How daring the repair is."""

    safe = "safe"
    balanced = "balanced"
    bold = "bold"


def evaluate(
    suites: Annotated[
        list[str] | None,
        typer.Argument(
            help="Suites (seed-dev, passages-dev, passages-test, overlay-dev, overlay-test, "
            "wmt-old, wmt-new, mlqe-dev, clean, clean-external, clean-translated) or groups of "
            "them (quick, dev, test, all). Default: quick."
        ),
    ] = None,
    system: Annotated[SystemName, typer.Option(help="What to measure.")] = SystemName.mtfix,
    mode: Annotated[ModeName, typer.Option(help="How daring the repair is.")] = ModeName.balanced,
    model: Annotated[
        str | None, typer.Option(help="Name or path of the model; by default the shipped one.")
    ] = None,
    with_source: Annotated[
        bool, typer.Option("--with-source", help="Repair with the Russian, where a suite has it.")
    ] = False,
    json: Annotated[
        Path | None,
        typer.Option(help="Where to save the run; by default under runs/, named by date."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(help="A saved run to test the difference against (paired bootstrap)."),
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(help="List the segments that changed between two saved runs; runs nothing."),
    ] = None,
    show: Annotated[
        int, typer.Option(min=0, help="Print this many improved and worsened segments per suite.")
    ] = 0,
    details: Annotated[
        bool, typer.Option("--details", help="Also print error tags, breakdowns and signatures.")
    ] = False,
) -> None:
    """Measure a system on suites, against do-nothing.

    A suite whose data is not at hand is reported as skipped. Results are saved as JSON with
    all texts under runs/, which git ignores: external corpora must not be committed.
    """
    try:
        if compare is not None:
            _compare(compare, show)
            return
        run = _measure(suites or ["quick"], _system(system, mode, model, with_source), against)
        _report(run, json, show, details)
    except MtfixError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from error
    if all(suite.skipped for suite in run.suites):
        typer.echo("error: every suite was skipped, nothing was measured", err=True)
        raise typer.Exit(1)


def _system(name: SystemName, mode: ModeName, model: str | None, with_source: bool) -> System:
    from mtfix.evaluation import systems

    return systems.create(name.value, mode.value, model, with_source=with_source)


def _measure(names: list[str], system: System, against: Path | None) -> Run:
    from rich.console import Console

    from mtfix.evaluation import results, runner

    saved = results.load(against) if against else None
    with Console().status("loading …") as status:
        return runner.evaluate(
            system,
            names,
            against=saved,
            against_name=str(against) if against else None,
            progress=lambda name: status.update(f"{name} …"),
        )


def _report(run: Run, json: Path | None, show: int, details: bool) -> None:
    from rich.console import Console

    from mtfix.evaluation import results, tables

    console = Console()
    console.print(tables.summary(run))
    for suite in run.suites:
        if details and not suite.skipped:
            console.print(tables.details(suite))
        if show and not suite.skipped:
            console.print(tables.examples(suite, show))
    path = results.save(run, json or results.default_path(run))
    console.print(f"saved to {path}", style="dim", highlight=False, soft_wrap=True)


def _compare(paths: tuple[Path, Path], show: int) -> None:
    from rich.console import Console

    from mtfix.evaluation import results, tables
    from mtfix.evaluation.compare import compare

    comparisons, left_out = compare(*map(results.load, paths))
    Console().print(tables.comparison(comparisons, left_out, show or None))
