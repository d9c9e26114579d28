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
    """Serve until the job hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = sys.stdin.buffer
    # What a library prints must not end up between the frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        _serve(requests, answers)
    except (EOFError, BrokenPipeError, ConnectionError):
        os._exit(0)  # the job is gone; so is the pipe that closing would flush to


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    worker: RepairWorker
    layout: Layout
    worker, layout = receive(requests)
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
