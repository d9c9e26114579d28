"""How suites are built from their files; the files here are made up."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from mtfix.errors import ConfigError, DataError
from mtfix.evaluation import data, suites
from mtfix.evaluation.documents import Line, Suite
from mtfix.evaluation.suites import clean, passages, runs, seed, wmt

Row = dict[str, Any]


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place where both external and own corpora are looked for, and nowhere else."""
    monkeypatch.setenv(data.ENVIRONMENT, str(tmp_path))
    monkeypatch.setattr(data, "checkout", lambda: tmp_path / "nowhere")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpora").mkdir()
    return tmp_path


def write(path: Path, rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")


def mt(line: int, system: str, text: str, **more: object) -> Row:
    return {"id": f"newstest2013.{line}", "system": system, "mt": text, "reference": "r", **more}


def texts(suite: Suite) -> dict[str, list[str]]:
    return {document.id: document.inputs for document in suite.documents}


@pytest.mark.parametrize("name", sorted(suites.SUITES))
@pytest.mark.usefixtures("corpora")
def test_missing_data_name_the_file_and_the_remedy(name: str) -> None:
    with pytest.raises(DataError, match=r"was not found \(looked in .*\); (set|run) "):
        suites.load(name)


def test_environment_comes_before_the_shared_folder(
    corpora: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data.external_roots() == [corpora, corpora / "shared" / "corpora"]
    monkeypatch.delenv(data.ENVIRONMENT)
    assert data.external_roots() == [corpora / "shared" / "corpora"]


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": 1}\n\n[2]\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"rows\.jsonl:3 should be a JSON object, not list"):
        list(data.read_jsonl(path))


def row(par: int, seg: int, degraded: str, doc: str = "d") -> Row:
    return {
        "doc": doc,
        "topic": "energy",
        "par": par,
        "seg": seg,
        "degraded": degraded,
        "light": "l",
        "full": "f",
        "errors": ["article"],
    }


def test_seed_segments_are_found_in_order(corpora: Path) -> None:
    (corpora / "seed").mkdir()
    (corpora / "seed" / "article.txt").write_text("He said. No.\n\nHe said. Yes.", "utf-8")
    write(corpora / "seed" / "dev.jsonl", [row(0, 1, "No."), row(1, 0, "He said.")])
    [document] = suites.load("seed-dev").documents
    assert document.spans == [(9, 12), (14, 22)]
    assert document.inputs == ["No.", "He said."]


def test_a_seed_segment_out_of_order_is_an_error(tmp_path: Path) -> None:
    rows = [row(0, 1, "No."), row(0, 0, "He said.")]
    with pytest.raises(DataError, match=r"segment 0\.0 is not in the article after character 12"):
        seed.locate("He said. No.", rows, tmp_path)


def test_passages_are_rebuilt_from_paragraphs() -> None:
    rows = [row(0, 0, "A."), row(0, 1, "B."), row(1, 0, "C."), row(0, 0, "D.", doc="e")]
    first, second = passages.build(rows)
    assert first.text == "A. B.\n\nC."
    assert (first.id, first.group, second.text) == ("d", "energy", "D.")
    assert [segment.id for segment in first.segments] == ["d.0.0", "d.0.1", "d.1.0"]
    assert first.segments[0].references == ("l", "f")


def test_consecutive_lines_of_one_system_form_a_document() -> None:
    lines = [
        (runs.Place("wmt13", system, number), Line(str(number), f"{system}{number}"))
        for number, system in [(7, "b"), (2, "a"), (1, "a"), (4, "a"), (5, "b"), (6, "b"), (3, "b")]
    ]
    found = {document.id: document.text for document in runs.documents(lines)}
    assert found == {
        "wmt13 a 1-2": "a1\n\na2",
        "wmt13 a 4-4": "a4",
        "wmt13 b 3-3": "b3",
        "wmt13 b 5-7": "b5\n\nb6\n\nb7",
    }


def overlay(line: int, text: str) -> Row:
    digest = hashlib.sha256(text.encode()).hexdigest()
    place = {"set": "wmt13", "id": f"newstest2013.{line}", "system": "rbmt-1"}
    return {**place, "sha256": digest, "light": "l", "full": "f", "errors": ["article"]}


def test_the_overlay_is_joined_with_the_machine_output(corpora: Path) -> None:
    write(corpora / "corpora" / "overlay" / "dev.jsonl", [overlay(9, "Nine."), overlay(8, "Eight")])
    rows = [mt(9, "rbmt-1", "Nine."), mt(8, "rbmt-1", "Eight"), mt(8, "rbmt-3", "Other")]
    write(corpora / "wmt13.ru-en.jsonl.gz", rows)
    suite = suites.load("overlay-dev")
    assert texts(suite) == {"wmt13 rbmt-1 8-9": ["Eight", "Nine."]}
    assert suite.documents[0].segments[0].references == ("l", "f")


@pytest.mark.parametrize(
    ("text", "message"),
    [("Altered.", "its SHA-256 differs"), (None, "which the machine output does not have")],
)
def test_an_overlay_that_does_not_fit_is_an_error(
    corpora: Path, text: str | None, message: str
) -> None:
    write(corpora / "corpora" / "overlay" / "dev.jsonl", [overlay(9, "Nine.")])
    write(corpora / "wmt13.ru-en.jsonl.gz", [mt(9, "rbmt-1", text)] if text else [])
    with pytest.raises(DataError, match=message):
        suites.load("overlay-dev")


def test_wmt_old_takes_old_engines_on_development_lines(corpora: Path) -> None:
    for name in wmt.OLD_ENGINES:
        write(corpora / f"{name}.ru-en.jsonl.gz", [])
    rows = [
        mt(line, system, f"{system}{line}")
        for line in (99, 100, 999, 1000, 1099, 1100, 2000)
        for system in ("rbmt-1", "cu-zeman.2742")
    ]
    write(corpora / "wmt13.ru-en.jsonl.gz", rows)
    assert texts(suites.load("wmt-old")) == {
        "wmt13 rbmt-1 99-99": ["rbmt-199"],
        "wmt13 rbmt-1 1000-1000": ["rbmt-11000"],
        "wmt13 rbmt-1 1099-1099": ["rbmt-11099"],
    }


def test_wmt_new_takes_whole_development_documents(corpora: Path) -> None:
    write(corpora / "wmt22.ru-en.jsonl.gz", [])
    rows = [
        {
            **mt(line, "Online-A", f"{doc} {line}", doc=doc),
            "id": f"wmt21.{doc}.{line}",
            "reference2": "second",
        }
        for doc in map(str, range(20))
        for line in (2, 1)
    ]
    write(corpora / "wmt21.ru-en.jsonl.gz", rows)
    suite = suites.load("wmt-new")
    chosen = [doc for doc in map(str, range(20)) if wmt.is_dev_document(f"wmt21.{doc}")]
    assert 0 < len(chosen) < 20
    expected = {f"wmt21 Online-A {doc}": [f"{doc} 1", f"{doc} 2"] for doc in chosen}
    assert texts(suite) == expected
    assert suite.documents[0].segments[0].references == ("r", "second")


def test_mlqe_sentences_are_documents_of_their_own(corpora: Path) -> None:
    rows = [mt(1, "s", "One.", hter=0.0), mt(2, "s", "Two.", hter=0.25)]
    write(corpora / "mlqe-pe.ru-en.dev.jsonl", rows)
    groups = [document.group for document in suites.load("mlqe-dev").documents]
    assert groups == ["left as it was", "edited"]


def test_clean_control_passages_have_no_references(corpora: Path) -> None:
    path = corpora / "corpora" / "clean" / "control.jsonl"
    write(path, [{"id": "clean-001", "kind": "quotes", "text": "“Yes,” he said."}])
    suite = suites.load("clean")
    [(document, segment)] = suite.rows()
    assert (suite.kind, document.group, segment.references) == ("clean", "quotes", ())


def test_translated_blocks_carry_their_russian(corpora: Path) -> None:
    path = corpora / "parallel.ru-en.tsv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write("ru\ten\tset\tdirection\n")
        lines.write("Да.\tYes.\tnewstest2012\tru-en\nНет.\tNo.\tnewstest2012\tru-en\n")
        lines.write("Он.\tHe.\tnewstest2012\ten-ru\nОна.\tShe.\tntrex128\tru-en\n")
    (document,) = suites.load("clean-translated").documents
    assert (document.text, document.source) == ("Yes.\n\nNo.", "Да.\n\nНет.")


def test_clean_blocks_are_spread_and_keep_documents_apart() -> None:
    lines = ["a1", "a2", "", "b1", "b2", "b3", "b4", "", "c1", "c2", "c3", "c4"]
    found = [(d.id, d.text) for d in clean.sample_blocks("src", lines, blocks=2, size=3)]
    assert found == [("src.1", "a1 a2"), ("src.4", "b1"), ("src.7", "b4"), ("src.9", "c1 c2")]


def test_a_short_source_is_taken_once() -> None:
    found = [d.text for d in clean.sample_blocks("src", ["a", "b"], blocks=10, size=25)]
    assert found == ["a b"]


def test_groups_of_suites_are_resolved_once_each() -> None:
    assert suites.names(["clean", "quick"]) == ["clean", "seed-dev", "passages-dev"]
    assert not any(name.endswith("-test") for name in suites.names(["dev"]))


def test_an_unknown_suite_cannot_be_loaded() -> None:
    with pytest.raises(ConfigError, match="unknown suite 'dev'"):
        suites.load("dev")
