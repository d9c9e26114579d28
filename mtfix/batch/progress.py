"""Tells how a job goes: a bar on a terminal, else a line of log now and then."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from mtfix.batch.shards import Counts

log = logging.getLogger("mtfix.batch")
_EVERY = 10.0  # seconds between lines of log


class Progress(Protocol):
    """Hears of finished shards."""

    def advance(self, consumed: int, counts: Counts) -> None:
        """A shard is finished: bytes of input on disk, and what happened to its rows."""

    def tell(self, message: str) -> None:
        """Say something now."""


@contextmanager
def shown(total: int, done: int, *, quiet: bool = False) -> Iterator[Progress]:
    """The progress display that suits where the job runs.

    Args:
        total: Bytes of all input on disk.
        done: Bytes of it that earlier runs have finished.
        quiet: Show no bar and log nothing until asked to.
    """
    if not quiet and sys.stderr.isatty():
        with _bar(total, done) as bar:
            yield bar
    else:
        yield _Lines(total, done, quiet)


class _State:
    def __init__(self, total: int, done: int) -> None:
        self.total, self.first, self.done = max(total, 1), done, done
        self.counts = Counts()
        self.started = time.monotonic()

    def add(self, consumed: int, counts: Counts) -> None:
        self.done += consumed
        self.counts += counts

    def words(self) -> str:
        """Speed, changed share and errors, for people."""
        seconds = max(time.monotonic() - self.started, 1e-9)
        changed = self.counts.changed / max(self.counts.rows, 1)
        errors = f"{self.counts.errors:,} error{'' if self.counts.errors == 1 else 's'}"
        return (
            f"{self.counts.rows:,} rows, {self.counts.words / seconds:,.0f} words/s, "
            f"{changed:.0%} changed, {errors}"
        )

    def remaining(self) -> str:
        """Estimated time to the end, as h:mm:ss."""
        read = self.done - self.first
        if read <= 0:
            return "unknown"
        left = (self.total - self.done) * (time.monotonic() - self.started) / read
        minutes, seconds = divmod(round(max(left, 0)), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}"


class _Lines:
    def __init__(self, total: int, done: int, quiet: bool) -> None:
        self._state = _State(total, done)
        self._quiet = quiet
        self._next = time.monotonic() + _EVERY

    def advance(self, consumed: int, counts: Counts) -> None:
        self._state.add(consumed, counts)
        if not self._quiet and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            share = min(self._state.done / self._state.total, 1)
            log.info(
                "%s, %.0f%%, ETA %s", self._state.words(), 100 * share, self._state.remaining()
            )

    def tell(self, message: str) -> None:
        log.warning(message)


class _Bar:
    def __init__(self, display: Any, task: Any, state: _State) -> None:
        self._display, self._task, self._state = display, task, state

    def advance(self, consumed: int, counts: Counts) -> None:
        self._state.add(consumed, counts)
        self._display.update(
            self._task, completed=self._state.done, description=self._state.words(),
            eta=self._state.remaining(),
        )  # fmt: skip

    def tell(self, message: str) -> None:
        self._display.console.print(message, highlight=False, markup=False)


@contextmanager
def _bar(total: int, done: int) -> Iterator[_Bar]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as RichProgress

    display = RichProgress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("ETA {task.fields[eta]}", markup=False),
        console=Console(stderr=True),
    )
    with display:
        state = _State(total, done)
        task = display.add_task("starting", total=state.total, completed=done, eta="unknown")
        yield _Bar(display, task, state)
