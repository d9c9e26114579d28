"""The manifest names every external corpus, with terms, checksum and size."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

Corpus = dict[str, Any]

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = ROOT / "corpora" / "manifest.toml"
REQUIRED = {
    "id": str,
    "name": str,
    "file": str,
    "role": str,
    "format": str,
    "rows": int,
    "sha256": str,
    "repository": str,
    "path": str,
    "license": str,
    "terms": str,
}
OPTIONAL = {"evaluation", "note"}
ROLES = {"train", "dev", "clean", "parallel"}
NONCOMMERCIAL = {"fed", "brown", "reuters21578"}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    with MANIFEST.open("rb") as file:
        return tomllib.load(file)


@pytest.fixture(scope="module")
def corpora(manifest: dict[str, Any]) -> list[Corpus]:
    return list(manifest["corpus"])


@pytest.fixture(scope="module")
def folder() -> Path:
    configured = os.environ.get("MTFIX_CORPORA")
    candidates = [Path(configured).expanduser()] if configured else []
    candidates.append(ROOT.parent / "shared" / "corpora")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    pytest.skip("no external corpora: set MTFIX_CORPORA to check the manifest against them")


def count_rows(path: Path) -> int:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = sum(1 for line in lines if line.strip())
    return rows - 1 if path.name.endswith(".tsv.gz") else rows


def test_entries_follow_the_schema(corpora: list[Corpus]) -> None:
    for corpus in corpora:
        for field, kind in REQUIRED.items():
            assert isinstance(corpus[field], kind), (corpus.get("id"), field)
            assert corpus[field], (corpus["id"], field)
        assert corpus["commercial"] in (True, False, "unknown"), corpus["id"]
        assert set(corpus) <= {*REQUIRED, *OPTIONAL, "commercial"}, corpus["id"]
        assert corpus["role"] in ROLES, corpus["id"]
        assert re.fullmatch(r"[0-9a-f]{64}", corpus["sha256"]), corpus["id"]


def test_ids_and_files_are_distinct(corpora: list[Corpus]) -> None:
    for field in ("id", "file", "sha256"):
        assert len({corpus[field] for corpus in corpora}) == len(corpora), field


def test_sources_that_forbid_commercial_use_are_marked(corpora: list[Corpus]) -> None:
    forbidden = {corpus["id"] for corpus in corpora if corpus["commercial"] is False}
    assert forbidden == NONCOMMERCIAL
    for corpus in corpora:
        assert not (corpus["role"] == "train" and corpus["commercial"] is False), corpus["id"]


def test_training_corpora_say_what_is_kept_for_evaluation(corpora: list[Corpus]) -> None:
    for corpus in corpora:
        if corpus["id"].startswith("wmt"):
            assert corpus["evaluation"], corpus["id"]


def test_reserved_sets_are_named_and_are_no_corpus(manifest: dict[str, Any]) -> None:
    reserved = " ".join(entry["name"] for entry in manifest["reserved"])
    for name in ("newstest2015", "generaltest2023", "test20", "newstest2013", "newstest2018"):
        assert name in reserved
    files = " ".join(corpus["file"] for corpus in manifest["corpus"])
    assert not re.search(r"wmt15|wmt23|test20[^0-9]", files)


def test_corpora_are_looked_for_where_the_runtime_looks(manifest: dict[str, Any]) -> None:
    assert manifest["resolve"] == ["$MTFIX_CORPORA", "../shared/corpora"]


def test_the_manifest_covers_every_file(corpora: list[Corpus], folder: Path) -> None:
    present = {
        path.name
        for path in folder.iterdir()
        if path.is_file() and path.suffix in {".gz", ".jsonl"}
    }
    assert present - {corpus["file"] for corpus in corpora} == set()


def test_files_at_hand_have_the_stated_checksum(corpora: list[Corpus], folder: Path) -> None:
    missing = []
    for corpus in corpora:
        path = folder / corpus["file"]
        if not path.is_file():
            missing.append(corpus["file"])
            continue
        assert hashlib.sha256(path.read_bytes()).hexdigest() == corpus["sha256"], corpus["id"]
    if missing:
        pytest.skip(f"not at hand, unchecked: {', '.join(missing)}")


def test_small_files_at_hand_have_the_stated_rows(corpora: list[Corpus], folder: Path) -> None:
    # The checksum vouches for the rest; counting 645,000 lines here would only cost time.
    for corpus in corpora:
        path = folder / corpus["file"]
        if path.is_file() and path.stat().st_size < 1_000_000:
            assert count_rows(path) == corpus["rows"], corpus["id"]
