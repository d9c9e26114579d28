"""Speed and memory, side by side: do-nothing loop, rules, rules and model, and the peers.

    python benchmarks/speed.py

Every contender runs alone in a fresh process, in turn, for several rounds; the best round
counts, since noise only ever slows. Prints a table, writes results/speed.json and
charts/speed.png and .svg.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from contenders import lineup
from output import COLORS, environment, figure, write_chart, write_results
from rich.console import Console
from rich.table import Table
from texts import machine_output

CHILD = Path(__file__).with_name("speed_child.py")
FIRST = "The fact that the idea is not on the agenda, confirmed a source in the ministry."


def main() -> None:
    """Measure every contender, print, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="how often each contender runs")
    parser.add_argument("--seconds", type=float, default=5.0, help="per contender and round")
    parser.add_argument("--model", default="auto", help="name or path of the model to measure")
    arguments = parser.parse_args()

    console = Console()
    systems, missing = lineup(arguments.model)
    names = [system.name for system in systems]
    del systems
    texts, sample = machine_output(words_each=300, count=240)
    # Segments of their own: a model may remember those it has seen in a document.
    documents, rest = texts[:200], texts[200:]
    segments = [line for document in rest for line in document.split("\n\n")]
    job = {
        "first": FIRST,
        "documents": documents,
        "segments": segments,
        "seconds": arguments.seconds,
        "model": arguments.model,
    }
    rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for number in range(arguments.rounds):
        for name in names:
            rounds[name].append(_run({**job, "contender": name}))
        console.print(f"round {number + 1} of {arguments.rounds}", style="dim")
    summary = {name: _summarize(results) for name, results in rounds.items()}

    _print(console, summary, missing, sample)
    document = {
        "environment": environment(),
        "sample": sample,
        "rounds": arguments.rounds,
        "missing": missing,
        "contenders": summary,
    }
    written = [write_results("speed", document), *_chart(summary)]
    console.print(f"wrote {', '.join(map(str, written))}")


def _run(job: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(CHILD)], input=json.dumps(job), capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{job['contender']} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _summarize(rounds: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The best value of each figure over the rounds; times in the unit of the key."""

    def best(values: Iterable[float]) -> float:
        return float(min(values))

    def percentile(key: str, share: int) -> float:
        return best(np.percentile(found[key], share) for found in rounds)

    return {
        "words_per_s": max(found["words"] / found["seconds"] for found in rounds),
        "words_measured": best(found["words"] for found in rounds),
        "segment_p50_ms": percentile("segment_ms", 50),
        "segment_p95_ms": percentile("segment_ms", 95),
        "document_p50_ms": percentile("document_ms", 50),
        "document_p95_ms": percentile("document_ms", 95),
        "import_s": best(found["import_s"] for found in rounds),
        "first_repair_s": best(found["first_repair_s"] for found in rounds),
        "peak_mb": best(found["peak_mb"] for found in rounds),
    }


def _print(
    console: Console, summary: dict[str, dict[str, float]], missing: dict[str, str], sample: str
) -> None:
    table = Table(title=f"Speed on {sample}", box=None)
    table.add_column("", no_wrap=True)
    for column in (
        "words/s",
        "segment, ms\np50 / p95",
        "document, ms\np50 / p95",
        "import\ns",
        "to first\nrepair, s",
        "peak\nMB",
    ):
        table.add_column(column, justify="right", no_wrap=True)
    for name, found in summary.items():
        table.add_row(
            name,
            _rate(found["words_per_s"]),
            f"{found['segment_p50_ms']:.2f} / {found['segment_p95_ms']:.2f}",
            f"{found['document_p50_ms']:.1f} / {found['document_p95_ms']:.1f}",
            f"{found['import_s']:.3f}",
            f"{found['first_repair_s']:.2f}",
            f"{found['peak_mb']:.0f}",
        )
    console.print(table)
    for name, reason in missing.items():
        console.print(f"NOT MEASURED {name}: {reason}", style="bold yellow")
    load = environment()["load"][0]
    if load > 1.5:
        console.print(f"the machine was busy (load {load}): the figures are too slow", style="bold")


def _chart(summary: dict[str, dict[str, float]]) -> list[Path]:
    names = [name for name in summary if name != "do-nothing"]
    drawn, plots = figure(3, width=10.0, height=2.6)
    panels = (
        ("Throughput", "words per second (log; right is better)", "words_per_s", True),
        ("First result", "import to first repair, s (left is better)", "first_repair_s", False),
        ("Memory", "peak resident memory, MB (left is better)", "peak_mb", False),
    )
    for axes, (title, label, key, logarithmic) in zip(plots, panels, strict=True):
        values = [summary[name][key] for name in names]
        bars = axes.barh(names, values, color=[COLORS[name] for name in names], height=0.6)
        axes.bar_label(bars, [_short(value) for value in values], padding=3, fontsize=8)
        axes.margins(x=0.25)
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.set_title(title)
        axes.set_xlabel(label)
        if logarithmic:
            axes.set_xscale("log")
        if axes is not plots[0]:
            axes.set_yticklabels([])
    return write_chart("speed", drawn)


def _rate(words_per_s: float) -> str:
    return f"{words_per_s:,.0f}" if words_per_s < 1e8 else "> 10⁸"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"


if __name__ == "__main__":
    main()
