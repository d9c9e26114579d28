"""``mtfix repair``: text in, repaired text out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
    write_text,
)


def repair(
    source: Source = "-",
    original: OriginalOption = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write.")] = None,
    mode: ModeOption = ModeName.balanced,
    model: ModelOption = "auto",
    enable: EnableOption = None,
    disable: DisableOption = None,
    protect: ProtectOption = None,
    glossary: GlossaryOption = None,
) -> None:
    """Repair a text and print it."""
    from mtfix.repairer import Repairer

    with reported_errors():
        config = settings(mode, model, enable, disable, protect, glossary)
        text = Repairer(config).repair(*read_pair(source, original)).text
    if output is None:
        write_text(text)
    else:
        output.write_bytes(text.encode("utf-8", "surrogatepass"))
