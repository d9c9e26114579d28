"""``mtfix rules``: list the rules, show one, and test their examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix.errors import LexiconError
from mtfix.rules.examples import failures
from mtfix.rules.lexicon import LexiconRule, load_file
from mtfix.rules.registry import all_rules
from mtfix.rules.rule import Rule


def app() -> typer.Typer:
    """The ``rules`` command group."""
    group = typer.Typer(help="Look at the rules and test their examples.", no_args_is_help=True)
    group.command("test")(run_examples)
    return group


def run_examples(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Lexicon files; without any, every rule.")
    ] = None,
) -> None:
    """Run every example through the real engine with only its rule enabled."""
    checked = 0
    problems: list[str] = []
    try:
        if files:
            rules: list[Rule] = []
            for path in files:
                rules.extend(LexiconRule(entry) for entry in load_file(path))
        else:
            rules = list(all_rules())
        for rule in rules:
            checked += len(rule.fires) + len(rule.silent)
            problems.extend(failures(rule))
    except LexiconError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from error
    for problem in problems:
        typer.echo(problem)
    typer.echo(f"{len(rules)} rules, {checked} examples, {len(problems)} failures")
    if problems:
        raise typer.Exit(1)
