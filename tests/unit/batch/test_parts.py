"""The smaller parts: worker, discovery, options, manifest, lock, summary, report, progress."""

from __future__ import annotations

import fcntl
import json
import logging
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import mtfix.batch
from mtfix import Config, Edit, Repairer
from mtfix.batch import manifest, progress
from mtfix.batch.discovery import discover
from mtfix.batch.errors import BatchError, FolderLocked, OtherJob
from mtfix.batch.fingerprint import Fingerprint
from mtfix.batch.lock import locked
from mtfix.batch.options import Layout, Options
from mtfix.batch.report import render
from mtfix.batch.shards import Counts, Sample, ShardResult, SourceEnd
from mtfix.batch.summary import Summary
from mtfix.batch.worker import RepairWorker
from mtfix.errors import ConfigError
from mtfix.model.corrector import SegmentContext

BAD = '"We agree, "- he said.'
GOOD = '"We agree," he said.'
RULES = Config(model=None)


def test_public_names() -> None:
    assert mtfix.batch.__all__ == ["Layout", "Options", "RepairWorker", "Summary", "plan", "run"]
    assert all(getattr(mtfix.batch, name) is not None for name in mtfix.batch.__all__)
    with pytest.raises(AttributeError):
        mtfix.batch.nothing  # noqa: B018


def test_worker_repairs_columns_frames_and_tables() -> None:
    worker = RepairWorker(RULES, text_field="mt", add=("changed", "edits"), max_chars=100)
    values = [BAD, "Fine.", None, "long " * 30]
    array = np.array(values, dtype=object)
    found = worker({"mt": array, "id": np.arange(4)})
    assert found["repaired"].tolist() == [GOOD, "Fine.", None, None]
    assert found["changed"].tolist() == [True, False, None, None]
    assert found["id"].tolist() == [0, 1, 2, 3]
    assert [bool(error) for error in found["error"]] == [False, False, True, True]
    table = worker(pa.table({"mt": values}))
    assert table.column("repaired").to_pylist() == found["repaired"].tolist()
    assert table.column("error").to_pylist() == found["error"].tolist()
    assert table.column("edits").to_pylist()[0][0]["rule"] == "quote.reported_speech"


def test_worker_repairs_frames_of_spark() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    worker: RepairWorker = pickle.loads(pickle.dumps(RepairWorker(RULES)))
    frames = [pandas.DataFrame({"text": [text], "id": [1]}) for text in (BAD, "Fine.")]
    found = list(worker.map_in_pandas(iter(frames)))
    assert [list(frame["repaired"]) for frame in found] == [[GOOD], ["Fine."]]
    assert list(found[0].columns) == ["text", "id", "repaired", "error"]


def test_worker_can_be_pickled_after_use_and_with_a_glossary() -> None:
    worker = RepairWorker(Config(model=None, glossary={"union": "alliance"}))
    assert worker({"text": ["The union agreed."]})["repaired"].tolist() == ["The alliance agreed."]
    again: RepairWorker = pickle.loads(pickle.dumps(worker))
    assert again({"text": ["The union agreed."]})["repaired"].tolist() == ["The alliance agreed."]


class _Moody:
    """A corrector that fails on one word and shouts another."""

    signature = "moody@1"

    def correct(self, batch: Sequence[SegmentContext]) -> list[tuple[Edit, ...]]:
        if any("poison" in context.text for context in batch):
            raise RuntimeError("cannot take it")
        return [
            (Edit(0, 5, "Quiet", "Loud", "model", "model.replace", confidence=0.99),)
            if context.text.startswith("Quiet")
            else ()
            for context in batch
        ]


def test_a_failure_costs_its_own_row_only() -> None:
    worker = RepairWorker(RULES)
    worker._loaded = Repairer(RULES, _Moody())
    found = worker({"text": ["Quiet words.", "It is poison.", BAD]})
    assert found["repaired"].tolist() == ["Loud words.", None, GOOD]
    assert found["error"].tolist() == [None, "RuntimeError: cannot take it", None]


