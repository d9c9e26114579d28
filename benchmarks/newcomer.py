"""The newcomer's path, timed: fresh clone → first repaired text → first reviewed report.

    python benchmarks/newcomer.py

Clones this repository as committed into a temporary folder and walks through it as the README
says, each step in a process of its own. Downloads count, and with a warm cache of pip they are
short: ``--no-cache`` makes them anew. Prints a table and writes results/newcomer.json.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from output import HERE, environment, write_results

PASSAGE = '"We are ready, — he told "b." — But the 2-states owe 2 500 rubles. "'
"""What the README repairs first."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the path.

    Attributes:
        name: What a newcomer would call it.
        command: What is typed, in bash, in the clone.
        seconds: How long it took, by the clock.
        reached: What is reached when it is done; empty if nothing yet.
    """

    name: str
    command: str
    seconds: float
    reached: str = ""


def main() -> None:
    """Walk the path, print, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", default=str(HERE.parent), help="what to clone")
    parser.add_argument("--no-cache", action="store_true", help="download everything anew")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="newcomer-") as folder:
        steps = list(walk(arguments.source, Path(folder), cache=not arguments.no_cache))
    table(steps)
    document = {
        "environment": environment(),
        "cache": not arguments.no_cache,
        "steps": [asdict(step) for step in steps],
        "milestones_s": milestones(steps),
    }
    load = environment()["load"][0]
    if load > 1.5:
        print(f"the machine was busy (load {load}): the figures are too slow")
    print(f"wrote {write_results('newcomer', document)}")


def walk(source: str, folder: Path, *, cache: bool) -> Iterator[Step]:
    """Take the steps one after the other.

    Raises:
        RuntimeError: A step failed or did not give what it should; the path is then broken.
    """
    pip = f".venv/bin/pip install --quiet{'' if cache else ' --no-cache-dir'}"
    clone = folder / "mtfix"
    yield _step("clone", f"git clone --quiet {source} {clone}", folder)
    yield _step("environment", f"{sys.executable} -m venv .venv", clone)
    yield _step("install", f"{pip} .", clone)
    repair = f"echo '{PASSAGE}' | .venv/bin/mtfix repair -"
    yield _step("repair", repair, clone, "first repaired text", shows="two states")
    yield _step("install the report", f"{pip} '.[report]'", clone)
    report = ".venv/bin/mtfix explain docs/article.txt --html review.html"
    yield _step("report", f"{report} && wc -c review.html", clone, "first report")
    review = (
        ".venv/bin/mtfix explain docs/article.txt --json > edits.json "
        "&& .venv/bin/mtfix apply docs/article.txt edits.json"
    )
    yield _step("replay the edits", review, clone, "first reviewed text", shows="two states")


def milestones(steps: list[Step]) -> dict[str, float]:
    """Seconds from the start to each thing that is reached."""
    reached: dict[str, float] = {}
    total = 0.0
    for step in steps:
        total += step.seconds
        if step.reached:
            reached[step.reached] = round(total, 1)
    return reached


def table(steps: list[Step]) -> None:
    """Print the steps and what is reached when."""
    for step in steps:
        print(f"{step.name:20} {step.seconds:8.1f} s  {step.command[:90]}")
    for name, seconds in milestones(steps).items():
        print(f"→ {name:18} {seconds:8.1f} s after the start")


def _step(name: str, command: str, folder: Path, reached: str = "", shows: str = "") -> Step:
    started = time.perf_counter()
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], cwd=folder, capture_output=True, text=True
    )
    seconds = time.perf_counter() - started
    if done.returncode or shows not in done.stdout:
        raise RuntimeError(f"{name!r} went wrong:\n{command}\n{done.stdout}\n{done.stderr}")
    return Step(name, command, round(seconds, 2), reached)


if __name__ == "__main__":
    main()
