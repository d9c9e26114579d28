"""The batch job: throughput, memory against size, workers, and what the engine costs.

    python benchmarks/batch.py                        # in full: 200,000 segments, 2 idle cores
    python benchmarks/batch.py --segments 5000 --shard-rows 100 --repeat 1   # a look

Four figures, each with its bar: peak memory of the whole job against a tenth of the rows (flat:
at most 1.10), 2 workers against 1 (at least 1.7 times as fast), the job with 1 worker against a
bare loop over ``repair_batch`` (at most 10 % slower, start-up of both included), and words/s.
Prints a table and, in full, writes results/batch.json. Exits with 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import psutil
from output import environment, write_results
from rich.console import Console
from rich.table import Table

from mtfix.errors import DataError
from mtfix.evaluation import data

FULL = 200_000
FLATNESS, SPEEDUP, OVERHEAD = 1.10, 1.7, 0.10
_SETS = ("wmt13", "wmt16", "wmt17", "wmt18", "wmt19", "wmt21", "wmt22")

# What the job is compared with: the same rows, batches as large as shards, no files but the last.
_BARE = """
import json, sys
from itertools import islice
from mtfix import Config, Repairer
repairer = Repairer(Config(model=None if sys.argv[3] == "none" else sys.argv[3]))
with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as out:
    while lines := list(islice(source, 2000)):
        rows = [json.loads(line) for line in lines]
        for row, result in zip(rows, repairer.repair_batch([row["text"] for row in rows])):
            out.write(json.dumps({**row, "repaired": result.text}, ensure_ascii=False) + "\\n")
