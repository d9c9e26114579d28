"""A batch job from beginning to end."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mtfix.batch import atomic, columns, manifest, progress, report
from mtfix.batch.discovery import Source, discover
from mtfix.batch.engines import Crew, engine_of
from mtfix.batch.engines.local import cores
from mtfix.batch.errors import BatchError
from mtfix.batch.fingerprint import Fingerprint
from mtfix.batch.folder import Folder
from mtfix.batch.lock import locked
from mtfix.batch.options import Options
from mtfix.batch.shards import Counts, ShardResult, SourceEnd
from mtfix.batch.signals import Stop, stopped_by_signals
from mtfix.batch.streams import Unreadable
from mtfix.batch.summary import Status, Summary
from mtfix.batch.worker import RepairWorker
from mtfix.config import Config


def run(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    options: Options | None = None,
    *,
    config: Config | None = None,
    quiet: bool = True,
) -> Summary:
    """Repair files into a folder; finished work is kept, and a second run does what is missing.

    Args:
        inputs: Files, folders and glob patterns.
        out: The output folder.
        options: How the job runs and what the output looks like.
        config: How to repair.
        quiet: Show no progress.

    Returns:
        What became of the job. Dead letters and signals are told there; they do not raise.

    Raises:
        BatchError: The job cannot start or go on; what is finished is kept.
        ConfigError: A setting is unknown or out of range.
        ModelError: The model cannot be used.
        MissingExtra: A package is missing that the formats or the engine need.
    """
    started = time.monotonic()
    options = options or Options()
    config = config or Config()
    sources = _discovered(inputs, Path(out), options)
    _probe(sources, options)
    fingerprint = Fingerprint.of(config, options.layout)
    if config.model == "auto" and fingerprint.model == "none":
        progress.log.warning("no model found, repairing with the rules alone")
    folder = Folder(Path(out))
    folder.make()
    with locked(folder.lock), _claimed(folder, fingerprint, options) as book:
        job = _Job(sources, folder, book, options, fingerprint, config)
        job.prepare()
        summary = job.work(quiet)
        summary = replace(summary, seconds=time.monotonic() - started)
        job.conclude(summary)
    return summary


@dataclass(frozen=True, slots=True)
class Plan:
    """What a job would do to one source.

    Attributes:
        source: The source.
        finished: Its finished shards.
        complete: Whether nothing is left to do.
    """

    source: Source
    finished: int
    complete: bool


def plan(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    options: Options | None = None,
    *,
    config: Config | None = None,
) -> list[Plan]:
    """What ``run`` would do; writes nothing.

    Raises:
        BatchError: The job could not start.
        ConfigError: A setting is unknown or out of range.
        ModelError: The model cannot be used.
    """
    options = options or Options()
    sources = _discovered(inputs, Path(out), options)
    _probe(sources, options)
    fingerprint = Fingerprint.of(config or Config(), options.layout)
    folder = Folder(Path(out))
    if options.force or not folder.manifest.is_file():
        return [Plan(source, 0, complete=False) for source in sources]
    with manifest.opened(folder.manifest, read_only=True) as book:
        fingerprint.check(book.settings, folder.root)
        known = {(stem, first): (same, whole) for stem, first, same, whole in book.sources()}
        plans = []
        for source in sources:
            same, whole = known.get((source.stem, source.first), ("", False))
            finished: dict[int, tuple[str, int, str]] = {}
            if same == source.identity:
                finished = book.finished(source.stem, source.first)
            kept = sum(folder.holds(*files) for files in finished.values())
            complete = same == source.identity and whole and kept == len(finished)
            plans.append(Plan(source, kept, complete))
    return plans


def _probe(sources: list[Source], options: Options) -> None:
    """Stop before the start if the first source has no such field."""
    try:
        columns.probe(sources[0], options.layout)
    except (Unreadable, OSError):
        return  # becomes a dead letter: the other inputs may be fine


def _discovered(
    inputs: str | Path | Iterable[str | Path], out: Path, options: Options
) -> list[Source]:
    named = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    if out.exists() and not out.is_dir():
        raise BatchError(f"{out} is a file: the output goes to a folder")
    return discover(named, out, options.layout)


@contextmanager
def _claimed(
    folder: Folder, fingerprint: Fingerprint, options: Options
) -> Iterator[manifest.Manifest]:
    if options.force:
        folder.remove_manifest()
    with manifest.opened(folder.manifest) as book:
        found = book.settings
        if found is None:
            book.claim(fingerprint.settings)
        else:
            fingerprint.check(found, folder.root)
        yield book


class _Job:
    """The state of a running job."""

    def __init__(
        self,
        sources: list[Source],
        folder: Folder,
        book: manifest.Manifest,
        options: Options,
        fingerprint: Fingerprint,
        config: Config,
    ) -> None:
        self._sources = sources
        self._folder = folder
        self._book = book
        self._options = options
        self._fingerprint = fingerprint
        self._config = config
        self._changed: list[str] = []
        self._errors_before = 0
        self._now = Counts()
        self._shards_now = 0

    def prepare(self) -> None:
        """Bring the manifest in line with the inputs and with what is in the folder."""
        wanted = {(source.stem, source.first): source.identity for source in self._sources}
        stems = {stem for stem, _ in wanted}
        for stem, first, identity, _ in list(self._book.sources()):
            if stem in stems and wanted.get((stem, first)) != identity:
                progress.log.info("%s has changed since the last run", stem)
                self._book.drop(stem, first)
        self._book.add(self._sources)
        for source in self._sources:
            for number, files in self._book.finished(source.stem, source.first).items():
                if not self._folder.holds(*files):
                    self._book.forget(source.stem, source.first, number)
        self._folder.sweep(self._book)
        self._errors_before = self._totals()[0].errors

    def work(self, quiet: bool) -> Summary:
        """Do what is missing."""
        total = sum(source.size for source in self._sources)
        done = sum(self._book.consumed(s.stem, s.first) for s in self._sources)
        status: Status
        begun = time.monotonic()
        with (
            progress.shown(total, done, quiet=quiet) as display,
            stopped_by_signals(display.tell) as stop,
        ):
            status = "too-many-errors" if self._too_many() else self._process(stop, display)
        seconds = max(time.monotonic() - begun, 1e-9)
        return self._summary(status, seconds, stop)

    def conclude(self, summary: Summary) -> None:
        """Write the summary and the report."""
        atomic.write(self._folder.summary, summary.to_json().encode(), self._folder.unfinished)
        if self._options.report is not None:
            page = report.render(summary, self._book.samples())
            try:
                # A name or an id may hold what UTF-8 does not.
                self._options.report.write_text(page, encoding="utf-8", errors="backslashreplace")
            except OSError as error:
                raise atomic.failure(self._options.report, error) from error

    def _process(self, stop: Stop, display: progress.Progress) -> Status:
        missing = self._missing()
        if not missing:
            return "complete"
        firsts = {(s.stem, s.first if s.documents else 0): s.first for s, _ in missing}
        bundled = {s.stem for s, _ in missing if s.documents}
        workers = self._options.workers or cores()
        worker = RepairWorker(self._config, threads=max(1, cores() // workers))
        crew = Crew(worker, self._options.layout, self._fingerprint.signature, workers)
        paths = {(s.stem, s.first): s.path for s, _ in missing}
        for item in engine_of(self._options, crew).process(missing, stop):
            if isinstance(item, SourceEnd):
                if item.changed:
                    self._changed.append(paths[item.stem, item.first])
                else:
                    self._book.end(item)
                continue
            first = firsts[item.stem, item.number if item.stem in bundled else 0]
            self._record(item, first)
            display.advance(item.consumed, item.counts)
            if self._too_many():
                return "too-many-errors"
        if stop.wanted:
            return "interrupted"
        return "incomplete" if self._changed else "complete"

    def _record(self, result: ShardResult, first: int) -> None:
        file, dead = self._folder.put(result)
        self._book.record(first, result, file, dead)
        self._now += result.counts
        self._shards_now += 1

    def _missing(self) -> list[tuple[Source, Collection[int]]]:
        complete = {(stem, first) for stem, first, _, whole in self._book.sources() if whole}
        return [
            (source, frozenset(self._book.finished(source.stem, source.first)))
            for source in self._sources
            if (source.stem, source.first) not in complete
        ]

    def _too_many(self) -> bool:
        limit = self._options.max_errors
        return limit is not None and self._errors_before + self._now.errors > limit

    def _totals(self) -> tuple[Counts, dict[str, int], int]:
        return self._book.totals((source.stem, source.first) for source in self._sources)

    def _summary(self, status: Status, seconds: float, stop: Stop) -> Summary:
        counts, reasons, shards = self._totals()
        complete = {(stem, first) for stem, first, _, whole in self._book.sources() if whole}
        return Summary(
            status=status,
            signature=self._fingerprint.signature,
            out=str(self._folder.root),
            sources=len(self._sources),
            sources_complete=sum((s.stem, s.first) in complete for s in self._sources),
            empty=tuple(
                s.path for s in self._sources if self._book.shards_of(s.stem, s.first) == 0
            ),
            changed_while_read=tuple(self._changed),
            shards=shards,
            shards_now=self._shards_now,
            counts=counts,
            reasons=reasons,
            duplicate_ids=self._book.duplicate_ids(),
            seconds=seconds,
            words_per_second=self._now.words / seconds,
            signal=stop.signal if status == "interrupted" else None,
        )
