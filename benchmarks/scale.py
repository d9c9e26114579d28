"""Cost against the length of a text and against the number of documents: it must be linear.

    python benchmarks/scale.py

Every repetition of every point uses text of its own, so that no cache can help; the fastest
repetition (per unit) counts. Processor time is measured, not the clock: a busy machine would
bend the line. Prints a table, writes
results/scale.json and charts/scale.png and .svg. Exits with 1 if a cost grows faster than
linearly (exponent above 1.15).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
from output import COLORS, environment, figure, write_chart, write_results
from rich.console import Console
from rich.table import Table
from texts import machine_output

from mtfix import Config, Repairer

LENGTHS = (500, 1000, 2000, 4000, 8000, 16000, 32000)
COUNTS = (8, 16, 32, 64, 128, 256, 512)
EXPONENT_LIMIT = 1.15


@dataclass(frozen=True, slots=True)
class Line:
    """Measured points and the straight line through them.

    Attributes:
        system: What was measured.
        axis: ``words in one text`` or ``documents of 60 words``.
        sizes: Where.
        seconds: Processor time it took, in the fastest repetition.
        slope: Seconds per unit of the axis.
        intercept: Seconds at size zero.
        r_squared: Share of the variance that the line explains.
        exponent: Slope in log–log over the larger half: 1 is linear, 2 quadratic.
    """

    system: str
    axis: str
    sizes: list[int]
    seconds: list[float]
    slope: float
    intercept: float
    r_squared: float
    exponent: float

    @property
    def linear(self) -> bool:
        """Whether the cost grows no faster than the size, within the noise of a timing."""
        return self.exponent <= EXPONENT_LIMIT


def main() -> None:
    """Measure, print, write, and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=3, help="repetitions of each point")
    parser.add_argument("--limit", type=float, default=15.0, help="longest point, s; then stop")
    parser.add_argument("--model", default="auto", help="name or path of the model to measure")
    arguments = parser.parse_args()

    console = Console()
    pool, sample = machine_output(words_each=60, count=8000)
    lines: list[Line] = []
    for name, model in (("rules", None), ("rules+model", arguments.model)):
        repairer = Repairer(Config(model=model))
        if model and repairer.signature.endswith("model=none"):
            console.print("NOT MEASURED rules+model: no model ships with this version of mtfix")
            continue
        supply = Supply(pool)
        for axis, sizes, make in (
            ("words in one text", LENGTHS, _one_text),
            ("documents of 60 words", COUNTS, _many_texts),
        ):
            point = partial(make, supply, repairer)
            options = arguments.repeat, arguments.limit
            lines.append(_measure(name, axis, sizes, point, *options))
    _print(console, lines, sample)
    rows = [{**asdict(line), "linear": line.linear} for line in lines]
    document = {"environment": environment(), "sample": sample, "lines": rows}
    written = [write_results("scale", document), *_chart(lines)]
    console.print(f"wrote {', '.join(map(str, written))}")
    if not all(line.linear for line in lines):
        sys.exit("the cost grows faster than linearly")


def fit(system: str, axis: str, sizes: Sequence[int], seconds: Sequence[float]) -> Line:
    """Least squares in both scales; the sizes must be ascending, at least three."""
    x, y = np.asarray(sizes, dtype=float), np.asarray(seconds, dtype=float)
    slope, intercept = np.polyfit(x, y, 1)
    residual = float(((y - (slope * x + intercept)) ** 2).sum())
    spread = float(((y - y.mean()) ** 2).sum())
    half = len(x) // 2
    exponent, _ = np.polyfit(np.log(x[half:]), np.log(y[half:]), 1)
    return Line(
        system=system,
        axis=axis,
        sizes=list(sizes),
        seconds=list(seconds),
        slope=float(slope),
        intercept=float(intercept),
        r_squared=1 - residual / spread if spread else 1.0,
        exponent=float(exponent),
    )


@dataclass(slots=True)
class Supply:
    """Texts that are handed out once each, as far as they go."""

    texts: Sequence[str]
    used: int = 0

    def take(self) -> str:
        """The next text; starts over at the end."""
        self.used += 1
        return self.texts[(self.used - 1) % len(self.texts)]


def _one_text(supply: Supply, repairer: Repairer, words: int) -> tuple[int, Callable[[], object]]:
    """The real number of words, and the repair of one text that has about ``words``."""
    chosen: list[str] = []
    count = 0
    while count < words:
        chosen.append(supply.take())
        count += len(chosen[-1].split())
    text = "\n\n".join(chosen)
    return count, lambda: repairer.repair(text)


def _many_texts(supply: Supply, repairer: Repairer, size: int) -> tuple[int, Callable[[], object]]:
    """``size``, and the repair of so many texts in one batch."""
    texts = [supply.take() for _ in range(size)]
    return size, lambda: repairer.repair_batch(texts)


def _measure(
    name: str,
    axis: str,
    sizes: Sequence[int],
    point: Callable[[int], tuple[int, Callable[[], object]]],
    repeat: int,
    limit: float,
) -> Line:
    measured: list[int] = []
    seconds: list[float] = []
    point(sizes[0])[1]()  # load what is loaded on first use
    for size in sizes:
        costs = []
        for _ in range(repeat):
            actual, work = point(size)
            costs.append(_time(work) / actual)
        measured.append(size)
        seconds.append(min(costs) * size)
        # At least three points, however slow, or there is nothing to fit.
        if 2 * seconds[-1] > limit and len(measured) >= 3:
            break
    return fit(name, axis, measured, seconds)


def _time(work: Callable[[], object]) -> float:
    """Processor time of ``work``, all threads together, in seconds."""
    started = time.process_time()
    work()
    return time.process_time() - started


def _print(console: Console, lines: Sequence[Line], sample: str) -> None:
    table = Table(title=f"Cost against size; text: {sample}", box=None, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for column in ("axis", "from – to", "ms/unit", "exponent", "R²", "linear"):
        table.add_column(column, justify="right", no_wrap=True)
    for line in lines:
        table.add_row(
            line.system,
            line.axis,
            f"{line.sizes[0]:,} – {line.sizes[-1]:,}",
            f"{1000 * line.slope:.4f}",
            f"{line.exponent:.2f}",
            f"{line.r_squared:.4f}",
            "yes" if line.linear else "NO",
        )
    console.print(table)


def _chart(lines: Sequence[Line]) -> list[Path]:
    drawn, plots = figure(2, width=9.0, height=3.4)
    for axes, axis in zip(plots, ("words in one text", "documents of 60 words"), strict=True):
        for line in lines:
            if line.axis != axis:
                continue
            color = COLORS[line.system]
            label = f"{line.system}: exponent {line.exponent:.2f}"
            axes.loglog(line.sizes, line.seconds, "o-", color=color, linewidth=1, label=label)
            first, last = line.sizes[0], line.sizes[-1]
            middle = float(np.exp(np.log(line.seconds).mean() - np.log(line.sizes).mean()))
            axes.loglog([first, last], [middle * first, middle * last], ":", color="#777777")
        axes.loglog([], [], ":", color="#777777", label="proportional to size")
        axes.set_xlabel(f"{axis} (log)")
        axes.set_ylabel("processor time, s (log)")
        axes.set_title(f"Cost by {axis.split()[0]}")
        axes.legend(loc="best")
    return write_chart("scale", drawn)


if __name__ == "__main__":
    main()
