"""A disk that fills up: a clear error, whole files only, and a resume when there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Make = Callable[..., Path]
Content = Callable[[Path], dict[str, bytes]]
Finish = Callable[..., tuple[int, str, str]]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system in memory with room for 4 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("needs root to mount a small file system")
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let root mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_stops_the_job_and_loses_nothing(
    tmp_path: Path, small_disk: Path, make_input: Make, finish: Finish, content: Content
) -> None:
    path, out = make_input(), small_disk / "out"
    finish(path, "--out", tmp_path / "whole")
    whole = content(tmp_path / "whole")
    ballast = small_disk / "ballast"
    for room in (0, 200_000, 350_000, 500_000):
        free = shutil.disk_usage(small_disk).free
        ballast.write_bytes(b"x" * max(free - room, 0))
        code, _, err = finish(path, "--out", out)
        ballast.unlink()
        if code != 1:  # 1 would be finished, with dead letters
            assert code == 2
            assert "no room to write" in err
            assert "run the same command again" in err
        if out.exists():
            assert content(out).items() <= whole.items()
    code, _, err = finish(path, "--out", out)
    assert code == 1, err
    assert content(out) == whole
