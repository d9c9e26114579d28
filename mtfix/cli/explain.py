"""``mtfix explain``: what a repair changes, by which rule, and the Russian behind it."""

from __future__ import annotations

import json
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
    OriginalOption,
    ProtectOption,
    Source,
    read_pair,
    reported_errors,
    settings,
)

if TYPE_CHECKING:
    from mtfix.result import Repair


def explain(
    source: Source = "-",
    original: OriginalOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the repair as JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write a page to review the edits in a browser.")
    ] = None,
    mode: ModeOption = ModeName.balanced,
    model: ModelOption = "auto",
    enable: EnableOption = None,
    disable: DisableOption = None,
    protect: ProtectOption = None,
    glossary: GlossaryOption = None,
) -> None:
    """Show the changes as a colored diff with rule ids, reasons and the Russian."""
    from mtfix.repairer import Repairer

    with reported_errors():
        config = settings(mode, model, enable, disable, protect, glossary)
        result = Repairer(config).repair(*read_pair(source, original))
        if html is not None:
            _write_page(result, html, "" if source == "-" else Path(source).name)
    if as_json:
        typer.echo(json.dumps(result.to_dict(), ensure_ascii=True, indent=2))
    elif html is None:
        for line in _report(result):
            typer.echo(line)


def _write_page(result: Repair, path: Path, title: str) -> None:
    from mtfix.report import write

    try:
        write(result, path, title=title)
    except OSError as error:
        raise typer.BadParameter(f"cannot write {path}: {error.strerror}") from error


def _report(result: Repair) -> list[str]:
    from mtfix.document import Document
    from mtfix.explanation import place, summary

    lines: list[str] = []
    edits = list(result.edits)
    for segment in Document.parse(result.original).segments:
        inside = [e for e in edits if segment.start <= e.start <= segment.end]
        edits = [e for e in edits if e not in inside]
        if not inside:
            continue
        pieces: list[str] = []
        done = segment.start
        for edit in inside:
            pieces.append(result.original[done : edit.start])
            pieces.append(typer.style(_marked(edit.before, "[-", "-]"), fg="red"))
            pieces.append(typer.style(_marked(edit.after, "{+", "+}"), fg="green"))
            done = edit.end
        pieces.append(result.original[done : max(done, segment.end)])
        lines.append("".join(pieces))
        lines += [f"    {place(result.original, e.start)}  {summary(e)}" for e in inside]
        lines.append("")
    lines += [
        typer.style(f"refused: {summary(r.edit)}  {r.check}: {r.detail}", dim=True)
        for r in result.rejected
    ]
    count = len(result.edits)
    lines.append(f"{count} change{'' if count == 1 else 's'}.")
    return lines


def _marked(text: str, before: str, after: str) -> str:
    return f"{before}{text}{after}" if text else ""
