"""Ends a job on request: the first SIGINT lets running shards finish, anything more does not."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from mtfix.signals import handled_by


class Stop:
    """Whether, and how, the job is to end.

    Attributes:
        signal: The signal that asked for it, or None.
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        self._wanted = threading.Event()
        self._now = threading.Event()

    @property
    def wanted(self) -> bool:
        """No new shard is to be begun."""
        return self._wanted.is_set()

    @property
    def now(self) -> bool:
        """Running shards are to be given up, too."""
        return self._now.is_set()

    def finish(self) -> None:
        """Ask for an end after the running shards."""
        self._wanted.set()

    def give_up(self) -> None:
        """Ask for an end at once."""
        self._wanted.set()
        self._now.set()


@contextmanager
def stopped_by_signals(tell: Callable[[str], None]) -> Iterator[Stop]:
    """A ``Stop`` that SIGINT and SIGTERM set; outside the main thread they do not."""
    stop = Stop()

    def handle(number: int, _frame: FrameType | None) -> None:
        first = stop.signal is None
        stop.signal = stop.signal or number
        if number == signal.SIGINT and first:
            tell("finishing the running shards; press Ctrl-C again to give them up")
            stop.finish()
        else:
            stop.give_up()

    with handled_by(handle):
        yield stop
