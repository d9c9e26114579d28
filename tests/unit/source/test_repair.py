"""Repair with the original at hand: what it mends, and that it never harms."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mtfix
from mtfix import Config
from mtfix.edits import apply
from mtfix.errors import SourceError, TextTypeError
from mtfix.repairer import Repairer

RULES = Config(model=None)
TEXT = 'The command won 35000 dollars. They met Lambom and Michael Khodorkovsky, "said the mayor.'
RUSSIAN = (
    "Команда выиграла 35 000 долларов. Они видели Ламба, Ламб был с Михаилом Ходорковским, "
    "сказал мэр."
)


def test_numbers_names_quotes_and_senses_come_from_the_source() -> None:
    result = mtfix.repair(
        "The command won $ 35000. He saw Lambom with Michael Khodorkovsky.",
        source="Команда выиграла 35 000 долларов. Ламба видели с Ламбом и Михаилом Ходорковским, "
        "Ламб ждал.",
        config=RULES,
    )
    assert str(result) == "The team won $35,000. He saw Lamb with Mikhail Khodorkovsky."
    assert {(edit.rule, edit.russian) for edit in result.edits} >= {
        ("sense.command", "команда"),
        ("source.name_ending", "Ламбом"),
        ("source.given_name", "Михаил"),
    }


def test_the_result_replays_and_is_a_fixed_point() -> None:
    repairer = Repairer(RULES)
    result = repairer.repair(TEXT, RUSSIAN)
    assert apply(TEXT, result.edits) == result.text != TEXT
    assert repairer.repair(result.text, RUSSIAN).text == result.text
    assert result.signature.endswith("source=yes")


@pytest.mark.parametrize(
    "source",
    [
        "",
        " \n\t",
        "This is not Russian at all, 131 km of it.",
        "Команда виграла 35 000 доларів. Її бачили з Михайлом і Ігорем.",
        "Das Team gewann.",
        "📈" * 100,
        "а" * 5000,
        "Да.",
        "\x00\ufffd",
        # Russian, but of something else, and of another length.
        "Курс рубля вырос на 7 процентов, заявил Силуанов в Сочи. " * 40,
    ],
)
def test_a_source_that_is_of_no_use_does_no_harm(source: str) -> None:
    assert mtfix.repair(TEXT, source=source, config=RULES).text == (
        mtfix.repair(TEXT, config=RULES).text
    )


def test_without_a_source_nothing_changes() -> None:
    repairer = Repairer(RULES)
    assert repairer.repair(TEXT) == repairer.repair(TEXT, None) == repairer.repair(TEXT, "")


def test_a_word_has_the_sense_of_its_own_segment() -> None:
    text = "The command won the cup.\n\nThe general gave the command."
    source = "Команда выиграла кубок.\n\nГенерал отдал приказ."
    result = mtfix.repair(text, source=source, config=RULES)
    assert str(result) == "The team won the cup.\n\nThe general gave the command."


def test_evidence_of_the_source_counts_as_the_document_s() -> None:
    text = "The composite lost again."
    assert str(mtfix.repair(text, config=RULES)) == text
    assert str(mtfix.repair(text, source="Сборная снова проиграла.", config=RULES)) == (
        "The national team lost again."
    )


def test_a_swapped_synonym_needs_its_original() -> None:
    text = "The union has no plans. It is said in NATO."
    swapped = "У альянса нет планов. Так говорят в НАТО."
    not_swapped = "У союза нет планов. Так говорят в НАТО."
    assert "The alliance has" in str(mtfix.repair(text, source=swapped, config=RULES))
    assert "The union has" in str(mtfix.repair(text, source=not_swapped, config=RULES))


def test_safe_mode_and_switches_hold_for_source_rules() -> None:
    text, source = "The command won.", "Команда победила."
    safe = Config(model=None, mode="safe")
    off = Config(model=None, disable=("sense",))
    assert str(mtfix.repair(text, source=source, config=safe)) == text
    assert str(mtfix.repair(text, source=source, config=off)) == text
    on = Config(model=None, mode="safe", enable=("sense.command",))
    assert str(mtfix.repair(text, source=source, config=on)) == "The team won."


def test_protected_terms_stay_whatever_the_source_says() -> None:
    config = Config(model=None, protect=("command",))
    assert str(mtfix.repair("The command won.", source="Команда победила.", config=config)) == (
        "The command won."
    )


def test_batches_pair_texts_and_sources() -> None:
    results = mtfix.repair_batch(
        ["The command won.", "The command won."],
        sources=["Команда победила.", None],
        config=RULES,
    )
    assert [str(result) for result in results] == ["The team won.", "The command won."]


@pytest.mark.parametrize("sources", [[], ["Да."], ["Да."] * 3, "Да.", b"x"])
def test_sources_must_be_as_many_as_texts(sources: list[str]) -> None:
    with pytest.raises(SourceError, match=r"source"):
        mtfix.repair_batch(["One.", "Two."], sources=sources, config=RULES)


def test_a_source_must_be_text() -> None:
    with pytest.raises(TextTypeError, match="decode it"):
        mtfix.repair("One.", source="Да.".encode(), config=RULES)  # type: ignore[arg-type]


def test_explain_names_the_russian_of_the_place() -> None:
    told = mtfix.explain("It cost 35000 $.", source="Это стоило 35 000 долларов.", config=RULES)
    assert "‹35000› → ‹35,000›  [source.number]" in told
    assert "(35 000)" in told


def test_without_a_source_nothing_of_it_is_imported() -> None:
    program = (
        "import sys, mtfix; mtfix.repair('It cost 2 500.', model=None); "
        "print([m for m in sys.modules if m.startswith(('mtfix.source', 'mtfix.rules.orig'))])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"