def test_the_fingerprint_is_that_of_the_worker() -> None:
    config = Config(model=None, mode="safe")
    assert Fingerprint.of(config, Layout()).signature == RepairWorker(config).signature


def test_another_fingerprint_is_told() -> None:
    one = Fingerprint.of(RULES, Layout())
    one.check(json.loads(json.dumps(dict(one.settings))), Path("out"))
    other = Fingerprint.of(Config(model=None, protect=("x",)), Layout(shard_rows=5))
    with pytest.raises(OtherJob, match=r"protect was \[\"x\"\] and is \[\]; shard_rows was 5 and"):
        one.check(other.settings, Path("out"))


@pytest.mark.parametrize(
    "settings",
    [
        {"to": "xml"},
        {"text_per": "page"},
        {"compress": "rar"},
        {"shard_rows": 0},
        {"max_chars": -1},
        {"add": ("colour",)},
        {"to": "text", "add": ("edits",)},
        {"repaired_field": "text"},
        {"id_field": "repaired"},
    ],
)
def test_bad_layouts_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        Layout(**settings)


@pytest.mark.parametrize(
    "settings", [{"engine": "spark"}, {"workers": 0}, {"max_errors": -1}, {"address": "auto"}]
)
def test_bad_options_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        Options(**settings)


def _touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}\n")


def test_discovery_of_files_folders_and_patterns(tmp_path: Path) -> None:
    _touch(
        tmp_path, "a/x.jsonl", "a/b/y.csv.gz", "a/_z.csv", "a/.h.csv", "a/note.md", "a/out/o.csv"
    )

    def names(*inputs: Path | str) -> list[str]:
        found = discover(inputs, tmp_path / "a/out", Layout())
        return [str(Path(source.path).relative_to(tmp_path)) for source in found]

    assert names(tmp_path / "a") == ["a/b/y.csv.gz", "a/x.jsonl"]
    assert names(f"{tmp_path}/a/*.jsonl", tmp_path / "a/x.jsonl") == ["a/x.jsonl"]
    assert names(f"{tmp_path}/**/*.gz") == ["a/b/y.csv.gz"]
    for bad, complaint in (
        (tmp_path / "none.csv", "no such file"),
        (tmp_path / "a/note.md", "unknown ending"),
        (f"{tmp_path}/*.xml", "no input in"),
        (tmp_path / "a/out/o.csv", "inside the output folder"),
    ):
        with pytest.raises(BatchError, match=complaint):
            names(bad)


def test_same_names_in_two_folders_do_not_collide(tmp_path: Path) -> None:
    _touch(tmp_path, "a/new s.jsonl.gz", "b/new s.jsonl.gz")
    one, two = (source.stem for source in discover([tmp_path], tmp_path / "o", Layout()))
    assert one != two
    assert one.startswith("new-s.")


def test_documents_are_bundled_only_for_tables(tmp_path: Path) -> None:
    _touch(tmp_path, *(f"d/{n}.txt" for n in range(5)))
    layout = Layout(text_per="file", to="jsonl", shard_rows=2)
    bundles = discover([tmp_path / "d"], tmp_path / "o", layout)
    assert [(source.first, len(source.files)) for source in bundles] == [(0, 2), (1, 2), (2, 1)]
    alone = discover([tmp_path / "d"], tmp_path / "o", replace(layout, to="same"))
    assert [len(source.files) for source in alone] == [1] * 5


def _result(number: int, **changes: Any) -> ShardResult:
    result = ShardResult(
        stem="a.00000000",
        number=number,
        ending=".jsonl",
        output=b"x",
        dead=b"",
        counts=Counts(rows=2, changed=1, edits=1, words=9),
        reasons={},
        ids=b"",
        samples=(),
        consumed=5,
        seconds=0.1,
    )
    return replace(result, **changes)


