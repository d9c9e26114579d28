"""Options and errors that the commands share."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtfix.errors import MtfixError

if TYPE_CHECKING:
    from mtfix.config import Config


class ModeName(StrEnum):
    """How daring the repair is."""

    safe = "safe"
    balanced = "balanced"
    bold = "bold"


Source = Annotated[str, typer.Argument(metavar="[FILE|-]", help="A UTF-8 text; - reads stdin.")]
OriginalOption = Annotated[
    str | None,
    typer.Option("--source", metavar="FILE", help="The Russian it was translated from."),
]
ModeOption = Annotated[ModeName, typer.Option(help="How daring the repair is.")]
ModelOption = Annotated[str, typer.Option(help="Name or path of the model; 'none': rules alone.")]
EnableOption = Annotated[
    list[str] | None, typer.Option(help="Rule id or prefix to switch on; may be repeated.")
]
DisableOption = Annotated[
    list[str] | None, typer.Option(help="Rule id or prefix to switch off; may be repeated.")
]
ProtectOption = Annotated[
    list[str] | None, typer.Option(help="Term that nothing may touch; may be repeated.")
]
GlossaryOption = Annotated[
    list[str] | None, typer.Option(help="Forced replacement, as TERM=REPLACEMENT.")
]


def settings(
    mode: ModeName,
    model: str,
    enable: list[str] | None,
    disable: list[str] | None,
    protect: list[str] | None,
    glossary: list[str] | None,
) -> Config:
    """The configuration that the options describe."""
    from mtfix.config import Config
    from mtfix.errors import ConfigError

    terms: dict[str, str] = {}
    for item in glossary or ():
        term, equals, replacement = item.partition("=")
        if not equals:
            raise ConfigError(f"--glossary takes TERM=REPLACEMENT, not {item!r}")
        terms[term] = replacement
    return Config(
        mode=mode.value,
        model=None if model == "none" else model,
        enable=tuple(enable or ()),
        disable=tuple(disable or ()),
        protect=tuple(protect or ()),
        glossary=terms,
    )


def read_text(source: str) -> str:
    """The text of a file, or of standard input for ``-``; line ends are kept as they are."""
    try:
        raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"cannot read {source}: {error.strerror}") from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise typer.BadParameter(
            f"{source} is not UTF-8 (byte {error.start}); convert it first, "
            "for example with: iconv -f cp1251 -t utf-8"
        ) from error


def read_pair(text: str, source: str | None) -> tuple[str, str | None]:
    """The text and, if a file is named for it, its Russian original."""
    if source is None:
        return read_text(text), None
    if text == source == "-":
        raise typer.BadParameter("only one of the text and its source can be read from stdin")
    return read_text(text), read_text(source)


def write_text(text: str) -> None:
    """Write ``text`` to standard output as UTF-8, line ends untouched."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


@contextmanager
def reported_errors() -> Iterator[None]:
    """Turn mtfix's own errors into a message on stderr and exit code 2; show its warnings, too."""
    logging.basicConfig(format="%(message)s")  # nothing, where a command has set up more
    try:
        yield
    except MtfixError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from error
