"""Repairs one shard: a pure function of the task, the same in every engine."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING
from zlib import crc32

from mtfix.batch import tables
from mtfix.batch.dead_letters import DeadLetter
from mtfix.batch.dead_letters import encode as encode_letters
from mtfix.batch.decode import Row, decode
from mtfix.batch.encode import Pair, encode, ending_of
from mtfix.batch.options import Layout
from mtfix.batch.shards import Counts, Sample, ShardResult, ShardTask

if TYPE_CHECKING:
    from mtfix.batch.worker import RepairWorker
    from mtfix.result import Repair

_SAMPLES = 3
_SAMPLE_CHARS = 2_000


def repair_shard(
    task: ShardTask,
    worker: RepairWorker,
    layout: Layout,
    beginning: Callable[[int], None] | None = None,
) -> ShardResult:
    """Decode, repair and encode a shard.

    Args:
        task: The shard.
        worker: Repairs the texts.
        layout: What the output looks like.
        beginning: Called with the index of a record before it is repaired; the records are
            then repaired one by one, to find the one that kills its worker.
    """
    started = time.perf_counter()
    rows: list[Row] = []
    letters: list[DeadLetter] = list(task.letters)
    for item in decode(task, layout):
        if isinstance(item, Row):
            rows.append(item)
        else:
            letters.append(item)
    pairs: list[Pair] = []
    for row, result in zip(rows, _repaired(rows, worker, beginning), strict=True):
        if isinstance(result, Exception):
            reason = f"{type(result).__name__}: {result}"
            letters.append(row.letter("repair-failed", reason))
        else:
            pairs.append((row, result))
    output, kept, misfits = encode(task, pairs, layout) if pairs else (b"", [], [])
    letters = [_whole(task, letter) for letter in (*letters, *misfits)]
    return ShardResult(
        stem=task.stem,
        number=task.number,
        ending=ending_of(task.format, layout) if kept else "",
        output=output if kept else b"",
        dead=encode_letters(task.path, letters),
        counts=_counts(kept, letters),
        reasons=dict(Counter(letter.kind for letter in letters)),
        ids=b"".join(_digest(row.id) for row, _ in kept if row.id is not None),
        samples=_samples(task, kept),
        consumed=task.consumed,
        seconds=time.perf_counter() - started,
    )


def _repaired(
    rows: Sequence[Row], worker: RepairWorker, beginning: Callable[[int], None] | None
) -> list[Repair | Exception]:
    if beginning is None:
        return worker.repair([row.text for row in rows], [row.source for row in rows])
    results: list[Repair | Exception] = []
    for row in rows:
        beginning(row.index)
        results += worker.repair([row.text], [row.source])
    return results


def _whole(task: ShardTask, letter: DeadLetter) -> DeadLetter:
    """The letter with its row, which Parquet gives only when asked."""
    if task.format != "parquet" or letter.unit != "row":
        return letter
    from mtfix.batch.parquet import row

    ((first, packed),) = task.records
    values = row(packed, letter.position - first)
    content = json.dumps(values, ensure_ascii=True, default=tables.plain)
    return replace(letter, row=content.encode())


def _counts(kept: Sequence[Pair], letters: Sequence[DeadLetter]) -> Counts:
    return Counts(
        rows=len(kept),
        changed=sum(repair.changed for _, repair in kept),
        edits=sum(len(repair.edits) for _, repair in kept),
        words=sum(len(row.text.split()) for row, _ in kept),
        errors=len(letters),
    )


def _digest(id_: str) -> bytes:
    return hashlib.blake2b(id_.encode(errors="surrogatepass"), digest_size=8).digest()


def _samples(task: ShardTask, kept: Sequence[Pair]) -> tuple[Sample, ...]:
    ranked = sorted(
        (crc32(f"{task.stem}\0{row.position}".encode()), index)
        for index, (row, repair) in enumerate(kept)
        if repair.changed and len(row.text) <= _SAMPLE_CHARS
    )
    return tuple(_sample(task, rank, *kept[index]) for rank, index in ranked[:_SAMPLES])


def _sample(task: ShardTask, rank: int, row: Row, repair: Repair) -> Sample:
    return Sample(
        rank=rank,
        where=f"{task.path}:{row.position}",
        id=row.id,
        source=row.source,
        text=row.text,
        edits=tuple(asdict(edit) for edit in repair.edits),
    )
