"""The command ``mtfix evaluate`` from its arguments to its saved JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mtfix.cli.app import build
from mtfix.evaluation import data


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a small clean suite and a seed article, and no other data."""
    monkeypatch.setenv(data.ENVIRONMENT, str(tmp_path))
    monkeypatch.setattr(data, "external_roots", lambda: [tmp_path])
    monkeypatch.setattr(data, "own", lambda name: data._find(name, [tmp_path], "make it"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clean").mkdir()
    control = {"id": "clean-001", "kind": "plain", "text": "The talks ended on Monday."}
    (tmp_path / "clean" / "control.jsonl").write_text(json.dumps(control), encoding="utf-8")
    (tmp_path / "seed").mkdir()
    (tmp_path / "seed" / "article.txt").write_text("He go home. She stayed.", encoding="utf-8")
    segment = {"par": 0, "seg": 0, "degraded": "He go home.", "errors": ["agreement"]}
    segment |= {"light": "He goes home.", "full": "He went home."}
    (tmp_path / "seed" / "dev.jsonl").write_text(json.dumps(segment), encoding="utf-8")
    return tmp_path


def evaluate(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(build(), ["evaluate", *arguments])


def test_do_nothing_is_measured_and_saved(folder: Path) -> None:
    result = evaluate("seed-dev", "clean", "--system", "do-nothing", "--json", "run.json")
    assert result.exit_code == 0, result.output
    assert "33.3 +0.00" in result.output  # one edit in three words
    assert "0:1:0" in result.output
    saved = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert saved["system"] == "do-nothing"
    assert set(saved["versions"]) == {"mtfix", "sacrebleu", "python"}
    assert [suite["name"] for suite in saved["suites"]] == ["seed-dev", "clean"]


def test_without_a_path_the_run_is_dated_under_runs(folder: Path) -> None:
    assert evaluate("clean", "--system", "do-nothing").exit_code == 0
    [path] = (folder / "runs").iterdir()
    assert path.name.endswith("_do-nothing.json")


@pytest.mark.usefixtures("folder")
def test_a_skip_is_visible_and_does_not_stop_the_rest() -> None:
    result = evaluate("mlqe-dev", "clean", "--system", "do-nothing", "--json", "run.json")
    assert result.exit_code == 0
    assert "SKIPPED mlqe-dev: mlqe-pe.ru-en.dev.jsonl was not found" in result.output
    assert data.ENVIRONMENT in result.output


@pytest.mark.usefixtures("folder")
def test_nothing_measured_is_a_failure() -> None:
    result = evaluate("mlqe-dev", "--system", "do-nothing", "--json", "run.json")
    assert result.exit_code == 1
    assert "nothing was measured" in result.output


@pytest.mark.usefixtures("folder")
def test_rules_are_identified_by_hash_and_signature() -> None:
    result = evaluate("clean", "--system", "rules", "--mode", "safe", "--json", "run.json")
    assert result.exit_code == 0, result.output
    identity = json.loads(Path("run.json").read_text(encoding="utf-8"))["identity"]
    assert identity["mode"] == "safe"
    assert identity["model"] == "none"
    assert len(identity["rules"]) == 16
    assert "mode=safe" in identity["signature"]


def test_a_change_is_shown_tested_and_compared(folder: Path) -> None:
    assert evaluate("all", "--system", "do-nothing", "--json", "old.json").exit_code == 0
    new = json.loads((folder / "old.json").read_text(encoding="utf-8"))
    [row] = new["suites"][0]["rows"]
    row |= {"output": "He goes home.", "edits": 0.0}
    (folder / "new.json").write_text(json.dumps(new), encoding="utf-8")

    compared = evaluate("--compare", "old.json", "new.json")
    assert compared.exit_code == 0, compared.output
    assert "seed-dev: better (1)" in compared.output
    assert "- He go home." in compared.output
    assert "+ He goes home." in compared.output
    assert "NOT COMPARED mlqe-dev: skipped" in compared.output

    arguments = ["--system", "do-nothing", "--against", "new.json", "--details"]
    against = evaluate("seed-dev", *arguments, "--show", "1", "--json", "x.json")
    assert against.exit_code == 0, against.output
    assert "against new.json" in against.output
    assert "agreement" in against.output
    assert "nrefs:2" in against.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "unknown suite 'nonsense'"),
        (["clean", "--system", "rules", "--model", "x"], "uses no model"),
        (["clean", "--system", "do-nothing", "--against", "none.json"], "cannot be read"),
        (["--compare", "none.json", "none.json"], "cannot be read"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_errors_are_one_line_and_exit_with_2(arguments: list[str], message: str) -> None:
    result = evaluate(*arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output
