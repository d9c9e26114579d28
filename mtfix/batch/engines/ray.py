"""The Ray engine: sources are cut on the cluster, shards repaired by a pool of actors.

Workers hand content back and the job alone writes, as in the local engine, so that nothing of a
job that was killed writes on. The cluster's machines must see the input under the same paths.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Collection, Iterator
from typing import Any

from mtfix.batch.discovery import Source
from mtfix.batch.engines import Crew, Work
from mtfix.batch.errors import WorkersFailed
from mtfix.batch.options import Layout
from mtfix.batch.shards import ShardResult, SourceEnd
from mtfix.batch.signals import Stop
from mtfix.errors import MissingExtra

_BLOCK_BYTES = 1  # a block a shard, so that shards spread over the workers one by one
_SOURCES_AT_ONCE = 64


class RayEngine:
    """Runs on the cluster at ``address``, or on one of its own on this machine.

    Raises:
        MissingExtra: Ray is not installed.
    """

    def __init__(self, crew: Crew, address: str | None) -> None:
        try:
            import ray
            import ray.data  # noqa: F401
        except ImportError as error:
            raise MissingExtra("for the Ray engine install mtfix[ray]") from error
        self._crew = crew
        self._address = address

    def process(self, work: Work, stop: Stop) -> Iterator[ShardResult | SourceEnd]:
        """See ``Engine``."""
        import ray

        started = not ray.is_initialized()
        if started:
            self._connect(ray)
        try:
            yield from self._stream(ray, work, stop)
        except ray.exceptions.RayError as error:
            raise WorkersFailed(f"Ray: {error}") from error
        finally:
            if started:
                ray.shutdown()

    def _connect(self, ray: Any) -> None:
        if self._address:
            try:
                ray.init(address=self._address, log_to_driver=False, logging_level="warning")
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise WorkersFailed(f"no Ray cluster at {self._address}: {error}") from error
            return
        # A cluster of our own reports no use of it, unless the caller's environment wants that.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        # One more than the workers: for the task that cuts sources into shards.
        ray.init(
            num_cpus=self._crew.workers + 1,
            include_dashboard=False,
            log_to_driver=False,
            logging_level="warning",
        )

    def _stream(self, ray: Any, work: Work, stop: Stop) -> Iterator[ShardResult | SourceEnd]:
        context = ray.data.DataContext.get_current()
        before = context.target_max_block_size, context.enable_progress_bars
        context.target_max_block_size, context.enable_progress_bars = _BLOCK_BYTES, False
        flag = ray.remote(num_cpus=0)(_Flag).remote()
        told = False
        try:
            for row in self._dataset(ray, work, flag).iter_rows():
                if stop.now:
                    return
                if stop.wanted and not told:
                    told = ray.get(flag.set.remote())
                item = pickle.loads(row["item"])
                if item is not None:
                    yield item
        finally:
            context.target_max_block_size, context.enable_progress_bars = before

    def _dataset(self, ray: Any, work: Work, flag: Any) -> Any:
        items = [{"item": _packed((source, frozenset(done)))} for source, done in work]
        sources = ray.data.from_items(items, override_num_blocks=min(len(items), _SOURCES_AT_ONCE))
        shards = sources.map_batches(
            _Cutter,
            batch_size=1,
            batch_format="pyarrow",
            fn_constructor_args=(self._crew.layout, flag),
            compute=ray.data.ActorPoolStrategy(size=1),
        )
        return shards.map_batches(
            _Worker,
            batch_size=1,
            batch_format="pyarrow",
            fn_constructor_args=(self._crew, flag),
            compute=ray.data.ActorPoolStrategy(size=self._crew.workers),
        )


class _Flag:
    """Tells actors that no new shard is to be begun."""

    def __init__(self) -> None:
        self._set = False

    def set(self) -> bool:
        self._set = True
        return True

    def is_set(self) -> bool:
        return self._set


class _Cutter:
    """Cuts sources into shards."""

    def __init__(self, layout: Layout, flag: Any) -> None:
        self._layout = layout
        self._flag = flag

    def __call__(self, batch: Any) -> Iterator[Any]:
        import ray

        from mtfix.batch.readers import split

        source: Source
        done: Collection[int]
        for source, done in _items(batch):
            for item in split(source, done, self._layout):
                if ray.get(self._flag.is_set.remote()):
                    yield _batch(None)
                    return
                yield _batch(item)


class _Worker:
    """Repairs shards with the ``RepairWorker`` that every engine uses."""

    def __init__(self, crew: Crew, flag: Any) -> None:
        self._crew = crew
        self._flag = flag
        found = crew.worker.signature
        if found != crew.signature:
            raise RuntimeError(
                f"this machine repairs with {found!r}, the job with {crew.signature!r}: "
                "install the same mtfix and the same model on every machine"
            )

    def __call__(self, batch: Any) -> Any:
        import ray

        from mtfix.batch.repair import repair_shard

        (item,) = _items(batch)
        if isinstance(item, SourceEnd):
            return batch
        if ray.get(self._flag.is_set.remote()):
            return _batch(None)
        return _batch(repair_shard(item, self._crew.worker, self._crew.layout))


def _packed(item: object) -> bytes:
    return pickle.dumps(item, protocol=pickle.HIGHEST_PROTOCOL)


def _items(batch: Any) -> list[Any]:
    return [pickle.loads(packed) for packed in batch.column("item").to_pylist()]


def _batch(item: object) -> Any:
    import pyarrow as pa

    return pa.table({"item": pa.array([_packed(item)], pa.large_binary())})
