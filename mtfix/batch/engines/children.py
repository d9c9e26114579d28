"""Worker processes as the job sees them, and the two ways to start one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any, Protocol

from mtfix.batch.engines.frames import receive, send
from mtfix.batch.engines.nursery import END, FORK, REQUEST
from mtfix.batch.errors import WorkersFailed
from mtfix.batch.worker import RepairWorker


class Child(Protocol):
    """A worker process.

    Attributes:
        requests: What it reads.
        answers: What it writes.
    """

    requests: IO[bytes]
    answers: IO[bytes]

    def end(self) -> int:
        """Kill it if it is alive and return its exit code, negative for a signal."""


class Starter(Protocol):
    """Starts worker processes; any thread may ask."""

    def start(self) -> Child:
        """Start one.

        Raises:
            OSError: The system refuses, or the process that should do it is gone.
        """

    def close(self) -> None:
        """Give back what was held to start them with."""


def starter(worker: RepairWorker) -> Starter:
    """Workers that are forked from a loaded one where that is safe, fresh interpreters elsewhere.

    A fork shares the model and the rules with the process that loaded them. It is safe where that
    process has one thread, so the model must be run with one.
    """
    if worker.threads == 1 and hasattr(os, "fork") and hasattr(socket, "send_fds"):
        return Nursery(worker)
    return Fresh(worker.threads)


class Fresh:
    """Starts interpreters that load the worker for themselves."""

    def __init__(self, threads: int | None) -> None:
        self._threads = threads

    def start(self) -> Child:
        """See ``Starter``."""
        return _Interpreter(_popen("mtfix.batch.engines.child", threads=self._threads))

    def close(self) -> None:
        """See ``Starter``."""


class _Interpreter:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.requests: IO[bytes] = process.stdin
        self.answers: IO[bytes] = process.stdout
        self._process = process

    def end(self) -> int:
        self._process.kill()
        return self._process.wait()


class Nursery:
    """Asks a process that has loaded the worker to fork; starts it when it is first asked.

    If that process is killed, the next call starts another one; its forks go on with their work.
    """

    def __init__(self, worker: RepairWorker) -> None:
        self._worker = worker
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start(self) -> Child:
        """See ``Starter``.

        Raises:
            WorkersFailed: The worker cannot be loaded.
        """
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._load()
            theirs_in, ours_out = os.pipe()
            ours_in, theirs_out = os.pipe()
            try:
                pid = self._ask(FORK, 0, theirs_in, theirs_out)
                if pid < 0:
                    raise OSError(-pid, os.strerror(-pid))
            except OSError as error:
                os.close(ours_out)
                os.close(ours_in)
                if isinstance(error, ConnectionError):
                    self._dismiss()  # it may be dying: wait for that, and load another next time
                raise
            finally:
                os.close(theirs_in)
                os.close(theirs_out)
        return _Fork(self, pid, os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb"))

    def close(self) -> None:
        """See ``Starter``."""
        with self._lock:
            self._dismiss()

    def end(self, pid: int) -> int:
        """Have a fork killed and return its exit code; 1 where nobody is left to know it."""
        with self._lock:
            try:
                return self._ask(END, pid)
            except OSError:
                return 1  # it ends by itself when its pipes are closed

    def _ask(self, what: bytes, pid: int, *descriptors: int) -> int:
        if self._control is None:
            raise ConnectionError("the process that forks workers is gone")
        socket.send_fds(self._control, [REQUEST.pack(what, pid)], descriptors)
        answer: int = self._answer()
        return answer

    def _answer(self) -> Any:
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            return receive(self._process.stdout)
        except EOFError as error:
            raise ConnectionError("the process that forks workers died") from error

    def _load(self) -> None:
        self._dismiss()
        ours, theirs = socket.socketpair()
        with theirs:
            process = _popen("mtfix.batch.engines.nursery", theirs, threads=1)
        self._process, self._control = process, ours
        assert process.stdin is not None
        send(process.stdin, self._worker)
        failure: str = self._answer()
        if failure:
            raise WorkersFailed(f"a worker cannot start: {failure}")

    def _dismiss(self) -> None:
        process, control = self._process, self._control
        self._process = self._control = None
        if control is not None:
            control.close()
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                pipe.close()
            process.wait()


class _Fork:
    def __init__(self, nursery: Nursery, pid: int, requests: IO[bytes], answers: IO[bytes]) -> None:
        self.requests = requests
        self.answers = answers
        self._nursery = nursery
        self._pid = pid
        self._code: int | None = None
        self._lock = threading.Lock()

    def end(self) -> int:
        with self._lock:
            if self._code is None:
                self._code = self._nursery.end(self._pid)
            return self._code


def _popen(module: str, *kept: socket.socket, threads: int | None) -> subprocess.Popen[bytes]:
    """Start a module of this package in a fresh interpreter that imports what this one can."""
    path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    environment = {**os.environ, "PYTHONPATH": path}
    if threads is not None:
        environment["OMP_NUM_THREADS"] = str(threads)
    descriptors = [each.fileno() for each in kept]
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, descriptors)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        pass_fds=descriptors,
        process_group=0,  # Ctrl-C is for the job, which lets its workers finish
    )
