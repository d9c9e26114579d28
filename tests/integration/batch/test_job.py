"""Whole jobs: resuming, forcing, planning, limits, and what they say."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mtfix import Config
from mtfix.batch import Layout, Options, plan, run
from mtfix.batch.errors import BatchError, FolderLocked, OtherJob
from mtfix.batch.lock import locked

RULES = Config(model=None)
SMALL = Options(layout=Layout(shard_rows=10, id_field="id"), workers=1)
Make = Callable[..., Path]
Content = Callable[[Path], dict[str, bytes]]
Finish = Callable[..., tuple[int, str, str]]


def _rows(content: dict[str, bytes]) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for name, output in sorted(content.items())
        if not name.startswith("_")
        for line in output.splitlines()
    ]


def test_every_row_comes_out_once(tmp_path: Path, make_input: Make, content: Content) -> None:
    path = make_input()
    summary = run(path, tmp_path / "out", SMALL, config=RULES)
    assert (summary.status, summary.exit_code, summary.shards) == ("complete", 1, 12)
    found = content(tmp_path / "out")
    ids = [row["id"] for row in _rows(found)]
    assert ids == [n for n in range(1, 121) if n % 17]
    letters = [json.loads(x) for k, v in found.items() if k[0] == "_" for x in v.splitlines()]
    assert sorted(letter["position"] for letter in letters) == list(range(17, 121, 17))
    assert summary.reasons == {"broken-row": 7}
    assert summary.counts.rows == 113
    saved = json.loads((tmp_path / "out/_summary.json").read_text())
    assert saved["signature"].startswith("mtfix ")
    assert saved["counts"]["errors"] == 7


def test_a_second_run_does_what_is_missing(
    tmp_path: Path, make_input: Make, content: Content
) -> None:
    one, two = make_input("one.jsonl"), make_input("two.jsonl", 30)
    out = tmp_path / "out"
    run(one, out, SMALL, config=RULES)
    before = {path: path.stat().st_mtime_ns for path in out.glob("one*")}
    assert run([one, two], out, SMALL, config=RULES).shards_now == 3
    whole = content(out)
    assert {path: path.stat().st_mtime_ns for path in out.glob("one*")} == before
    victim = sorted(out.glob("one*"))[3]
    victim.unlink()
    sorted(out.glob("two*"))[1].write_bytes(b"cut")
    (out / f"{victim.name.split('-')[0]}-000099.jsonl").write_bytes(b"stray")
    (out / "_mtfix/unfinished/half").write_bytes(b"half")
    (out / "notes.txt").write_bytes(b"not ours")
    summary = run([one, two], out, SMALL, config=RULES)
    assert (summary.shards_now, summary.shards, summary.duplicate_ids) == (2, 15, 29)
    (out / "notes.txt").unlink()
    assert content(out) == whole
    assert run([one, two], out, SMALL, config=RULES).shards_now == 0


def test_a_changed_input_is_done_again(tmp_path: Path, make_input: Make, content: Content) -> None:
    path = make_input()
    run(path, tmp_path / "out", SMALL, config=RULES)
    make_input(rows=20)
    summary = run(path, tmp_path / "out", SMALL, config=RULES)
    assert (summary.shards_now, summary.counts.rows) == (2, 19)
    assert len(_rows(content(tmp_path / "out"))) == 19


def test_a_folder_of_another_job_is_refused_unless_forced(
    tmp_path: Path, make_input: Make, content: Content
) -> None:
    path, out = make_input(), tmp_path / "out"
    run(path, out, SMALL, config=RULES)
    before = content(out)
    safe = Config(model=None, mode="safe")
    with pytest.raises(OtherJob, match='mode was "balanced" and is "safe"'):
        run(path, out, SMALL, config=safe)
    assert content(out) == before
    other = Options(layout=Layout(shard_rows=60), workers=1, force=True)
    assert run(path, out, other, config=safe).shards_now == 2
    assert len([name for name in content(out) if name[0] != "_"]) == 2
    (out / "_mtfix/manifest.sqlite").write_bytes(b"damaged" * 1000)
    with pytest.raises(BatchError, match="damaged"):
        run(path, out, SMALL, config=RULES)
    run(path, out, replace(SMALL, force=True), config=RULES)
    assert content(out) == before


def test_plans_write_nothing(tmp_path: Path, make_input: Make) -> None:
    path, out = make_input(), tmp_path / "out"
    assert [item.complete for item in plan(path, out, SMALL, config=RULES)] == [False]
    assert not out.exists()
    run(path, out, SMALL, config=RULES)
    next(out.glob("*.jsonl")).unlink()
    (found,) = plan(path, out, SMALL, config=RULES)
    assert (found.complete, found.finished) == (False, 11)
    with pytest.raises(OtherJob):
        plan(path, out, SMALL, config=Config(model=None, mode="bold"))


def test_too_many_errors_stop_the_job_and_a_higher_limit_goes_on(
    tmp_path: Path, make_input: Make
) -> None:
    path, out = make_input(), tmp_path / "out"
    strict = Options(layout=SMALL.layout, workers=1, max_errors=1)
    summary = run(path, out, strict, config=RULES)
    assert (summary.status, summary.exit_code) == ("too-many-errors", 3)
    assert 0 < summary.shards < 12
    assert run(path, out, strict, config=RULES).shards_now == 0
    assert run(path, out, SMALL, config=RULES).status == "complete"


def test_one_job_at_a_time(tmp_path: Path, make_input: Make, finish: Finish) -> None:
    path, out = make_input(), tmp_path / "out"
    (out / "_mtfix").mkdir(parents=True)
    with locked(out / "_mtfix/lock"):
        with pytest.raises(FolderLocked, match=f"process {os.getpid()} "):
            run(path, out, SMALL, config=RULES)
        code, _, err = finish(path, "--out", out)
        assert code == 2
        assert "another job is at work" in err
    assert not list(out.glob("*.jsonl"))


def test_many_formats_in_one_folder(tmp_path: Path, make_input: Make, content: Content) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    make_input("in/a.jsonl", 12)
    (folder / "b.csv").write_text('text\n"He read the the letter."\n')
    (folder / "c.txt").write_text("He read the the letter.\n")
    (folder / "empty.csv").write_text("")
    (folder / "broken.parquet").write_text("?")
    options = Options(layout=Layout(shard_rows=10), workers=2)
    summary = run(folder, tmp_path / "out", options, config=RULES)
    assert (summary.sources, summary.sources_complete, summary.exit_code) == (5, 5, 1)
    assert summary.empty == (str(folder / "empty.csv"),)
    assert summary.reasons == {"unreadable": 1}
    endings = sorted(Path(name).suffix for name in content(tmp_path / "out") if name[0] != "_")
    assert endings == [".csv", ".jsonl", ".jsonl", ".txt"]


def test_bundles_of_documents_are_done_again_when_files_go(
    tmp_path: Path, content: Content
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(f"Document {n}.")
    layout = Layout(text_per="file", to="jsonl", shard_rows=2)
    options = Options(layout=layout, workers=1)
    assert run(folder, tmp_path / "out", options, config=RULES).shards == 3
    (folder / "0.txt").unlink()
    summary = run(folder, tmp_path / "out", options, config=RULES)
    assert (summary.shards, summary.counts.rows) == (2, 4)
    texts = sorted(row["text"] for row in _rows(content(tmp_path / "out")))
    assert texts == [f"Document {n}." for n in range(1, 5)]


def test_the_command_reports(tmp_path: Path, make_input: Make, finish: Finish) -> None:
    path, out = make_input(rows=16), tmp_path / "out"
    code, told, _ = finish(path, "--out", out, "--dry-run")
    assert (code, "1 of 1 inputs to do" in told) == (0, True)
    report = tmp_path / "report.html"
    options = ("--json", "--report", report, "--add", "changed", "--id-field", "id")
    code, told, err = finish(path, "--out", out, *options)
    assert code == 0, err
    assert json.loads(told)["counts"]["rows"] == 16
    page = report.read_text()
    assert "<del>the the</del><ins>the</ins>" in page or "<ins>" in page
    assert "<script" not in page
    code, told, _ = finish(path, "--out", out, *options[1:])
    assert code == 0
    assert told.startswith("complete: 16 rows repaired")
    assert report.read_text() == page


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("none.jsonl",), "no such file"),
        (("{input}", "--text-field", "mt"), "it has id, text"),
        (("{input}", "--to", "text", "--add", "edits"), "plain text has no place"),
        (("{input}", "--disable", "no.rule"), "a worker cannot start"),
        (("{input}", "--address", "x"), "address is for the engine 'ray'"),
    ],
)
def test_what_cannot_start_says_why(
    tmp_path: Path, make_input: Make, finish: Finish, arguments: tuple[str, ...], complaint: str
) -> None:
    path = str(make_input(rows=5))
    code, _, err = finish(
        *(item.format(input=path) for item in arguments), "--out", tmp_path / "out"
    )
    assert code == 2
    assert complaint in err


def test_an_output_that_is_a_file_is_refused(make_input: Make) -> None:
    path = make_input(rows=5)
    with pytest.raises(BatchError, match="is a file"):
        run(path, path, SMALL, config=RULES)
