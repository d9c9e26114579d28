"""``repair_column`` under ``Dataset.map``: rows, batches, processes and the cache."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import datasets
import pytest
from datasets.fingerprint import Hasher

import mtfix
from mtfix.errors import ConfigError, MtfixError
from mtfix.integrations.datasets import repair_column

_RULES = mtfix.Config(model=None)
_TEXTS = ["It cost 2 500 rubles.", "All is well.", None, '"We agree, "- he said.']
_REPAIRED = ["It cost 2,500 rubles.", "All is well.", None, '"We agree," he said.']


@pytest.fixture
def dataset() -> datasets.Dataset:
    datasets.disable_progress_bars()
    return datasets.Dataset.from_dict({"id": [1, 2, 3, 4], "mt": _TEXTS})


@pytest.mark.parametrize("batched", [True, False])
def test_a_column_is_added(dataset: datasets.Dataset, batched: bool) -> None:
    mapped = dataset.map(repair_column("mt", config=_RULES), batched=batched)
    assert mapped["mt"][:] == _TEXTS
    assert mapped["repaired"][:] == _REPAIRED
    assert mapped.column_names == ["id", "mt", "repaired"]


def test_a_column_can_be_replaced(dataset: datasets.Dataset) -> None:
    mapped = dataset.map(repair_column("mt", into="mt", config=_RULES), batched=True)
    assert mapped["mt"][:] == _REPAIRED
    assert mapped.column_names == ["id", "mt"]


def test_edits_keep_their_type_from_batch_to_batch(dataset: datasets.Dataset) -> None:
    """The first batch has no edits: a list of records would be typed by it, and fail later."""
    reordered = dataset.select([1, 2, 0, 3])
    repair = repair_column("mt", edits="edits", config=_RULES)
    mapped = reordered.map(repair, batched=True, batch_size=1, writer_batch_size=1)
    edits = mapped["edits"][:]
    assert (edits[0], edits[1]) == ("[]", None)
    (edit,) = json.loads(edits[2])
    assert mtfix.Edit(**edit).rule == "numeral.thousands"


_IN_PROCESSES = """
import datasets, json, mtfix, sys
from mtfix.integrations.datasets import repair_column
texts, model = json.loads(sys.argv[1]), sys.argv[2]
config = mtfix.Config(model=None if model == "none" else model)
repair = repair_column("mt", config=config, threads=1)
repair({"mt": texts[0]})  # the model is loaded here before the workers are forked
rows = datasets.Dataset.from_dict({"mt": texts}).map(repair, batched=True, num_proc=2)
print(json.dumps(rows["repaired"][:]))
"""


@pytest.mark.parametrize("model", ["none", "auto"])
def test_it_works_in_processes(model: str) -> None:
    """In a program of its own: forking this one, with all that tests have loaded, can hang."""
    command = [sys.executable, "-c", _IN_PROCESSES, json.dumps(_TEXTS), model]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == _REPAIRED


def test_a_stream_is_repaired(dataset: datasets.Dataset) -> None:
    stream = dataset.to_iterable_dataset().map(repair_column("mt", config=_RULES), batched=True)
    assert [row["repaired"] for row in stream] == _REPAIRED


def test_the_shipped_model_is_used() -> None:
    repair = repair_column("mt", threads=1)
    assert "model=ruen-edit-small@" in repair.fingerprint
    assert repair({"mt": _TEXTS[0]}) == {"repaired": _REPAIRED[0]}


def test_it_can_be_pickled_with_all_settings() -> None:
    config = mtfix.Config(model=None, glossary={"Tramp": "Trump"}, protect=("Mir",))
    repair = repair_column("mt", config=config)
    copy = pickle.loads(pickle.dumps(repair))
    assert copy == repair
    assert copy({"mt": "Tramp left Mir."}) == {"repaired": "Trump left Mir."}


def test_the_hash_is_the_same_in_another_session() -> None:
    code = (
        "import mtfix; from datasets.fingerprint import Hasher; "
        "from mtfix.integrations.datasets import repair_column; "
        "config = mtfix.Config(model=None, glossary={'b': 'c', 'a': 'd'}); "
        "repair = repair_column('mt', config=config); repair({'mt': 'used already'}); "
        "print(Hasher.hash(repair))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = repair_column("mt", config=mtfix.Config(model=None, glossary={"a": "d", "b": "c"}))
    assert done.stdout.strip() == Hasher.hash(here)


def test_the_hash_tells_settings_and_rules_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = repair_column("mt", config=_RULES)
    others = [
        repair_column("text", config=_RULES),
        repair_column("mt", into="mt", config=_RULES),
        repair_column("mt", config=replace(_RULES, mode="safe")),
        repair_column("mt", config=replace(_RULES, glossary={"a": "b"})),
    ]
    monkeypatch.setattr("mtfix.batch.settings.lexicon_digest", lambda: "another lexicon")
    others.append(repair_column("mt", config=_RULES))
    hashes = {Hasher.hash(item) for item in (plain, *others)}
    assert len(hashes) == 1 + len(others)


def test_the_cache_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"mt": "It cost 2 500 rubles."}\n', encoding="utf-8")

    def files() -> list[str]:
        rows = datasets.load_dataset(
            "json", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache")
        )
        mapped = rows.map(repair_column("mt", config=_RULES), batched=True)
        return [item["filename"] for item in mapped.cache_files]

    first, again = files(), files()
    assert first == again
    assert len(list((tmp_path / "cache").rglob("cache-*.arrow"))) == 1


def test_wrong_columns_are_refused(dataset: datasets.Dataset) -> None:
    with pytest.raises(ConfigError, match="no column 'text': the rows have id, mt"):
        dataset.map(repair_column("text", config=_RULES), batched=True)
    with pytest.raises(ConfigError, match="'mt'"):
        repair_column("mt", edits="mt", config=_RULES)


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(MtfixError, match="int"):
        repair_column("id", config=_RULES)({"id": [1, 2]})
