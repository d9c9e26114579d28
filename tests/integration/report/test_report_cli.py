"""The commands check, apply and explain --html, and the pre-commit hooks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfix.cli.app import build

_SPOKEN = b'Head\r\n\r\nIt cost 2 500 rubles. "We agree, "- he said.\r\n'
_REPAIRED = b'Head\r\n\r\nIt cost 2,500 rubles. "We agree," he said.\r\n'


def _run(*arguments: str | Path, stdin: str = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(build(), [str(item) for item in arguments], input=stdin)
    # Not result.stdout, which turns Windows line ends into plain ones.
    return result.exit_code, result.stdout_bytes.decode(), result.stderr


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    path = tmp_path / "spoken.txt"
    path.write_bytes(_SPOKEN)
    return path


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    path = tmp_path / "fine.txt"
    path.write_bytes(b"All is well.\n")
    return path


def test_check_lists_edits_by_place(spoken: Path, fine: Path) -> None:
    code, told, _ = _run("check", "--model", "none", spoken, fine)
    assert code == 1
    first, second = told.splitlines()
    assert first.startswith(f"{spoken}:3:9 numeral.thousands ‹2 500› → ‹2,500›")
    assert second.startswith(f"{spoken}:3:33 quote.reported_speech ")
    assert spoken.read_bytes() == _SPOKEN


def test_check_of_good_text_says_nothing(fine: Path) -> None:
    assert _run("check", "--model", "none", fine) == (0, "", "")


def test_check_fix_writes_and_is_done(spoken: Path, fine: Path) -> None:
    spoken.chmod(0o600)
    before = fine.stat().st_mtime_ns
    code, told, _ = _run("check", "--fix", "--model", "none", spoken, fine)
    assert code == 0
    assert "numeral.thousands" in told
    assert spoken.read_bytes() == _REPAIRED
    assert spoken.stat().st_mode & 0o777 == 0o600
    assert fine.stat().st_mtime_ns == before
    assert _run("check", "--model", "none", spoken)[0] == 0


def test_check_goes_on_after_a_file_it_cannot_read(tmp_path: Path, spoken: Path) -> None:
    foreign = tmp_path / "foreign.txt"
    foreign.write_bytes("Привет".encode("cp1251"))
    code, told, complaint = _run("check", "--model", "none", foreign, tmp_path, spoken)
    assert code == 2
    assert "not UTF-8" in complaint
    assert "cannot read" in complaint
    assert "numeral.thousands" in told


def test_check_tells_one_line_an_edit_whatever_the_text(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("\x1b[31mIt cost 2 500 rubles.\n", encoding="utf-8")
    code, told, _ = _run("check", "--model", "none", path)
    assert code == 1
    assert len(told.splitlines()) == 1
    assert "\x1b" not in told


def test_check_refuses_wrong_settings(fine: Path) -> None:
    code, _, complaint = _run("check", "--disable", "nothing.here", fine)
    assert code == 2
    assert "no rule or group" in complaint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_check_fix_reports_what_it_cannot_write(tmp_path: Path, spoken: Path) -> None:
    tmp_path.chmod(0o500)
    code, _, complaint = _run("check", "--fix", "--model", "none", spoken)
    tmp_path.chmod(0o700)
    assert code == 2
    assert "cannot write" in complaint


def test_explain_json_replays_through_apply(tmp_path: Path, spoken: Path) -> None:
    _, exported, _ = _run("explain", "--json", "--model", "none", spoken)
    edits = tmp_path / "edits.json"
    edits.write_text(exported, encoding="utf-8")
    output = tmp_path / "out.txt"
    assert _run("apply", spoken, edits, "-o", output)[0] == 0
    assert output.read_bytes() == _REPAIRED
    assert _run("apply", spoken, "-", stdin=exported)[1].encode() == _REPAIRED


def test_apply_refuses_another_text_and_broken_json(
    tmp_path: Path, spoken: Path, fine: Path
) -> None:
    edits = tmp_path / "edits.json"
    _, exported, _ = _run("explain", "--json", "--model", "none", spoken)
    edits.write_text(exported, encoding="utf-8")
    code, told, complaint = _run("apply", fine, edits)
    assert (code, told) == (2, "")
    assert "another text: it differs from 1:1 on" in complaint
    edits.write_text(json.dumps({"edits": [{"start": 1}]}), encoding="utf-8")
    code, _, complaint = _run("apply", spoken, edits)
    assert code == 2
    assert "edits[0] lacks 'end'" in complaint
    assert _run("apply", "-", "-")[0] == 2


def test_explain_writes_the_page(tmp_path: Path, spoken: Path) -> None:
    page = tmp_path / "out.html"
    assert _run("explain", "--model", "none", "--html", page, spoken) == (0, "", "")
    assert "<h1>spoken.txt</h1>" in page.read_text(encoding="utf-8")
    code, told, _ = _run("explain", "--model", "none", "--html", page, "--json", spoken)
    assert code == 0
    assert json.loads(told)["edits"]
    code, _, complaint = _run("explain", "--model", "none", "--html", tmp_path, spoken)
    assert code == 2
    assert "cannot write" in complaint


def test_hooks_are_valid_and_name_real_commands() -> None:
    import yaml

    manifest = Path(__file__).parents[3] / ".pre-commit-hooks.yaml"
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(manifest)]
    subprocess.run(command, check=True, capture_output=True)
    for hook in yaml.safe_load(manifest.read_text(encoding="utf-8")):
        program, *arguments = hook["entry"].split()
        assert program == "mtfix"
        assert _run(*arguments, "--help")[0] == 0
