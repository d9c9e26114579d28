"""Ways to run shards: on the processors of this machine, or on a Ray cluster."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from mtfix.batch.discovery import Source
from mtfix.batch.options import Layout, Options
from mtfix.batch.shards import ShardResult, SourceEnd
from mtfix.batch.signals import Stop
from mtfix.batch.worker import RepairWorker

Work = Iterable[tuple[Source, Collection[int]]]


@dataclass(frozen=True, slots=True)
class Crew:
    """What every engine needs to know of the work.

    Attributes:
        worker: Repairs; to be copied to where it works.
        layout: What the output looks like.
        signature: What the repairer there must call itself.
        workers: How many of them.
    """

    worker: RepairWorker
    layout: Layout
    signature: str
    workers: int


class Engine(Protocol):
    """Repairs the shards of sources, in any order."""

    def process(self, work: Work, stop: Stop) -> Iterator[ShardResult | SourceEnd]:
        """Yield a result for each shard that is not done, and the end of each source.

        Raises:
            WorkersFailed: Workers cannot start, or die for no row's sake.
        """


def engine_of(options: Options, crew: Crew) -> Engine:
    """The engine that ``options`` name.

    Raises:
        MissingExtra: It needs a package that is not installed.
    """
    if options.engine == "ray":
        from mtfix.batch.engines.ray import RayEngine

        return RayEngine(crew, options.address)
    from mtfix.batch.engines.local import LocalEngine

    return LocalEngine(crew)
