"""The root command."""

from __future__ import annotations

import typer

from mtfix.cli import apply, batch, check, evaluate, explain, repair, rules, train, tune


def build() -> typer.Typer:
    """Assemble the command tree."""
    app = typer.Typer(
        name="mtfix",
        help="Repair degraded Russian-to-English machine translation.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.command()(repair.repair)
    app.command()(explain.explain)
    app.command()(apply.apply)
    app.command()(check.check)
    app.add_typer(rules.app(), name="rules")
    app.command()(evaluate.evaluate)
    app.command()(train.train)
    app.command()(batch.batch)
    app.command()(tune.tune)
    return app
