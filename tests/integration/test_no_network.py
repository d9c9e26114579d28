"""Nothing that repairs goes to the network: the commands run in processes that are cut off it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

_OPT_OUT = "ORT_DISABLE_TELEMETRY"
_OFFLINE = Path(__file__).with_name("offline")
_TEXT = '"We agree, "- he said. Our homeland is the state with which is necessary to be reckoned.\n'
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "network.log"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a user's caches would be."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def run(log: Path, home: Path) -> Run:
    """Runs Python cut off the network."""
    environment = {k: v for k, v in os.environ.items() if k not in ("XDG_CACHE_HOME", _OPT_OUT)}

    def ran(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(_OFFLINE), *filter(None, sys.path)])
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            env={**environment, "PYTHONPATH": path, "OFFLINE_LOG": str(log), "HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )

    return ran


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "in.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return path


def _assert_quiet(log: Path, processes: int = 1) -> None:
    noted = log.read_text().split("\n")[:-1]
    assert len(noted) >= processes
    assert set(noted) <= {"filtered", "hooked"}, noted


def test_the_hook_sees_python(run: Run, log: Path) -> None:
    code = "import socket; socket.getaddrinfo('localhost', 80)"
    assert "no network here" in run("-c", code).stderr
    assert "refused socket.getaddrinfo" in log.read_text()
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert "no network here" in run("-c", code).stderr


def test_the_kernel_sees_native_code(run: Run, log: Path) -> None:
    code = "import ctypes, sys; sys.stdout.flush(); ctypes.CDLL(None).socket(%d, 1, 0)"
    assert run("-c", code % 1).returncode == 0  # AF_UNIX
    if "hooked" in log.read_text():
        pytest.skip("no seccomp on this machine: the other tests see Python's calls only")
    for family in (2, 10):
        assert run("-c", code % family).returncode == -31  # SIGSYS


def test_the_library(run: Run, log: Path, home: Path) -> None:
    code = f"""
import mtfix
text = {_TEXT!r}
assert str(mtfix.repair(text)) != text
assert len(mtfix.repair_batch([text, "It is so."])) == 2
assert mtfix.explain(text)
assert mtfix.Repairer(mtfix.Config(mode="bold", glossary={{"state": "country"}})).repair(text).edits
"""
    done = run("-c", code)
    assert done.returncode == 0, done.stderr
    _assert_quiet(log)
    # The telemetry of onnxruntime would keep an identifier of the machine here.
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_the_telemetry_of_onnxruntime_is_off_unless_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from mtfix.model.runtime import import_onnxruntime

    monkeypatch.delenv(_OPT_OUT, raising=False)
    assert import_onnxruntime().InferenceSession
    assert os.environ[_OPT_OUT] == "1"
    monkeypatch.setenv(_OPT_OUT, "0")
    import_onnxruntime()
    assert os.environ[_OPT_OUT] == "0"


def test_onnxruntime_is_imported_in_one_place_only() -> None:
    package = Path(__file__).resolve().parents[2] / "mtfix"
    importing = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("import onnxruntime", "from onnxruntime"))
    }
    # The backend imports a type for the type checker, the export what quantizes.
    assert importing == {"model/runtime.py", "model/onnx_backend.py", "training/export.py"}


def test_the_commands(run: Run, log: Path, text: Path, tmp_path: Path) -> None:
    page, edits = tmp_path / "page.html", tmp_path / "edits.json"
    commands = [
        (0, ("repair", text, "-o", tmp_path / "out.txt")),
        (0, ("explain", text, "--html", page)),
        (0, ("explain", text, "--json")),
        (1, ("check", text)),
        (0, ("rules", "show", "quote.reported_speech")),
    ]
    for code, arguments in commands:
        done = run("-m", "mtfix.cli", *arguments)
        assert done.returncode == code, (arguments, done.stderr)
        if "--json" in arguments:
            edits.write_text(done.stdout, encoding="utf-8")
    done = run("-m", "mtfix.cli", "apply", text, edits)
    assert done.stdout == (tmp_path / "out.txt").read_text(encoding="utf-8") != _TEXT
    assert page.stat().st_size > 1000
    _assert_quiet(log, len(commands) + 1)


def test_a_batch_job_with_two_workers(run: Run, log: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="batch jobs need the extra 'batch'")
    path = tmp_path / "in.jsonl"
    path.write_text(f"{json.dumps({'text': _TEXT})}\n" * 30, encoding="utf-8")
    done = run(
        *("-m", "mtfix.cli", "batch", path, "--out", tmp_path / "out", "--workers", "2"),
        *("--shard-rows", "10", "--to", "parquet", "--report", tmp_path / "report.html"),
    )
    assert done.returncode == 0, done.stderr
    assert "30 rows repaired, 30 of them changed" in done.stdout
    _assert_quiet(log, processes=3)


def test_an_evaluation_of_our_own_corpora(run: Run, log: Path, tmp_path: Path) -> None:
    pytest.importorskip("sacrebleu", reason="evaluation needs the extra 'eval'")
    saved = tmp_path / "run.json"
    suites = ("clean", "passages-dev")
    done = run("-m", "mtfix.cli", "evaluate", *suites, "--system", "rules", "--json", saved)
    assert done.returncode == 0, done.stderr
    assert saved.is_file()
    done = run("-m", "mtfix.cli", "evaluate", "clean", "--json", saved)  # with the model
    assert done.returncode == 0, done.stderr
    _assert_quiet(log, processes=2)
