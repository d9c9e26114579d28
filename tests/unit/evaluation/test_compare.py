"""Two runs compared must give exactly the segments that differ, on the right side."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtfix.errors import DataError
from mtfix.evaluation import results
from mtfix.evaluation.compare import compare
from mtfix.evaluation.results import Run, SegmentResult, SuiteResult


def run(*suites: SuiteResult) -> Run:
    return Run("made-up", {}, "2026-11-24T10:00:00+00:00", {}, suites)


def scored(*rows: tuple[str, str, float], fingerprint: str = "f") -> SuiteResult:
    return SuiteResult(
        "made-up",
        kind="repair",
        fingerprint=fingerprint,
        rows=tuple(SegmentResult(id, "input", output, 5, edits) for id, output, edits in rows),
    )


def clean(*rows: tuple[str, str]) -> SuiteResult:
    return SuiteResult(
        "clean", kind="clean", rows=tuple(SegmentResult(id, "input", out) for id, out in rows)
    )


OLD = scored(("1", "a", 3), ("2", "b", 1), ("3", "c", 2), ("4", "d", 4), ("5", "e", 4))
NEW = scored(("1", "A", 1), ("2", "b", 1), ("3", "C", 3), ("4", "D", 4), ("5", "E", 0))


def test_exactly_the_changed_segments_are_listed() -> None:
    [found], left_out = compare(run(OLD), run(NEW))
    assert [(change.id, change.gain) for change in found.better] == [("5", 4), ("1", 2)]
    assert [(change.id, change.gain) for change in found.worse] == [("3", -1)]
    assert [change.id for change in found.neutral] == ["4"]
    assert (found.worse[0].old, found.worse[0].new) == ("c", "C")
    assert left_out == []


def test_in_clean_text_leaving_alone_is_better() -> None:
    old = clean(("1", "input"), ("2", "changed"), ("3", "changed"))
    new = clean(("1", "changed"), ("2", "input"), ("3", "otherwise"))
    [found], _ = compare(run(old), run(new))
    assert [change.id for change in found.better] == ["2"]
    assert [change.id for change in found.worse] == ["1"]
    assert [change.id for change in found.neutral] == ["3"]


def test_a_suite_without_counterpart_is_named() -> None:
    skipped = SuiteResult("gone", skipped="no data")
    _, left_out = compare(run(OLD, clean(("1", "input")), skipped), run(NEW, skipped))
    assert left_out == ["clean: not part of the second run", "gone: skipped (no data)"]


def test_different_data_are_not_compared() -> None:
    other = scored(("1", "a", 3), fingerprint="g")
    with pytest.raises(DataError, match="different data"):
        compare(run(OLD), run(other))


def test_nothing_in_common_is_an_error() -> None:
    with pytest.raises(DataError, match="no measured suite in common"):
        compare(run(OLD), run(clean(("1", "input"))))


def test_a_run_without_texts_is_not_compared() -> None:
    with pytest.raises(DataError, match="without texts"):
        compare(run(OLD).without_texts(), run(NEW))


def test_a_saved_run_is_read_back_as_it_was(tmp_path: Path) -> None:
    before = run(OLD, SuiteResult("gone", skipped="no data"))
    path = results.save(before, tmp_path / "deep" / "run.json")
    assert results.load(path) == before
    assert [file.name for file in path.parent.iterdir()] == ["run.json"]


@pytest.mark.parametrize("text", ["", "[]", '{"schema": 99}', '{"schema": 1, "suites": []}'])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"run\.json"):
        results.load(path)


def test_a_missing_run_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.json cannot be read"):
        results.load(tmp_path / "none.json")


def test_the_default_path_is_dated() -> None:
    path = results.default_path(run(OLD))
    assert path == Path("runs/2026-11-24T10-00-00_made-up.json")
