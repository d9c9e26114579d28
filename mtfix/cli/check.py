"""``mtfix check``: a linter's view of the repair, for editors, scripts and pre-commit."""

from __future__ import annotations

from collections.abc import Iterator
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
    read_text,
    reported_errors,
    settings,
)

if TYPE_CHECKING:
    from mtfix.result import Repair


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="UTF-8 texts.")],
    fix: Annotated[bool, typer.Option("--fix", help="Write the repaired texts back.")] = False,
    mode: ModeOption = ModeName.balanced,
    model: ModelOption = "auto",
    enable: EnableOption = None,
    disable: DisableOption = None,
    protect: ProtectOption = None,
    glossary: GlossaryOption = None,
) -> None:
    """List what a repair would change, as path:line:column rule message.

    Exit codes: 0 nothing to change, or all of it written by --fix; 1 a file would change;
    2 a file cannot be read or written, or a setting is wrong.
    """
    from mtfix.repairer import Repairer

    with reported_errors():
        repairer = Repairer(settings(mode, model, enable, disable, protect, glossary))
    changed = failed = 0
    for file in files:
        try:
            with reported_errors():
                repair = repairer.repair(read_text(file))
            for line in _findings(file, repair):
                typer.echo(line)
            if fix and repair.changed:
                _write(file, repair.text)
        except typer.BadParameter as error:
            typer.echo(f"error: {error.message}", err=True)
            failed += 1
            continue
        changed += repair.changed
    raise typer.Exit(2 if failed else 1 if changed and not fix else 0)


def _findings(file: str, repair: Repair) -> Iterator[str]:
    from mtfix.explanation import place, summary
    from mtfix.report.characters import one_line

    name = one_line(typer.format_filename(file))
    for edit in repair.edits:
        what, _, why = summary(edit).partition(f"  [{edit.rule}]")
        where = f"{name}:{place(repair.original, edit.start)}"
        yield f"{where} {edit.rule} {one_line(f'{what}{why}')}"


def _write(file: str, text: str) -> None:
    from mtfix.report.files import replace_file

    try:
        replace_file(Path(file), text.encode("utf-8"))
    except OSError as error:
        raise typer.BadParameter(f"cannot write {file}: {error.strerror}") from error
