"""The overlay holds together: schema, tags, splits by neighborhood, and the join by hash."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]

ROOT = Path(__file__).resolve().parents[3]
OVERLAY = ROOT / "corpora" / "overlay"
SPLITS = ("dev", "test", "train")
FIELDS = {"set", "id", "system", "sha256", "light", "full", "errors"}
OLD_ENGINES = re.compile(
    r"rbmt-[134]|commercial-3|PROMT.*|online-[ABGF](\.0)?|balagur\.\d+|CMU-primary\.\d+"
)
TAGS = frozenset(
    """
    article wrong-sense word-order preposition calque quote mistranslated-term tense-aspect
    capitalization name dash abbreviation missing-verb agreement relative-clause pronoun
    spacing-punct voice title-order duplicate-verb subjectless number-format transliteration
    participle spinner-synonym bracket-gloss boilerplate omission
    """.split()
)
CYRILLIC = re.compile("[\u0400-\u04ff]")


def corpora_folder() -> Path | None:
    configured = os.environ.get("MTFIX_CORPORA")
    candidates = [Path(configured).expanduser()] if configured else []
    candidates.append(ROOT.parent / "shared" / "corpora")
    return next((folder for folder in candidates if folder.is_dir()), None)


def line_number(row: Row) -> int:
    return int(row["id"].rpartition(".")[2])


@pytest.fixture(scope="module")
def splits() -> dict[str, list[Row]]:
    return {
        split: [
            json.loads(line)
            for line in (OVERLAY / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        for split in SPLITS
    }


@pytest.fixture(scope="module")
def rows(splits: dict[str, list[Row]]) -> list[Row]:
    return [row for split in SPLITS for row in splits[split]]


@pytest.fixture(scope="module")
def outputs(rows: list[Row]) -> dict[tuple[str, str, str], str]:
    """Machine output of every overlay row, by set, id and system."""
    folder = corpora_folder()
    if folder is None:
        pytest.skip("no external corpora: set MTFIX_CORPORA to check the overlay's hashes")
    wanted = {(row["set"], row["id"], row["system"]) for row in rows}
    found = {}
    for name in sorted({row["set"] for row in rows}):
        path = folder / f"{name}.ru-en.jsonl.gz"
        if not path.is_file():
            pytest.skip(f"{path} is missing: cannot check the overlay's hashes")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                output = json.loads(line)
                key = (name, output["id"], output["system"])
                if key in wanted:
                    found[key] = output["mt"]
    return found


def test_there_are_enough_references(splits: dict[str, list[Row]]) -> None:
    assert len(splits["dev"]) >= 200
    assert len(splits["test"]) >= 120


def test_rows_follow_the_schema(rows: list[Row]) -> None:
    for row in rows:
        assert set(row) == FIELDS, row["id"]
        assert re.fullmatch(r"wmt1[3678]", row["set"]), row
        assert re.fullmatch(rf"newstest20{row['set'][3:]}\.\d+", row["id"]), row
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"]), row["id"]
        assert OLD_ENGINES.fullmatch(row["system"]), row["system"]


def test_references_are_clean_single_lines_of_english(rows: list[Row]) -> None:
    for row in rows:
        for text in (row["light"], row["full"]):
            assert text, row["id"]
            assert text == " ".join(text.split()), row["id"]
            assert not CYRILLIC.search(text), row["id"]
            assert not re.search(r'(?<![?!])"[.,](?!\.\.)|[“”„«»]|\s[,.;:!?]', text), text


def test_tags_are_known_and_not_repeated(rows: list[Row]) -> None:
    for row in rows:
        assert set(row["errors"]) <= TAGS, row["id"]
        assert len(set(row["errors"])) == len(row["errors"]), row["id"]


def test_most_kinds_of_error_occur_in_the_evaluation_splits(splits: dict[str, list[Row]]) -> None:
    # Spinners and page furniture are in the passages; news engines do not make those errors.
    seen = {tag for split in ("dev", "test") for row in splits[split] for tag in row["errors"]}
    assert {"spinner-synonym", "boilerplate"} >= TAGS - seen


def test_each_source_line_serves_one_system(rows: list[Row]) -> None:
    counts = Counter((row["set"], row["id"]) for row in rows)
    assert counts.most_common(1)[0][1] == 1


def test_evaluation_rows_lie_in_the_zone_kept_from_training(splits: dict[str, list[Row]]) -> None:
    for row in splits["dev"] + splits["test"]:
        assert (line_number(row) // 100) % 10 == 0, row["id"]
    for row in splits["train"]:
        assert (line_number(row) // 100) % 10 != 0, row["id"]


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [("dev", "test", 100), ("dev", "train", 20), ("test", "train", 20)],
)
def test_splits_are_neighborhoods_apart(
    splits: dict[str, list[Row]], first: str, second: str, distance: int
) -> None:
    for row in splits[first]:
        near = [
            other["id"]
            for other in splits[second]
            if other["set"] == row["set"] and abs(line_number(other) - line_number(row)) < distance
        ]
        assert not near, (row["id"], near)


def test_rows_form_runs_like_documents(splits: dict[str, list[Row]]) -> None:
    for split, listed in splits.items():
        places = [(row["set"], row["system"], line_number(row)) for row in listed]
        alone = [
            place
            for place in places
            if not {(*place[:2], place[2] - step) for step in (-2, -1, 1, 2)} & set(places)
        ]
        assert not alone, split


def test_rows_are_sorted(splits: dict[str, list[Row]]) -> None:
    for split, listed in splits.items():
        order = [(row["set"], line_number(row)) for row in listed]
        assert order == sorted(order), split


def test_every_row_joins_with_the_output_it_was_written_for(
    rows: list[Row], outputs: Mapping[tuple[str, str, str], str]
) -> None:
    for row in rows:
        text = outputs[row["set"], row["id"], row["system"]]
        assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"], row["id"]


def test_tags_say_whether_the_output_needed_repair(
    rows: list[Row], outputs: Mapping[tuple[str, str, str], str]
) -> None:
    for row in rows:
        unchanged = outputs[row["set"], row["id"], row["system"]] == row["light"]
        assert unchanged == (not row["errors"]), row["id"]


def test_light_stays_closer_to_the_output_than_full(
    rows: list[Row], outputs: Mapping[tuple[str, str, str], str]
) -> None:
    from rapidfuzz.distance import Levenshtein

    def distance(row: Row, reference: str) -> int:
        output = outputs[row["set"], row["id"], row["system"]]
        return Levenshtein.distance(output.split(), row[reference].split())

    further = [row["id"] for row in rows if distance(row, "light") > distance(row, "full")]
    assert len(further) <= 0.05 * len(rows), further


# Post-edits for training only: `light` alone, without `full` and tags, several systems a line.
LIGHT_ONLY = sorted(OVERLAY.glob("train-*.jsonl"))


@pytest.mark.parametrize("path", LIGHT_ONLY, ids=lambda path: path.stem)
def test_light_only_rows_are_clean_and_outside_the_evaluation_zone(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows
    assert len({(row["set"], row["id"], row["system"]) for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == FIELDS - {"full", "errors"}, row["id"]
        assert row["light"] == " ".join(row["light"].split()) != "", row["id"]
        assert not CYRILLIC.search(row["light"]), row["id"]
        assert (line_number(row) // 100) % 10 != 0, row["id"]


@pytest.mark.parametrize("path", LIGHT_ONLY, ids=lambda path: path.stem)
def test_light_only_rows_join_by_hash(path: Path) -> None:
    folder = corpora_folder()
    if folder is None:
        pytest.skip("no external corpora: set MTFIX_CORPORA to check the overlay's hashes")
    wanted: dict[str, dict[tuple[str, str], str]] = {}
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        wanted.setdefault(row["set"], {})[row["id"], row["system"]] = row["sha256"]
    for name, hashes in wanted.items():
        source = folder / f"{name}.ru-en.jsonl.gz"
        if not source.is_file():
            pytest.skip(f"{source} is missing: cannot check the overlay's hashes")
        found = {}
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            for output in map(json.loads, lines):
                key = (output["id"], output["system"])
                if key in hashes:
                    found[key] = hashlib.sha256(output["mt"].encode()).hexdigest()
        assert found == hashes
