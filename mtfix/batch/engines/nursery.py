"""The process that loads a worker once and forks it: ``python -m mtfix.batch.engines.nursery FD``.

Rules and model are read-only, so all forks share one copy of them; each adds some 15 MB of its own.
The process has one thread, which is what makes a fork safe. Requests come over the Unix socket
``FD``, the pipes of a new worker with them; answers go to standard output, in frames. It ends when
the socket is closed.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys
from typing import IO

from mtfix.batch.engines.child import pipes, serve
from mtfix.batch.engines.frames import receive, send
from mtfix.batch.worker import RepairWorker

FORK, END = b"f", b"e"
REQUEST = struct.Struct("<cq")  # what, and whom
_WARM = 'He read the the letter, "- he said.'


def main() -> None:
    """Load, say whether that went well, and serve until the job hangs up."""
    control = socket.socket(fileno=int(sys.argv[1]))
    requests, answers = pipes()
    try:
        worker: RepairWorker = receive(requests)
        failure = _load(worker)
        send(answers, failure)
    except (EOFError, OSError):
        return
    if failure:
        return
    _silence(requests)
    try:
        while True:
            _answer(control, answers, worker)
    except OSError:  # the job is gone
        os._exit(0)


def _silence(requests: IO[bytes]) -> None:
    """Put nothing in the place of standard input, lest a worker's pipe take its number."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, requests.fileno())
    os.close(nothing)


def _load(worker: RepairWorker) -> str:
    """Load all that repairing needs; say what went wrong, if anything did."""
    try:
        worker.repairer.repair(_WARM)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    gc.collect()
    gc.freeze()  # or the first collection of each fork would write to all that is shared
    return ""


def _answer(control: socket.socket, answers: IO[bytes], worker: RepairWorker) -> None:
    content, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, 2)
    if len(content) != REQUEST.size:
        raise ConnectionError("the job is gone")
    what, pid = REQUEST.unpack(content)
    if what == END:
        os.kill(pid, signal.SIGKILL)  # it is a child that nobody has waited for: still ours
        _, status = os.waitpid(pid, 0)
        send(answers, os.waitstatus_to_exitcode(status))
        return
    try:
        pid = os.fork()
    except OSError as error:
        pid = -(error.errno or 1)
    if pid == 0:
        control.close()
        answers.close()  # or the job would not see this process's parent die
        serve(os.fdopen(descriptors[0], "rb"), os.fdopen(descriptors[1], "wb"), worker)
        os._exit(0)
    for descriptor in descriptors:
        os.close(descriptor)
    send(answers, pid)


if __name__ == "__main__":
    main()
