"""Repairs a file in process, through the functions that the worker processes run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="batch jobs need the extra 'batch'")

from mtfix import Config
from mtfix.batch.discovery import discover
from mtfix.batch.options import Layout
from mtfix.batch.readers import split
from mtfix.batch.repair import repair_shard
from mtfix.batch.shards import ShardResult, ShardTask, SourceEnd
from mtfix.batch.worker import RepairWorker


@dataclass(frozen=True)
class Done:
    results: list[ShardResult]
    end: SourceEnd

    @property
    def output(self) -> bytes:
        return b"".join(result.output for result in self.results)

    @property
    def letters(self) -> list[dict[str, Any]]:
        return [json.loads(line) for r in self.results for line in r.dead.splitlines()]


def _done(path: Path, layout: Layout | None = None) -> Done:
    layout = layout or Layout()
    (source,) = discover([path], path.parent / "out", layout)
    items = list(split(source, (), layout))
    assert isinstance(items[-1], SourceEnd)
    tasks = [item for item in items if isinstance(item, ShardTask)]
    worker = RepairWorker(Config(model=None))
    return Done([repair_shard(task, worker, layout) for task in tasks], items[-1])


@pytest.fixture
def done() -> Callable[..., Done]:
    """Repairs a file with a layout."""
    return _done


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Writes a file of that name and content."""

    def written(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written