"""


def main() -> None:
    """Measure, print, write, and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--segments", type=int, default=FULL)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each; the fastest counts")
    parser.add_argument("--shard-rows", type=int, default=2_000)
    parser.add_argument("--model", default="none", help="name or path of the model; none: rules")
    parser.add_argument("--scratch", type=Path, help="where to work; default: a temporary folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.scratch) as folder:
        bench = _Bench(Path(folder), arguments.model, arguments.repeat, arguments.shard_rows)
        figures = bench.measure(arguments.segments)
    figures |= {"segments": arguments.segments, "model": arguments.model}
    _print(figures)
    if arguments.segments >= FULL:
        path = write_results("batch", {"environment": environment(), "figures": figures})
        print(f"wrote {path}")
    else:
        print(f"nothing written: {arguments.segments:,} segments are less than {FULL:,}")
    if not all(figures["bars_met"].values()):
        sys.exit("missed: " + ", ".join(k for k, met in figures["bars_met"].items() if not met))


class _Bench:
    def __init__(self, folder: Path, model: str, repeat: int, shard_rows: int) -> None:
        self._folder = folder
        self._model = model
        self._repeat = repeat
        self._shard_rows = shard_rows
        self._runs = 0

    def measure(self, segments: int) -> dict[str, Any]:
        """All figures for so many segments."""
        large, sample = self._input(segments)
        small, _ = self._input(segments // 10)
        two, words = self._job(large, workers=2)
        two_small, _ = self._job(small, workers=2)
        one, _ = self._job(large, workers=1)
        bare = self._bare(large)
        figures: dict[str, Any] = {
            "sample": sample,
            "words": words,
            "words_per_second_2_workers": words / two.seconds,
            "words_per_second_1_worker": words / one.seconds,
            "segments_per_second_2_workers": segments / two.seconds,
            "peak_mib_large": two.peak / 2**20,
            "peak_mib_small": two_small.peak / 2**20,
            "memory_ratio": two.peak / two_small.peak,
            "speedup_2_workers": one.seconds / two.seconds,
            "bare_loop_s": bare.seconds,
            "job_1_worker_s": one.seconds,
            "overhead": one.seconds / bare.seconds - 1,
            "bare_loop_processor_s": bare.processor,
            "job_1_worker_processor_s": one.processor,
            "overhead_processor": one.processor / bare.processor - 1,
        }
        figures["bars_met"] = {
            "memory_ratio": figures["memory_ratio"] <= FLATNESS,
            "speedup_2_workers": figures["speedup_2_workers"] >= SPEEDUP,
            "overhead": figures["overhead"] <= OVERHEAD,
        }
        return figures

    def _input(self, segments: int) -> tuple[Path, str]:
        path = self._folder / f"input-{segments}.jsonl"
        texts, sample = _texts(segments)
        with path.open("w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
        return path, sample

    def _job(self, path: Path, workers: int) -> tuple[_Cost, int]:
        """The best of several runs, and the number of words."""
        costs: list[_Cost] = []
        words = 0
        for _ in range(self._repeat):
            self._runs += 1
            out = self._folder / f"out-{self._runs}"
            command = [
                *(sys.executable, "-m", "mtfix.cli", "batch", str(path), "--out", str(out)),
                *("--workers", str(workers), "--model", self._model, "--quiet"),
                *("--shard-rows", str(self._shard_rows)),
            ]
            costs.append(_watched(command))
            summary = json.loads((out / "_summary.json").read_text(encoding="utf-8"))
            words = summary["counts"]["words"]
        return _best(costs), words

    def _bare(self, path: Path) -> _Cost:
        output = str(self._folder / "bare.jsonl")
        command = [sys.executable, "-c", _BARE, str(path), output, self._model]
        return _best([_watched(command) for _ in range(self._repeat)])


def _best(costs: Sequence[_Cost]) -> _Cost:
    """The least time and the most memory: noise only slows, and every peak was real."""
    return _Cost(
        min(cost.seconds for cost in costs),
        min(cost.processor for cost in costs),
        max(cost.peak for cost in costs),
    )


@dataclass(frozen=True, slots=True)
class _Cost:
    """What a command took.

    Attributes:
        seconds: By the clock.
        processor: Seconds of processor time, its children's included.
        peak: Most memory of the process and its children together, in bytes.
    """

    seconds: float
    processor: float
    peak: int


def _watched(command: Sequence[str]) -> _Cost:
    started, before = time.perf_counter(), _processor()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        parent = psutil.Process(process.pid)
        while not ended.wait(0.1):
            peak = max(peak, _resident(parent))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    took = time.perf_counter() - started
    ended.set()
    watcher.join()
    if code not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {code}")
    return _Cost(took, _processor() - before, peak)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _resident(parent: psutil.Process) -> int:
    """Unique memory plus a fair share of what is shared, of a process and its children."""
    total = 0
    try:
        for process in (parent, *parent.children(recursive=True)):
            info = process.memory_full_info()
            total += getattr(info, "pss", info.rss)
    except psutil.Error:  # one of them has just ended
        return 0
    return total


def _texts(count: int) -> tuple[list[str], str]:
    """Machine output of the WMT sets, each text once as far as they go."""
    texts: dict[str, None] = {}
    for name in _SETS:
        try:
            rows = data.read_jsonl(data.external(f"{name}.ru-en.jsonl.gz"))
            texts.update(dict.fromkeys(row["mt"] for row in rows))
        except DataError:
            continue
        if len(texts) >= count:
            break
    if not texts:
        sys.exit("no WMT machine output at hand: set MTFIX_CORPORA")
    sample = (
        f"{count:,} segments of WMT machine output, {min(len(texts), count):,} of them distinct"
    )
    return list(islice(cycle(texts), count)), sample


def _print(figures: dict[str, Any]) -> None:
    table = Table(title=figures["sample"], box=None, padding=(0, 2, 0, 0))
    for column in ("", "value", "bar"):
        table.add_column(column, no_wrap=True)
    met = figures["bars_met"]
    rows = [
        ("words/s, 2 workers", f"{figures['words_per_second_2_workers']:,.0f}", ""),
        ("words/s, 1 worker", f"{figures['words_per_second_1_worker']:,.0f}", ""),
        ("2 workers against 1", f"{figures['speedup_2_workers']:.2f}", f"≥ {SPEEDUP}"),
        ("peak memory, all", f"{figures['peak_mib_large']:,.0f} MiB", ""),
        ("peak memory, a tenth", f"{figures['peak_mib_small']:,.0f} MiB", ""),
        ("ratio of the two", f"{figures['memory_ratio']:.2f}", f"≤ {FLATNESS}"),
        ("against a bare loop", f"{figures['overhead']:+.1%}", f"≤ {OVERHEAD:.0%}"),
        ("the same, processor time", f"{figures['overhead_processor']:+.1%}", ""),
    ]
    for row in rows:
        table.add_row(*row)
    console = Console()
    console.print(table)
    console.print("all bars met" if all(met.values()) else f"bars: {met}")


if __name__ == "__main__":
    main()
