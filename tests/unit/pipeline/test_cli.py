"""The commands, run in process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfix.cli.app import build

_SPOKEN = '"We agree, "- he said.\r\n'


def _run(*arguments: str, stdin: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(build(), list(arguments), input=stdin)
    return result.exit_code, result.output


def test_repair_reads_stdin_and_keeps_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes(_SPOKEN.encode())
    output = tmp_path / "out.txt"
    code, _ = _run("repair", str(path), "--model", "none", "-o", str(output))
    assert code == 0
    assert output.read_bytes() == b'"We agree," he said.\r\n'


def test_explain_shows_the_diff_and_the_russian() -> None:
    code, told = _run("explain", "-", "--model", "none", stdin=_SPOKEN)
    assert code == 0
    assert "[quote.reported_speech]" in told
    assert "сказал он" in told
    assert told.rstrip().endswith("1 change.")


def test_explain_json_is_a_repair() -> None:
    from mtfix import Repair

    _, told = _run("explain", "--json", "--model", "none", stdin=_SPOKEN)
    assert Repair.from_dict(json.loads(told)).changed


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("repair", "/no/such/file"), "cannot read"),
        (("repair", "--disable", "nothing.here"), "no rule or group"),
        (("repair", "--glossary", "a"), "TERM=REPLACEMENT"),
        (("repair", "--model", "/no/such/model"), ""),
        (("rules", "show", "quote.spacin"), "did you mean"),
        (("rules", "list", "zzz"), "no rule starts"),
    ],
)
def test_errors_exit_with_2(arguments: tuple[str, ...], complaint: str) -> None:
    code, told = _run(*arguments, stdin="x")
    assert code == 2
    assert complaint in told


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes("Привет".encode("cp1251"))
    code, told = _run("repair", str(path))
    assert code == 2
    assert "UTF-8" in told


def test_rules_can_be_listed_shown_and_tested(tmp_path: Path) -> None:
    assert "quote.spacing" in _run("rules", "list", "quote")[1]
    assert "fires" in _run("rules", "show", "quote.spacing")[1]
    path = tmp_path / "demo.toml"
    path.write_text(
        '[[rule]]\nid = "demo.one"\ncause = "engine"\nmatch = ["foo"]\nbecomes = "bar"\n'
        '[[rule.fires]]\nbefore = "A foo."\nafter = "A baz."\n[[rule.silent]]\ntext = "A food."\n',
        encoding="utf-8",
    )
    code, told = _run("rules", "test", str(path))
    assert code == 1
    assert "'A bar.'" in told
    assert "1 rules, 2 examples, 1 failures" in told
    path.write_text("x = 1", encoding="utf-8")
    code, told = _run("rules", "test", str(path))
    assert code == 2
    assert "demo.toml" in told
