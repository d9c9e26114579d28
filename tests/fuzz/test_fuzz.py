"""Each fuzz target once over what has been found before, and for a moment with the fuzzer itself.

For longer runs see ``tests/fuzz/run.py`` and CONTRIBUTING.md.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

_HERE = Path(__file__).resolve().parent
TARGETS = sorted(path.stem for path in (_HERE / "targets").glob("*.py"))
_NEEDS = {"readers": "pyarrow", "bundle": "onnx"}
_RUNS = {"rules": 150, "readers": 150, "bundle": 60}


def _fuzz(target: str, *arguments: str) -> str:
    if target in _NEEDS:
        pytest.importorskip(_NEEDS[target])
    done = subprocess.run(
        [sys.executable, str(_HERE / "run.py"), target, *arguments],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


@pytest.mark.parametrize("target", TARGETS)
def test_findings_and_seeds_are_no_longer_too_much(target: str) -> None:
    told = _fuzz(target, "--replay").split()
    assert all(path.name in told for path in (_HERE / "findings" / target).glob("*"))


@pytest.mark.parametrize("target", TARGETS)
def test_a_short_run_finds_nothing(target: str) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("no atheris for this Python or system")
    runs = _RUNS.get(target, 400)
    assert f"{target}: {runs} inputs" in _fuzz(target, "--runs", str(runs))
