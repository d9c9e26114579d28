"""One contender alone in a fresh process: start-up, throughput, latency, memory.

Run by speed.py; reads a job from standard input and prints one JSON object. The clock starts
before anything of the contender is imported.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from suggesters import Harper, QuireGrammar

Repair = Callable[[str], str]


def main() -> None:
    """Measure the contender named in the job."""
    job = json.load(sys.stdin)
    started = time.perf_counter()
    prepare = _import(job["contender"], job["model"])
    imported = time.perf_counter()
    repair = prepare()
    repair(job["first"])
    ready = time.perf_counter()
    words, seconds, documents = _throughput(repair, job["documents"], job["seconds"])
    segments = _latency(repair, job["segments"], job["seconds"] / 2)
    print(
        json.dumps(
            {
                "import_s": imported - started,
                "first_repair_s": ready - started,
                "words": words,
                "seconds": seconds,
                "document_ms": documents,
                "segment_ms": segments,
                "peak_mb": _peak_memory(),
            }
        )
    )


def _import(name: str, model: str) -> Callable[[], Repair]:
    """Import the contender's package; what is returned builds the repairer."""
    if name == "do-nothing":
        return lambda: str
    if name in ("rules", "rules+model"):
        import mtfix

        def prepare() -> Repair:
            config = mtfix.Config(model=model if name == "rules+model" else None)
            repairer = mtfix.Repairer(config)
            return lambda text: repairer.repair(text).text

        return prepare
    if name == "harper-py":
        import harper  # noqa: F401
        import suggesters

        return lambda: _suggested(suggesters.Harper())
    import quire_grammar  # noqa: F401
    import suggesters

    return lambda: _suggested(suggesters.QuireGrammar())


def _suggested(suggester: Harper | QuireGrammar) -> Repair:
    from suggesters import replace

    return lambda text: replace(text, suggester.suggest(text))


def _throughput(
    repair: Repair, documents: Sequence[str], budget: float
) -> tuple[int, float, list[float]]:
    words, spent, times = 0, 0.0, []
    for text in documents:
        taken = _time(repair, text)
        words += len(text.split())
        spent += taken
        times.append(1000 * taken)
        if spent > budget:
            break
    return words, spent, times


def _latency(repair: Repair, segments: Sequence[str], budget: float) -> list[float]:
    times: list[float] = []
    spent = 0.0
    for text in segments:
        taken = _time(repair, text)
        spent += taken
        times.append(1000 * taken)
        if spent > budget:
            break
    return times


def _time(repair: Repair, text: str) -> float:
    started = time.perf_counter()
    repair(text)
    return time.perf_counter() - started


def _peak_memory() -> float:
    """Peak resident memory of this process, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss: under Linux a child inherits the peak of the parent that spawned it.
        [line] = [row for row in status.read_text().splitlines() if row.startswith("VmHWM:")]
        return int(line.split()[1]) * 1024 / 1e6
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


if __name__ == "__main__":
    main()
