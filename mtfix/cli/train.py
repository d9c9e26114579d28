"""``mtfix train``: train or fine-tune the edit model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix.cli.options import reported_errors
from mtfix.errors import ConfigError, MissingExtra


def train(
    config: Annotated[
        Path | None,
        typer.Option(help="TOML file with the tables model, start, data, optimization."),
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option(help="Your post-edits: a TSV of hypothesis and post-edit.")
    ] = None,
    init: Annotated[
        Path | None, typer.Option(help="Finished model to go on from, e.g. models/ruen-edit-small.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the run; a stopped run goes on.")] = Path(
        "runs/train"
    ),
    minutes: Annotated[float, typer.Option(help="Time budget of a fine-tuning run.")] = 10.0,
    bundle: Annotated[
        Path | None, typer.Option(help="Also export a runtime bundle to this folder.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget an earlier state in OUT.")] = False,
) -> None:
    """Train from a configuration, or fine-tune a finished model on your own post-edits."""
    import logging

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with reported_errors():
        try:
            from mtfix.training.config import TrainingConfig, fine_tuning
            from mtfix.training.curves import plot
            from mtfix.training.export import export
            from mtfix.training.run import train as run
        except ImportError as error:
            raise MissingExtra.of(error.name or "torch", "train") from error
        if config is not None:
            if pairs or init:
                raise ConfigError("give either --config, or --pairs with --init, not both")
            settings = TrainingConfig.load(config)
        elif pairs and init:
            settings = fine_tuning(pairs, init, minutes=minutes)
        else:
            raise ConfigError("give --config FILE, or --pairs FILE.tsv with --init MODEL")
        progress = run(settings, out, resume=not fresh)
        plot(out, out / "curves")
        typer.echo(f"{progress.step} steps, {progress.pieces:,} pieces: {out / 'model'}")
        if bundle is not None:
            export(out / "model", bundle, name=bundle.name, inherit=init)
            typer.echo(f"exported {bundle}")
