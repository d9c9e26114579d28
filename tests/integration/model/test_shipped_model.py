"""The model that comes with mtfix: its answers depend on the text, and on nothing else."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mtfix import Config, Repair, Repairer
from mtfix.model import load
from mtfix.model.corrector import SegmentContext
from mtfix.model.edit_corrector import EditCorrector
from mtfix.model.loading import DEFAULT_MODEL, find_bundle

_PASSAGES = Path(__file__).resolve().parents[3] / "corpora" / "passages" / "dev.jsonl"
_THREADS = 8
pytestmark = pytest.mark.skipif(find_bundle(DEFAULT_MODEL) is None, reason="no model is shipped")


@pytest.fixture(scope="module")
def documents() -> list[str]:
    """Degraded documents of our own, of four segments at most."""
    segments: dict[str, list[str]] = {}
    for line in _PASSAGES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        segments.setdefault(row["doc"], []).append(row["degraded"])
    return [" ".join(found[:4]) for found in segments.values()][:10]


def _model() -> EditCorrector:
    model = load("auto", threads=1)
    assert isinstance(model, EditCorrector)
    return model


def test_what_is_proposed_does_not_depend_on_the_rest_of_the_batch(documents: list[str]) -> None:
    model = _model()
    together = model.propose(documents)
    assert any(together)
    assert [model.propose([text])[0] for text in documents] == together
    assert model.propose(documents[::-1]) == together[::-1]


def test_nor_on_what_was_asked_before(documents: list[str]) -> None:
    contexts = [SegmentContext(text) for text in documents]
    used = _model()
    used.correct(contexts[::2])
    assert used.correct(contexts) == _model().correct(contexts)


def test_a_batch_of_texts_is_repaired_as_each_alone(documents: list[str]) -> None:
    repairer = Repairer(Config(), _model())
    together = repairer.repair_batch(documents)
    assert [Repairer(Config(), _model()).repair(text) for text in documents[:3]] == together[:3]
    assert any(edit.layer == "model" for repair in together for edit in repair.edits)


def test_eight_threads_on_one_repairer_do_as_one(documents: list[str]) -> None:
    """Each thread repairs all documents, each in another order, all starting at once."""
    expected = Repairer(Config(), _model()).repair_batch(documents)
    shared = Repairer(Config(), _model())
    start = threading.Barrier(_THREADS)

    def work(number: int) -> dict[int, Repair]:
        order = [(number + step) % len(documents) for step in range(len(documents))]
        start.wait()
        if number % 2:
            return {at: shared.repair(documents[at]) for at in order}
        repairs = shared.repair_batch([documents[at] for at in order])
        return dict(zip(order, repairs, strict=True))

    with ThreadPoolExecutor(_THREADS) as pool:
        results = list(pool.map(work, range(_THREADS)))
    for found in results:
        assert [found[at] for at in range(len(documents))] == expected


def test_eight_threads_may_be_the_first_to_use_mtfix(documents: list[str]) -> None:
    """What is computed on first use is the same whoever comes first: the rules with their lexicon,
    the document's evidence, the shared repairer of the verbs."""
    from mtfix import api
    from mtfix.rules.registry import all_rules, rule_layer

    expected = [str(Repairer(Config(model=None)).repair(text)) for text in documents]
    for cache in (api._repairer, rule_layer, all_rules):
        cache.cache_clear()
    start = threading.Barrier(_THREADS)

    def work(_: int) -> list[str]:
        start.wait()
        return [str(api.repair(text, model=None)) for text in documents]

    with ThreadPoolExecutor(_THREADS) as pool:
        assert list(pool.map(work, range(_THREADS))) == [expected] * _THREADS
