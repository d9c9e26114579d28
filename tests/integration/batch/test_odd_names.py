"""A job over files whose names are not UTF-8, with ids that are not either."""

from __future__ import annotations

import os
from pathlib import Path

from mtfix import Config
from mtfix.batch.job import plan, run
from mtfix.batch.options import Layout, Options


def test_the_job_its_report_and_its_summary(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / os.fsdecode(b"a\xff.jsonl")
    path.write_bytes(b'{"id": "\\ud800", "text": "\\"We agree, \\"- he said."}\n')
    (folder / os.fsdecode(b"b\xff.jsonl")).write_bytes(b"")
    page = tmp_path / "report.html"
    options = Options(layout=Layout(id_field="id"), workers=1, report=page)
    config = Config(model=None)
    summary = run(folder, tmp_path / "out", options, config=config)
    assert (summary.status, summary.counts.changed, summary.counts.errors) == ("complete", 1, 0)
    assert "a\\udcff.jsonl:1 · \\ud800" in page.read_text(encoding="utf-8")
    assert "b\\udcff.jsonl" in summary.to_text().encode().decode()
    assert all(item.complete for item in plan(folder, tmp_path / "out", options, config=config))
