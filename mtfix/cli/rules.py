"""``mtfix rules``: list the rules, show one, and test their examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtfix.cli.options import reported_errors


def app() -> typer.Typer:
    """The ``rules`` command group."""
    group = typer.Typer(help="Look at the rules and test their examples.", no_args_is_help=True)
    group.command("list")(list_rules)
    group.command("show")(show_rule)
    group.command("test")(run_examples)
    return group


def list_rules(
    prefix: Annotated[str, typer.Argument(help="Only ids that start like this.")] = "",
) -> None:
    """List rule ids with what they do."""
    from mtfix.rules.registry import all_rules

    with reported_errors():
        rules = [rule for rule in all_rules() if rule.id.startswith(prefix)]
    for rule in rules:
        russian = f"  ({rule.russian})" if rule.russian else ""
        typer.echo(f"{rule.id:36} {rule.safety:9} {rule.description}{russian}")
    if not rules:
        typer.echo(f"error: no rule starts with {prefix!r}", err=True)
        raise typer.Exit(2)


def show_rule(rule_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Show one rule with its examples."""
    from mtfix.rules.registry import find_rule

    with reported_errors():
        rule = find_rule(rule_id)
    typer.secho(rule.id, bold=True)
    typer.echo(rule.description)
    typer.echo(f"safety   {rule.safety}")
    if rule.russian:
        typer.echo(f"russian  {rule.russian}")
    for example in rule.fires:
        typer.echo(f"fires    {example.before}\n      →  {example.after}")
        if example.context:
            typer.echo(f"   with  {example.context}")
        if example.source:
            typer.echo(f" source  {example.source}")
    for near_miss in rule.silent:
        typer.echo(f"silent   {near_miss.text}")
        if near_miss.context:
            typer.echo(f"   with  {near_miss.context}")
        if near_miss.source:
            typer.echo(f" source  {near_miss.source}")


def run_examples(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Lexicon files; without any, every rule.")
    ] = None,
) -> None:
    """Run every example through the real engine with only its rule enabled."""
    from mtfix.rules.examples import failures
    from mtfix.rules.lexicon import LexiconRule, load_file
    from mtfix.rules.registry import all_rules
    from mtfix.rules.rule import Rule

    with reported_errors():
        rules: list[Rule] = (
            [LexiconRule(entry) for path in files for entry in load_file(path)]
            if files
            else list(all_rules())
        )
        problems = [problem for rule in rules for problem in failures(rule)]
    for problem in problems:
        typer.echo(problem)
    examples = sum(len(rule.fires) + len(rule.silent) for rule in rules)
    typer.echo(f"{len(rules)} rules, {examples} examples, {len(problems)} failures")
    if problems:
        raise typer.Exit(1)
