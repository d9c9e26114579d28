"""The spaCy component in real pipelines: stored, projected, saved, and sent between processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import mtfix
from mtfix.errors import ConfigError, MissingExtra
from mtfix.integrations.spacy import RepairComponent, pipe_repaired

_TEXT = 'It cost 2 500 rubles. All is well. "We agree, "- he said.'
_REPAIRED = 'It cost 2,500 rubles. All is well. "We agree," he said.'
_RULES = mtfix.Config(model=None)


@pytest.fixture
def nlp() -> Language:
    """Sentences and the repair, by the rules alone."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("mtfix", config={"model": None})
    return pipeline


def test_the_factory_is_found_by_its_entry_point() -> None:
    """In a fresh process, where nothing of mtfix is imported."""
    code = (
        "import sys, spacy; assert 'mtfix' not in sys.modules; nlp = spacy.blank('en'); "
        "nlp.add_pipe('mtfix', config={'model': None}); "
        "print(nlp('It cost 2 500 rubles.')._.repaired)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "It cost 2,500 rubles.\n"


def test_the_repair_lies_beside_the_document(nlp: Language) -> None:
    doc = nlp(_TEXT)
    assert doc.text == _TEXT
    assert doc._.mtfix == mtfix.repair(_TEXT, config=_RULES)
    assert doc._.repaired == _REPAIRED


def test_sentences_have_their_part_of_the_repair(nlp: Language) -> None:
    doc = nlp("All is well. It cost 2 500 rubles. All is well.")
    assert [sentence._.repaired for sentence in doc.sents] == [
        "All is well.",
        "It cost 2,500 rubles.",
        "All is well.",
    ]
    assert [sentence._.original for sentence in doc.sents] == [s.text for s in doc.sents]


def test_an_edit_across_a_border_is_shown_once(nlp: Language) -> None:
    doc = nlp(_TEXT)
    tokens = [doc[index : index + 1] for index in range(len(doc))]
    whole = "".join(f"{token._.repaired}{token[0].whitespace_}" for token in tokens)
    assert whole.replace(" ", "") == _REPAIRED.replace(" ", "")


def test_without_a_repair_there_is_nothing() -> None:
    doc = spacy.blank("en")(_TEXT)
    assert (doc._.mtfix, doc._.repaired) == (None, None)
    assert (doc[:2]._.repaired, doc[:2]._.original) == (None, None)


def test_pipe_equals_single(nlp: Language) -> None:
    texts = [_TEXT, "", "All is well.", _TEXT]
    singly = [nlp(text)._.mtfix for text in texts]
    assert [doc._.mtfix for doc in nlp.pipe(texts, batch_size=3)] == singly


def test_a_stream_is_not_read_ahead_of_its_batch() -> None:
    taken: list[int] = []

    def stream() -> Iterator[Doc]:
        blank = spacy.blank("en")
        for number in range(6):
            taken.append(number)
            yield blank("All is well.")

    next(RepairComponent(_RULES).pipe(stream(), batch_size=2))
    assert taken == [0, 1]


_IN_PROCESSES = """
import mtfix, spacy, sys
from mtfix.integrations.spacy import pipe_repaired
nlp = spacy.blank("en")
nlp.add_pipe("mtfix", config={"model": None})
for doc in nlp.pipe([sys.argv[1]] * 3, n_process=2, batch_size=1):
    print("stored", bool(doc._.mtfix.edits), doc._.repaired)
texts = [f"It cost {number} 500 rubles." for number in range(1, 6)]
rules = mtfix.Config(model=None)
for doc in pipe_repaired(spacy.blank("en"), texts, config=rules, batch_size=2, n_process=2):
    print("first", doc.text)
"""


def test_processes_send_repairs_home_and_keep_the_order() -> None:
    """In a program of its own: forking this one, with all that tests have loaded, can hang."""
    command = [sys.executable, "-c", _IN_PROCESSES, _TEXT]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    expected = [f"stored True {_REPAIRED}"] * 3
    expected += [f"first It cost {number},500 rubles." for number in range(1, 6)]
    assert done.stdout.splitlines() == expected


def test_documents_can_be_saved(nlp: Language) -> None:
    saved = DocBin(docs=[nlp(_TEXT)], store_user_data=True).to_bytes()
    (doc,) = DocBin().from_bytes(saved).get_docs(spacy.blank("en").vocab)
    assert doc._.mtfix == nlp(_TEXT)._.mtfix


def test_a_saved_pipeline_keeps_its_settings(tmp_path: Path) -> None:
    settings = {
        "model": None,
        "mode": "safe",
        "disable": ["numeral"],
        "glossary": {"Tramp": "Trump", "north stream.2": "Nord Stream"},
        "protect": ["Mir"],
    }
    pipeline = spacy.blank("en")
    pipeline.add_pipe("mtfix", config=settings)
    pipeline.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.get_pipe("mtfix") == pipeline.get_pipe("mtfix")
    assert loaded("Tramp owes 2 500 rubles.")._.repaired == "Trump owes 2 500 rubles."


def test_a_wrong_setting_is_refused_when_the_pipe_is_added() -> None:
    with pytest.raises(ConfigError, match="map both"):
        spacy.blank("en").add_pipe("mtfix", config={"glossary": {"a": "b", "b": "c"}})
    with pytest.raises(ValueError, match="'wild' is not"):  # spaCy looks at types itself
        spacy.blank("en").add_pipe("mtfix", config={"mode": "wild"})


def test_repaired_text_can_go_first() -> None:
    """The pipeline reads the repaired text; spans lead back to the original."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    text = "It cost 2 500 rubles. He said: “We agree, ”- and left on the 22-th."
    (doc,) = pipe_repaired(pipeline, [text], config=_RULES)
    first, last = doc.sents
    assert doc.text == doc._.repaired == str(mtfix.repair(text, config=_RULES))
    assert doc._.mtfix.original == text
    assert (first._.repaired, first._.original) == (first.text, "It cost 2 500 rubles.")
    assert (last._.repaired, last._.original) == (last.text, text[len("It cost 2 500 rubles. ") :])
    assert doc[2:3].text == "2,500"
    assert doc[2:3]._.original == "2 500"


def test_what_went_first_is_not_repaired_again(nlp: Language) -> None:
    (doc,) = pipe_repaired(nlp, [_TEXT], config=_RULES)
    assert doc._.mtfix.original == _TEXT


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy.language", None)
    monkeypatch.delitem(sys.modules, "mtfix.integrations.spacy")
    with pytest.raises(MissingExtra, match=r"pip install 'mtfix\[spacy\]'"):
        __import__("mtfix.integrations.spacy")
