"""Ray, started for real with two workers: the same output byte for byte."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.ray,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed (extra 'ray')"),
]

Make = Callable[..., Path]
Start = Callable[..., subprocess.Popen[str]]
Content = Callable[[Path], dict[str, bytes]]
Finish = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _quiet_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_worker_niceness", "0")  # by default 15: starves on a busy machine


def test_ray_writes_what_the_local_engine_writes(
    tmp_path: Path, make_input: Make, finish: Finish, content: Content
) -> None:
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


def test_interrupted_ray_finishes_what_runs_and_goes_on_later(
    tmp_path: Path, make_input: Make, start: Start, finish: Finish, content: Content
) -> None:
    path, out = make_input(rows=3000), tmp_path / "out"
    process = start(path, "--out", out, "--workers", "1", "--engine", "ray")
    while process.poll() is None and not list(out.glob("*.jsonl")):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    told, err = process.communicate(timeout=240)
    assert process.returncode == 130, err
    assert "run the same command again to go on" in told
    finished = len(list(out.glob("*.jsonl")))
    assert 0 < finished < 300
    # Another engine may go on with the work of this one.
    code, told, err = finish(path, "--out", out, "--workers", "2", "--json")
    assert code == 1, err
    assert json.loads(told)["shards_now"] == 300 - finished
    assert finish(path, "--out", tmp_path / "whole", "--workers", "2")[0] == 1
    assert content(out) == content(tmp_path / "whole")


_PIPELINE = """
import ray
from mtfix import Config
from mtfix.batch import RepairWorker

ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
rows = [{"n": n, "mt": text} for n, text in enumerate(["He read the the letter.", "", "Fine."] * 4)]
found = ray.data.from_items(rows).map_batches(
    RepairWorker,
    fn_constructor_args=(Config(model=None),),
    fn_constructor_kwargs={"text_field": "mt", "threads": 1},
    compute=ray.data.ActorPoolStrategy(size=2),
    batch_size=3,
)
for row in sorted(found.take_all(), key=lambda row: row["n"]):
    print("row", row["n"], row["mt"], row["repaired"], row["error"], sep="|")
"""


def test_the_worker_serves_a_pipeline_of_ones_own() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PIPELINE], capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("|")[1:] for line in done.stdout.splitlines() if line.startswith("row|")]
    assert [row[0] for row in rows] == [str(n) for n in range(12)]
    assert rows[0][1:] == ["He read the the letter.", "He read the letter.", "None"]
    assert rows[1][1:] == ["", "", "None"]
    assert rows[2][1:] == ["Fine.", "Fine.", "None"]
