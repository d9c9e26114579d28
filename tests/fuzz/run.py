"""Fuzz one target, or all one after the other.

    python tests/fuzz/run.py segmentation --minutes 10
    python tests/fuzz/run.py all --minutes 10 --wall 20 --corpus /tmp/corpus
    python tests/fuzz/run.py edits --runs 500           # with a fixed seed, as the test suite does
    python tests/fuzz/run.py edits --replay FILE...     # inputs once more, without atheris

Minutes are minutes of processor time. A finding is written to tests/fuzz/findings/TARGET/ and ends
the run; once it is fixed it stays there, and the test suite replays it. Each target is a module of
tests/fuzz/targets: ``one`` checks an input, ``seeds`` gives inputs to start from, ``TOKENS`` or
``tokens`` what to splice in.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
TARGETS = sorted(path.stem for path in (HERE / "targets").glob("*.py"))
# Instrumented: what reads texts and files.
_READERS = ("document", "edits", "rules", "guard", "model", "batch", "report")
_SLOWEST = 120  # seconds for one input; a hang is a finding, a busy machine is none


def main() -> int:
    """Do what the command line asks."""
    options = _options()
    if options.replay is not None:
        _replay(_target(options.target), options.replay)
        return 0
    if options.target == "all":
        rest = sys.argv[2:]
        codes = [
            subprocess.run([sys.executable, __file__, name, *rest], check=False).returncode
            for name in TARGETS
        ]
        return max(map(abs, codes))
    _fuzz(options)
    return 0


def findings(target: str) -> list[Path]:
    """Inputs that once were too much."""
    return sorted((HERE / "findings" / target).glob("*"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--minutes", type=float, default=1.0, help="of processor time")
    parser.add_argument("--wall", type=float, help="at most so many minutes of the clock")
    parser.add_argument("--runs", type=int, help="instead of minutes: so many inputs, fixed seed")
    parser.add_argument("--corpus", type=Path, help="folder that keeps what has been found useful")
    parser.add_argument("--replay", nargs="*", type=Path, help="only these inputs, or the known")
    return parser.parse_args()


def _target(name: str) -> ModuleType:
    return importlib.import_module(f"targets.{name}")


def _replay(target: ModuleType, files: list[Path]) -> None:
    name = target.__name__.removeprefix("targets.")
    for file in files or findings(name):
        print(file.name, flush=True)
        target.one(file.read_bytes())
    if not files:
        for data in [*target.seeds()][:60]:
            target.one(data)


def _modules() -> list[str]:
    root = HERE.parents[1]
    files = [file for name in _READERS for file in (root / "mtfix" / name).rglob("*.py")]
    return [
        "mtfix.repairer",
        *(
            ".".join(file.relative_to(root).with_suffix("").parts)
            for file in files
            if not file.stem.startswith(("__", "transformers"))
        ),
    ]


def _fuzz(options: argparse.Namespace) -> None:
    import atheris

    with atheris.instrument_imports(include=["mtfix"], enable_loader_override=False):
        for name in _modules():
            importlib.import_module(name)
    target = _target(options.target)
    for file in findings(options.target):
        target.one(file.read_bytes())
    corpus = options.corpus / options.target if options.corpus else None
    with tempfile.TemporaryDirectory() as folder:
        corpus = corpus or Path(folder) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        seeds = list(target.seeds())
        if options.runs:
            seeds = seeds[: options.runs // 4]
        for data in seeds:
            (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)
        artifacts = HERE / "findings" / options.target
        artifacts.mkdir(parents=True, exist_ok=True)
        arguments = [
            sys.argv[0],
            str(corpus),
            f"-artifact_prefix={artifacts}/",
            f"-dict={_dictionary(target, Path(folder))}",
            f"-timeout={_SLOWEST}",
            f"-report_slow_units={_SLOWEST}",
            "-len_control=10",
            "-max_len=4096",
            "-rss_limit_mb=4096",
            "-verbosity=0" if options.runs else "-verbosity=1",
        ]
        if options.runs:
            arguments += [f"-atheris_runs={options.runs}", "-seed=1"]
        clock = _Clock(options, target.one)
        atheris.Setup(arguments, clock)
        atheris.Fuzz()


class _Clock:
    """Counts the inputs, and ends the run when its time is up."""

    def __init__(self, options: argparse.Namespace, one: Callable[[bytes], None]) -> None:
        self._options = options
        self._one = one
        self._count = 0
        self._began, self._began_cpu = time.monotonic(), time.process_time()

    def __call__(self, data: bytes) -> None:
        self._one(data)
        self._count += 1
        options = self._options
        cpu, wall = time.process_time() - self._began_cpu, time.monotonic() - self._began
        if options.runs:
            is_over = self._count >= options.runs
        else:
            is_over = cpu >= 60 * options.minutes or wall >= 60 * (options.wall or 10**6)
        if is_over:
            print(
                f"{options.target}: {self._count} inputs, {cpu / 60:.1f} minutes of processor "
                f"time, {wall / 60:.1f} of the clock",
                flush=True,
            )
            from inputs import clean_up

            clean_up()
            os._exit(0)


def _dictionary(target: ModuleType, folder: Path) -> Path:
    tokens = target.tokens() if hasattr(target, "tokens") else target.TOKENS
    path = folder / "tokens.dict"
    with path.open("w", encoding="ascii") as file:
        for token in tokens:
            raw = b"\xff" if token == "\xff" else token.encode("utf-8", "surrogatepass")
            file.write('"' + "".join(f"\\x{byte:02x}" for byte in raw) + '"\n')
    return path


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    sys.exit(main())
