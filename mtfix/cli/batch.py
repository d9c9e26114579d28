"""``mtfix batch``: repair whole archives, resumably."""

from __future__ import annotations

import logging
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtfix.cli.options import (
    DisableOption,
    EnableOption,
    GlossaryOption,
    ModelOption,
    ModeName,
    ModeOption,
    ProtectOption,
    reported_errors,
    settings,
)

if TYPE_CHECKING:
    from mtfix.batch.job import Plan


class TargetName(StrEnum):
    """Formats to write."""

    same = "same"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"
    text = "text"


class CompressionName(StrEnum):
    """Compressions to write."""

    none = "none"
    gzip = "gzip"
    zstd = "zstd"


class AdditionName(StrEnum):
    """Fields that can be added."""

    edits = "edits"
    changed = "changed"
    confidence = "confidence"


class TextPerName(StrEnum):
    """What a plain text file holds."""

    line = "line"
    file = "file"


class EngineChoice(StrEnum):
    """Where the work is done."""

    local = "local"
    ray = "ray"


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files, folders or glob patterns: JSONL, CSV, TSV, Parquet or text, "
            "also as .gz, .bz2, .xz or .zst.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The output folder.")],
    text_field: Annotated[str, typer.Option(help="The field to repair.")] = "text",
    id_field: Annotated[str | None, typer.Option(help="The field that names a row.")] = None,
    source_field: Annotated[
        str | None, typer.Option(help="The field with the Russian, to repair by.")
    ] = None,
    repaired_field: Annotated[str, typer.Option(help="The field to write.")] = "repaired",
    add: Annotated[
        list[AdditionName] | None, typer.Option(help="A further field; may be repeated.")
    ] = None,
    to: Annotated[TargetName, typer.Option(help="Format of the output.")] = TargetName.same,
    text_per: Annotated[
        TextPerName, typer.Option(help="What is one document in plain text.")
    ] = TextPerName.line,
    compress: Annotated[
        CompressionName, typer.Option(help="Compression of the output.")
    ] = CompressionName.none,
    shard_rows: Annotated[int, typer.Option(min=1, help="Most rows in one shard.")] = 2_000,
    max_chars: Annotated[
        int, typer.Option(min=1, help="Longest text to repair; longer ones are dead letters.")
    ] = 200_000,
    engine: Annotated[EngineChoice, typer.Option(help="Where to work.")] = EngineChoice.local,
    address: Annotated[str | None, typer.Option(help="Address of a Ray cluster.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Workers; by default one a processor.")
    ] = None,
    max_errors: Annotated[
        int | None, typer.Option(min=0, help="Stop at more dead letters than this.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Do everything anew.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be done.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(help="Write a sample of the edits to this HTML file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
    mode: ModeOption = ModeName.balanced,
    model: ModelOption = "auto",
    enable: EnableOption = None,
    disable: DisableOption = None,
    protect: ProtectOption = None,
    glossary: GlossaryOption = None,
) -> None:
    """Repair many documents into a folder; run again to go on where it stopped.

    Exit codes: 0 all repaired; 1 some rows are dead letters, or an input changed while it was
    read; 2 the job cannot start or go on; 3 more dead letters than --max-errors;
    130 interrupted.
    """
    from mtfix.batch.job import plan, run
    from mtfix.batch.options import Layout, Options

    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S", level=logging.INFO)
    with reported_errors():
        config = settings(mode, model, enable, disable, protect, glossary)
        options = Options(
            layout=Layout(
                text_field=text_field,
                id_field=id_field,
                source_field=source_field,
                repaired_field=repaired_field,
                add=tuple(dict.fromkeys(item.value for item in add or ())),
                to=to.value,
                text_per=text_per.value,
                compress=compress.value,
                shard_rows=shard_rows,
                max_chars=max_chars,
            ),
            engine=engine.value,
            address=address,
            workers=workers,
            max_errors=max_errors,
            force=force,
            report=report,
        )
        if dry_run:
            _tell(plan(inputs, out, options, config=config))
            return
        summary = run(inputs, out, options, config=config, quiet=quiet)
    typer.echo(summary.to_json() if as_json else summary.to_text(), nl=not as_json)
    raise typer.Exit(summary.exit_code)


def _tell(plans: list[Plan]) -> None:
    from mtfix.batch.discovery import shown

    for item in plans:
        state = "complete" if item.complete else f"to do ({item.finished} shards finished)"
        source = item.source
        name = f"{source.path} ({len(source.files)} files)" if source.documents else source.path
        typer.echo(f"{source.format:8} {source.size:>14,} bytes  {state:28} {shown(name)}")
    left = [item for item in plans if not item.complete]
    size = sum(item.source.size for item in left)
    typer.echo(f"{len(left):,} of {len(plans):,} inputs to do, {size:,} bytes; nothing written")
