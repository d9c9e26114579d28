"""``mtfix tune``: weigh a model's confidences and set its thresholds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix.cli.options import reported_errors
from mtfix.errors import MissingExtra


def tune(
    bundle: Annotated[Path, typer.Argument(help="Bundle whose settings are written anew.")],
    suites: Annotated[
        list[str] | None,
        typer.Option(
            "--suite",
            help="Suite to tune on; may be repeated. By default: held-back post-edits "
            "and clean-external. The suite clean always joins.",
        ),
    ] = None,
) -> None:
    """Calibrate a model and set its thresholds for the most gain within each mode's bar of harm."""
    import logging

    from mtfix.evaluation import suites as catalog

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with reported_errors():
        try:
            from mtfix.training.tuning import calibration_suite, tune_bundle
        except ImportError as error:
            raise MissingExtra.of(error.name or "torch", "train") from error
        chosen = [catalog.load(name) for name in catalog.names(suites)] if suites else []
        weighed = chosen or [calibration_suite(), catalog.load("clean-external")]
        tuned = tune_bundle(bundle, [*weighed, catalog.load("clean")])
        for mode, choice in tuned.choices.items():
            typer.echo(f"{mode}: {choice}")
