"""``mtfix apply``: replay the edits that a reviewer chose."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix.cli.options import read_text, reported_errors, write_text


def apply(
    original: Annotated[str, typer.Argument(metavar="ORIGINAL", help="The text as it was.")],
    edits: Annotated[
        str,
        typer.Argument(
            metavar="EDITS", help="JSON from the review page or from explain --json; - reads stdin."
        ),
    ],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write.")] = None,
) -> None:
    """Make exactly the edits of a review, and print the text.

    Each edit is checked against the original first; exit code 2 if one does not fit.
    """
    from mtfix.report.replay import replay

    if original == edits == "-":
        raise typer.BadParameter("only one of ORIGINAL and EDITS can be read from stdin")
    with reported_errors():
        text = replay(read_text(original), read_text(edits))
    if output is None:
        write_text(text)
        return
    from mtfix.report.files import replace_file

    try:
        replace_file(output, text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise typer.BadParameter(f"cannot write {output}: {error.strerror}") from error
