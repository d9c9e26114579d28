"""The local engine: a pool of worker processes that survives the death of any of them."""

from __future__ import annotations

import os
import queue
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace

from mtfix.batch.engines import Crew, Work
from mtfix.batch.engines.children import Child, Starter, starter
from mtfix.batch.engines.frames import receive, send
from mtfix.batch.errors import WorkersFailed
from mtfix.batch.readers import split
from mtfix.batch.shards import ShardResult, ShardTask, SourceEnd
from mtfix.batch.signals import Stop

_DEATHS = 2  # of one shard's workers, before its rows are done one by one
_MOST_DEATHS = 12
_TICK = 0.2  # seconds between looks at whether to stop

_Outcome = ShardResult | BaseException | None


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalEngine:
    """Worker processes, each served by a thread that blocks on its pipe.

    The processes are not forks of the program that started the job, and do not import it: it may
    have threads, and needs no ``if __name__ == "__main__"``. They are forks of one that has loaded
    rules and model and nothing else.
    """

    def __init__(self, crew: Crew) -> None:
        self._crew = crew

    def process(self, work: Work, stop: Stop) -> Iterator[ShardResult | SourceEnd]:
        """See ``Engine``. Reads ahead by one shard a worker."""
        tasks: queue.SimpleQueue[ShardTask | None] = queue.SimpleQueue()
        outcomes: queue.SimpleQueue[_Outcome] = queue.SimpleQueue()
        start = starter(self._crew.worker)
        seats = [_Seat(self._crew, start, stop, tasks, outcomes) for _ in range(self._crew.workers)]
        for seat in seats:
            seat.start()
        try:
            yield from self._pump(work, stop, tasks, outcomes)
        finally:
            for _ in seats:
                tasks.put(None)
            for seat in seats:
                seat.close()
            start.close()

    def _pump(
        self,
        work: Work,
        stop: Stop,
        tasks: queue.SimpleQueue[ShardTask | None],
        outcomes: queue.SimpleQueue[_Outcome],
    ) -> Iterator[ShardResult | SourceEnd]:
        layout = self._crew.layout
        coming = (item for source, done in work for item in split(source, done, layout))
        pending, exhausted = 0, False
        while not stop.now:
            while pending < 2 * self._crew.workers and not exhausted and not stop.wanted:
                item = next(coming, None)
                if item is None:
                    exhausted = True
                elif isinstance(item, SourceEnd):
                    yield item
                else:
                    tasks.put(item)
                    pending += 1
            while stop.wanted and not tasks.empty():
                tasks.get()
                pending -= 1
            if not pending:
                return
            try:
                outcome = outcomes.get(timeout=_TICK)
            except queue.Empty:
                continue
            pending -= 1
            if isinstance(outcome, BaseException):
                raise outcome
            if outcome is not None:
                yield outcome


class _Died(Exception):
    """A worker process died.

    Attributes:
        how: With which signal or exit code.
        at: Record it was at, where that is known.
    """

    def __init__(self, how: str, at: int | None) -> None:
        super().__init__(how)
        self.how = how
        self.at = at


class _Seat:
    """A worker process, replaced when it dies, and the thread that serves it."""

    def __init__(
        self,
        crew: Crew,
        start: Starter,
        stop: Stop,
        tasks: queue.SimpleQueue[ShardTask | None],
        outcomes: queue.SimpleQueue[_Outcome],
    ) -> None:
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._crew = crew
        self._starter = start
        self._stop_asked = stop
        self._tasks = tasks
        self._outcomes = outcomes
        self._child: Child | None = None
        self._closing = False

    def start(self) -> None:
        """Begin to take tasks."""
        self._thread.start()

    def _serve(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                self._outcomes.put(self._done(task))
            except BaseException as error:  # goes to the job, which raises it
                self._outcomes.put(error)
        self._hang_up()

    def close(self) -> None:
        """End the process at once if it is at work; the job has what it wants."""
        self._closing = True
        child = self._child
        if child is not None:
            child.end()
        self._thread.join()
        self._hang_up()

    def _done(self, task: ShardTask) -> ShardResult | None:
        deaths = 0
        while not self._closing:
            try:
                return self._attempt(task, careful=deaths >= _DEATHS)
            except _Died as death:
                self._hang_up()
                if self._closing or self._stop_asked.now:
                    return None
                deaths += 1
                if death.at is not None:
                    reason = f"a worker process died on this row ({death.how})"
                    task = replace(task, poison={**task.poison, death.at: reason})
                if deaths >= _MOST_DEATHS:
                    raise WorkersFailed(
                        f"{deaths} workers died on shard {task.number} of {task.path} "
                        f"({death.how}): too little memory? Try fewer workers"
                    ) from death
        return None

    def _attempt(self, task: ShardTask, *, careful: bool) -> ShardResult:
        child = self._child or self._launched()
        at: int | None = None
        try:
            send(child.requests, (task, careful))
            while True:
                kind, value = receive(child.answers)
                if kind == "at":
                    at = value
                elif kind == "done":
                    assert isinstance(value, ShardResult)
                    return value
                else:
                    raise WorkersFailed(f"shard {task.number} of {task.path}: {value}")
        except (EOFError, OSError) as error:
            raise _Died(_how(child), at) from error

    def _launched(self) -> Child:
        try:
            child = self._starter.start()
        except OSError as error:
            raise _Died(str(error), None) from error
        self._child = child
        try:
            send(child.requests, (self._crew.worker, self._crew.layout))
            kind, value = receive(child.answers)
        except (EOFError, OSError) as error:
            raise _Died(_how(child), None) from error
        if kind != "ready":
            raise WorkersFailed(f"a worker cannot start: {value}")
        if value != self._crew.signature:
            raise WorkersFailed(
                f"a worker repairs with {value!r}, the job with {self._crew.signature!r}: "
                "did the model or the rules change?"
            )
        return child

    def _hang_up(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.requests, child.answers):
            try:
                pipe.close()
            except OSError:  # what was not sent, to a process that is gone
                continue
        child.end()


def _how(child: Child) -> str:
    code = child.end()  # a process with a broken pipe is of no use
    if code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"
