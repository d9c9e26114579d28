"""The source on the command line, in batch jobs and in evaluation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mtfix import Config
from mtfix.cli.app import build

TEXT, SOURCE, REPAIRED = "The command won.", "Команда победила.", "The team won."


def _run(*arguments: str, stdin: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(build(), list(arguments), input=stdin)
    return result.exit_code, result.output


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "source.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return str(path)


def test_repair_takes_a_source(source: str) -> None:
    assert _run("repair", "--source", source, "--model", "none", stdin=TEXT) == (0, REPAIRED)


def test_the_source_may_come_on_stdin(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    told = _run("repair", str(path), "--source", "-", "--model", "none", stdin=SOURCE)
    assert told == (0, REPAIRED)


def test_explain_takes_a_source(source: str) -> None:
    code, told = _run("explain", "--source", source, "--model", "none", "--json", stdin=TEXT)
    assert code == 0
    assert json.loads(told)["edits"][0]["rule"] == "sense.command"


def test_both_on_stdin_is_an_error() -> None:
    code, told = _run("repair", "-", "--source", "-", "--model", "none", stdin=TEXT)
    assert code == 2
    assert "only one of" in told


def test_a_source_that_is_not_there_is_an_error() -> None:
    code, told = _run("repair", "--source", "nowhere.txt", "--model", "none", stdin=TEXT)
    assert code == 2
    assert "nowhere.txt" in told


def test_rules_show_prints_the_source_of_examples() -> None:
    code, told = _run("rules", "show", "sense.command")
    assert code == 0
    assert "Их команда выиграла кубок." in told


def test_batch_repairs_by_the_source_field(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="batch jobs need the extra 'batch'")
    from mtfix.batch.discovery import discover
    from mtfix.batch.options import Layout
    from mtfix.batch.readers import split
    from mtfix.batch.repair import repair_shard
    from mtfix.batch.shards import ShardTask
    from mtfix.batch.worker import RepairWorker

    rows = [
        {"text": TEXT, "ru": SOURCE},
        {"text": TEXT, "ru": None},
        {"text": TEXT},
        {"text": TEXT, "ru": 12},
        {"text": TEXT, "ru": "Not Russian."},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    layout = Layout(source_field="ru")
    (found,) = discover([path], tmp_path / "out", layout)
    (task,) = (item for item in split(found, (), layout) if isinstance(item, ShardTask))
    worker = RepairWorker(Config(model=None))
    for beginning in (None, lambda _index: None):  # together, and one by one
        result = repair_shard(task, worker, layout, beginning)
        repaired = [json.loads(line)["repaired"] for line in result.output.splitlines()]
        assert repaired == [REPAIRED, TEXT, TEXT, TEXT, TEXT]


def test_workers_repair_frames_by_the_source_column() -> None:
    np = pytest.importorskip("numpy")
    from mtfix.batch.worker import RepairWorker

    batch: dict[str, Any] = {
        "text": np.array([TEXT, TEXT], dtype=object),
        "ru": np.array([SOURCE, None], dtype=object),
    }
    with_source = RepairWorker(Config(model=None), source_field="ru")(batch)
    assert list(with_source["repaired"]) == [REPAIRED, TEXT]
    assert list(RepairWorker(Config(model=None))(batch)["repaired"]) == [TEXT, TEXT]


def test_evaluation_gives_systems_the_source() -> None:
    from mtfix.errors import ConfigError
    from mtfix.evaluation.documents import Line, assemble
    from mtfix.evaluation.systems import create

    with_one = assemble("a", "g", [[Line("1", TEXT, source=SOURCE)]])
    without = assemble("b", "g", [[Line("1", TEXT, source=SOURCE), Line("2", TEXT)]])
    assert (with_one.source, without.source) == (SOURCE, "")
    system = create("rules", with_source=True)
    assert system.name == "rules+source"
    assert system.repair_documents([with_one, without]) == [[REPAIRED], [TEXT, TEXT]]
    assert create("rules").repair_documents([with_one]) == [[TEXT]]
    with pytest.raises(ConfigError, match="no use of a source"):
        create("do-nothing", with_source=True)