def test_manifest_remembers(tmp_path: Path) -> None:
    path = tmp_path / "input.jsonl"
    path.write_text("{}")
    (source,) = discover([path], tmp_path / "out", Layout())
    source = replace(source, stem="a.00000000")
    key = (source.stem, source.first)
    file = tmp_path / "manifest.sqlite"
    sample = Sample(1, "a:1", None, None, "x", ({"start": 0},))
    with manifest.opened(file) as book:
        assert book.settings is None
        book.claim({"mode": "1"})
        book.add([source])
        book.record(0, _result(0, ids=b"12345678abcdefgh", samples=(sample,)), "a-0.jsonl", "")
        book.record(0, _result(1, ids=b"12345678", reasons={"not-text": 2}), "a-1.jsonl", "d")
    with manifest.opened(file) as book:
        assert book.settings == {"mode": "1"}
        assert list(book.sources()) == [(*key, source.identity, False)]
        book.end(SourceEnd(*key, 2))
        assert next(iter(book.sources()))[3]
        assert book.finished(*key) == {0: ("a-0.jsonl", 1, ""), 1: ("a-1.jsonl", 1, "d")}
        assert book.totals([key]) == (Counts(4, 2, 2, 18), {"not-text": 2}, 2)
        assert (book.duplicate_ids(), book.consumed(*key)) == (1, 10)
        assert book.samples() == [sample]
        assert book.knows("a-1.jsonl")
        book.forget(*key, 1)
        assert not book.knows("a-1.jsonl")
        assert not next(iter(book.sources()))[3]
        book.drop(*key)
        assert not list(book.sources())


def test_a_damaged_manifest_is_told(tmp_path: Path) -> None:
    path = tmp_path / "manifest.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(BatchError, match="damaged"), manifest.opened(path):
        pass


def test_the_lock_keeps_others_out_and_names_the_holder(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locked(path), pytest.raises(FolderLocked, match=r"process \d+ on "), locked(path):
        pass
    with locked(path), path.open() as file, pytest.raises(OSError, match="unavailable"):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _summary(**changes: Any) -> Summary:
    summary = Summary(
        status="complete",
        signature="mtfix 1 <x>",
        out="out",
        sources=1,
        sources_complete=1,
        empty=(),
        changed_while_read=(),
        shards=1,
        shards_now=1,
        counts=Counts(rows=1),
    )
    return replace(summary, **changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, 0),
        ({"counts": Counts(errors=1)}, 1),
        ({"status": "incomplete"}, 1),
        ({"status": "too-many-errors"}, 3),
        ({"status": "interrupted", "signal": 2}, 130),
    ],
)
def test_exit_codes(changes: dict[str, Any], code: int) -> None:
    summary = _summary(**changes)
    assert summary.exit_code == code
    assert ("run" in summary.to_text()) == (code in (3, 130) or "status" in changes)
    assert json.loads(summary.to_json())["signature"] == "mtfix 1 <x>"


def test_the_report_is_escaped_and_without_script() -> None:
    text = "<script>alert(1)</script> & more"
    edit = {
        "start": 0,
        "end": 8,
        "before": "<script>",
        "after": "<b>",
        "rule": "<r>",
        "reason": '"',
        "russian": None,
        "confidence": 1.0,
    }
    sample = Sample(0, "<in>:1", "<id>", "<источник>", text, (edit,))
    page = render(_summary(), [sample])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<del>&lt;script&gt;</del><ins>&lt;b&gt;</ins>alert(1)&lt;/script&gt; &amp; more" in page
    assert "&lt;источник&gt;" in page
    assert "&lt;id&gt;" in page


def test_progress_off_a_terminal_is_a_plain_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    with caplog.at_level(logging.INFO, "mtfix.batch"), progress.shown(100, 0) as display:
        display.advance(50, Counts(rows=10, changed=5, words=100, errors=1))
    assert "10 rows" in caplog.text
    assert "50% changed, 1 error, 50%, ETA 0:00:0" in caplog.text


def test_progress_on_a_terminal_is_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with progress.shown(100, 0) as display:
        display.advance(50, Counts(rows=10, changed=5, words=100))
        display.tell("hello")
    assert "hello" in capsys.readouterr().err
