"""The job or its workers die, or it is asked to end: nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mtfix import Config
from mtfix.batch import Layout, Options, run
from mtfix.batch.discovery import discover
from mtfix.batch.engines import Crew
from mtfix.batch.engines.local import LocalEngine
from mtfix.batch.errors import WorkersFailed
from mtfix.batch.shards import ShardResult
from mtfix.batch.signals import Stop

KILLS = int(os.environ.get("MTFIX_KILLS", "50"))
RULES = Config(model=None)
Make = Callable[..., Path]
Start = Callable[..., subprocess.Popen[str]]
Content = Callable[[Path], dict[str, bytes]]
Finish = Callable[..., tuple[int, str, str]]


def test_killed_at_random_moments(
    tmp_path: Path, make_input: Make, start: Start, finish: Finish, content: Content
) -> None:
    path, out = make_input(rows=600), tmp_path / "out"
    began = time.monotonic()
    assert finish(path, "--out", tmp_path / "whole", "--workers", "2")[0] == 1
    duration = time.monotonic() - began
    whole = content(tmp_path / "whole")
    chance = random.Random(20100716)
    kills = killed_at_work = 0
    while kills < KILLS:
        already = _count(out)
        process = start(path, "--out", out, "--workers", "2")
        if chance.random() < 0.8:  # at work, else while it starts
            while process.poll() is None and _count(out) == already:
                time.sleep(0.001)
        try:
            process.wait(chance.uniform(0.0, duration / 8))
        except subprocess.TimeoutExpired:
            sent = signal.SIGKILL if chance.random() < 0.85 else signal.SIGTERM
            process.send_signal(sent)
            kills += sent == signal.SIGKILL
        process.communicate()
        found = content(out) if out.exists() else {}
        assert found.items() <= whole.items()  # each file is whole, and the right one
        killed_at_work += 0 < len(found) < len(whole)
        if len(found) == len(whole):
            assert finish(path, "--out", out)[0] == 1
            assert content(out) == whole
            shutil.rmtree(out)
    assert killed_at_work > kills / 3
    code, told, err = finish(path, "--out", out, "--json")
    assert code == 1, err
    assert content(out) == whole
    summary = json.loads(told)
    assert (summary["status"], summary["counts"]["rows"]) == ("complete", 565)


def _count(out: Path) -> int:
    return len(list(out.glob("*.jsonl")))


_KILLED_BEFORE_A_RENAME = """
import os, signal, sys
seen = 0
def hook(event, arguments):
    global seen
    if event == "os.rename":
        seen += 1
        if seen == 3:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from mtfix import Config
from mtfix.batch import Layout, Options, run
run(sys.argv[1], sys.argv[2], Options(layout=Layout(shard_rows=10), workers=1),
    config=Config(model=None))
"""


def test_killed_before_renames(tmp_path: Path, make_input: Make, content: Content) -> None:
    path, out = make_input(rows=45), tmp_path / "out"
    options = Options(layout=Layout(shard_rows=10), workers=1)
    run(path, tmp_path / "whole", options, config=RULES)
    command = [sys.executable, "-c", _KILLED_BEFORE_A_RENAME, str(path), str(out)]
    deaths = 0
    while subprocess.run(command, check=False).returncode == -signal.SIGKILL:
        deaths += 1
        assert content(out).items() <= content(tmp_path / "whole").items()
    assert deaths > 1
    assert content(out) == content(tmp_path / "whole")
    assert not list((out / "_mtfix/unfinished").iterdir())


def test_interrupted_it_finishes_what_runs_and_says_how_to_go_on(
    tmp_path: Path, make_input: Make, start: Start, finish: Finish, content: Content
) -> None:
    path, out = make_input(rows=2000), tmp_path / "out"
    process = start(path, "--out", out, "--workers", "2")
    while process.poll() is None and not list(out.glob("*.jsonl")):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    told, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "finishing the running shards" in err
    assert told.startswith("interrupted:")
    assert "run the same command again to go on" in told
    finished = len(list(out.glob("*.jsonl")))
    assert 0 < finished < 200
    code, told, _ = finish(path, "--out", out, "--json")
    assert code == 1
    assert json.loads(told)["shards_now"] == 200 - finished
    ids = [json.loads(line)["id"] for _, v in _outputs(content(out)) for line in v.splitlines()]
    assert ids == [n for n in range(1, 2001) if n % 17]


def _outputs(found: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [(name, output) for name, output in sorted(found.items()) if name[0] != "_"]


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task")
    try:
        found = [(task / "children").read_text() for task in path.iterdir()]
    except FileNotFoundError:
        return []
    return [int(pid) for pids in found for pid in pids.split()]


def _workers(process: subprocess.Popen[str]) -> list[int]:
    """The processes that repair: those that the job's processes have started in their turn."""
    return [worker for child in _children(process.pid) for worker in _children(child)]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for children in /proc")
