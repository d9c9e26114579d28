"""Ray, started for real with two workers: the same output byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.ray,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed (extra 'ray')"),
]

Make = Callable[..., Path]
Content = Callable[[Path], dict[str, bytes]]
Finish = Callable[..., tuple[int, str, str]]


def test_ray_writes_what_the_local_engine_writes(
    tmp_path: Path,
    make_input: Make,
    finish: Finish,
    content: Content,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_worker_niceness", "0")  # by default 15: starves on a busy machine
    inputs = [make_input("one.jsonl"), make_input("two.jsonl", 25)]
    local, ray = tmp_path / "local", tmp_path / "ray"
    assert finish(*inputs, "--out", local, "--workers", "1")[0] == 1
    assert finish(inputs[1], "--out", ray, "--workers", "1")[0] == 1
    code, told, err = finish(
        *inputs, "--out", ray, "--workers", "2", "--engine", "ray", "--json", "--quiet"
    )
    assert code == 1, err
    summary = json.loads(told[told.index("{") :])
    assert (summary["status"], summary["shards"], summary["shards_now"]) == ("complete", 15, 12)
    assert content(ray) == content(local)
