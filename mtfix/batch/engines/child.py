"""The worker process of the local engine: ``python -m mtfix.batch.engines.child``.

Frames come on standard input and go to standard output. The process ends when its input does,
so it does not outlive the job, however that dies.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import IO

from mtfix.batch.engines.frames import receive, send
from mtfix.batch.options import Layout
from mtfix.batch.repair import repair_shard
from mtfix.batch.shards import ShardTask
from mtfix.batch.worker import RepairWorker


def main() -> None:
    """Load a worker and serve until the job hangs up."""
    serve(*pipes())


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Where frames come from and go to; what a library prints goes to standard error instead."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def serve(requests: IO[bytes], answers: IO[bytes], loaded: RepairWorker | None = None) -> None:
    """Repair shards until the job hangs up.

    Args:
        requests: Frames from the job: first the worker and the layout, then shards.
        answers: Frames to it.
        loaded: The same worker, loaded already, where this process was forked from one that has.
    """
    try:
        _serve(requests, answers, loaded)
    except (EOFError, BrokenPipeError, ConnectionError):
        os._exit(0)  # the job is gone; so is the pipe that closing would flush to


def _serve(requests: IO[bytes], answers: IO[bytes], loaded: RepairWorker | None) -> None:
    worker: RepairWorker
    layout: Layout
    worker, layout = receive(requests)
    worker = loaded or worker
    try:
        signature = worker.signature
    except Exception as error:
        send(answers, ("failed", f"{type(error).__name__}: {error}"))
        return
    send(answers, ("ready", signature))
    while True:
        task: ShardTask
        task, careful = receive(requests)
        try:
            result = repair_shard(
                task,
                worker,
                layout,
                (lambda index: send(answers, ("at", index))) if careful else None,
            )
        except OSError:
            raise
        except Exception:
            send(answers, ("failed", traceback.format_exc()))
        else:
            send(answers, ("done", result))


if __name__ == "__main__":
    main()