def test_workers_killed_from_outside_are_replaced(
    tmp_path: Path, make_input: Make, start: Start, finish: Finish, content: Content
) -> None:
    path, out = make_input(rows=600), tmp_path / "out"
    process = start(path, "--out", out, "--workers", "2")
    killed: set[int] = set()
    while process.poll() is None and len(killed) < 3:
        for child in _workers(process)[:1]:
            if out.exists() and len(list(out.glob("*.jsonl"))) > 10 * len(killed):
                os.kill(child, signal.SIGKILL)
                killed.add(child)
        time.sleep(0.05)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, len(killed)) == (1, 3), err
    finish(path, "--out", tmp_path / "whole", "--workers", "1")
    assert content(out) == content(tmp_path / "whole")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for children in /proc")
def test_so_is_the_process_that_they_are_forked_from(
    tmp_path: Path, make_input: Make, start: Start, finish: Finish, content: Content
) -> None:
    path, out = make_input(rows=600), tmp_path / "out"
    process = start(path, "--out", out, "--workers", "2")
    while not _workers(process) or not list(out.glob("*.jsonl")):
        time.sleep(0.02)
    (nursery,) = _children(process.pid)
    orphans = _children(nursery)
    for pid in (nursery, *orphans):
        os.kill(pid, signal.SIGKILL)
    while process.poll() is None and not {*_workers(process)} - {*orphans}:
        time.sleep(0.02)
    assert nursery not in _children(process.pid)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1, err
    finish(path, "--out", tmp_path / "whole", "--workers", "1")
    assert content(out) == content(tmp_path / "whole")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for children in /proc")
def test_workers_do_not_outlive_the_job(tmp_path: Path, make_input: Make, start: Start) -> None:
    process = start(make_input(rows=2000), "--out", tmp_path / "out", "--workers", "2")
    while not (children := _workers(process)) or not list((tmp_path / "out").glob("*.jsonl")):
        time.sleep(0.02)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 60
    while any(_alive(child) for child in children):
        assert time.monotonic() < deadline, "a worker goes on without its job"
        time.sleep(0.05)


def _alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


_DEADLY = """
import os, signal
from mtfix.batch.worker import RepairWorker

class Deadly(RepairWorker):
    def repair(self, texts, sources=None):
        if any("deadly" in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().repair(texts, sources)

class Stillborn(RepairWorker):
    @property
    def repairer(self):
        os._exit(7)
"""


@pytest.fixture
def crew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Crew]:
    """A crew of one worker of a class of the module above."""
    (tmp_path / "deadly_workers.py").write_text(_DEADLY)
    monkeypatch.syspath_prepend(tmp_path)

    def made(name: str) -> Crew:
        import importlib

        worker = getattr(importlib.import_module("deadly_workers"), name)(RULES)
        from mtfix.batch.fingerprint import Fingerprint

        return Crew(worker, Layout(), Fingerprint.of(RULES, Layout()).signature, 1)

    return made


def test_a_row_that_kills_its_worker_becomes_a_dead_letter(
    tmp_path: Path, crew: Callable[[str], Crew]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.\nThis is deadly.\nHe read the the letter.\nSo deadly.\n")
    (source,) = discover([path], tmp_path / "out", Layout())
    items = list(LocalEngine(crew("Deadly")).process([(source, ())], Stop()))
    (result,) = [item for item in items if isinstance(item, ShardResult)]
    assert result.output == b"One.\nHe read the letter.\n"
    letters = [json.loads(line) for line in result.dead.splitlines()]
    assert [(item["kind"], item["position"]) for item in letters] == [
        ("killed-worker", 2),
        ("killed-worker", 4),
    ]
    assert "signal SIGKILL" in letters[0]["reason"]


def test_workers_that_never_live_end_the_job(tmp_path: Path, crew: Callable[[str], Crew]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.\n")
    (source,) = discover([path], tmp_path / "out", Layout())
    with pytest.raises(WorkersFailed, match="workers died on shard 0"):
        list(LocalEngine(crew("Stillborn")).process([(source, ())], Stop()))
