"""The lexicon's schema and pattern language."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtfix.document import Document
from mtfix.errors import LexiconError
from mtfix.rules.engine import RuleLayer
from mtfix.rules.lexicon import LexiconMatcher, load_file, load_lexicon
from mtfix.rules.rule import Safety

_GOOD = """
[[rule]]
id = "test.one"
russian = "при этом"
match = {match}
becomes = "{becomes}"
{more}
[[rule.fires]]
before = "a"
after = "b"
[[rule.silent]]
text = "c"
"""


def _file(tmp_path: Path, match: str, becomes: str, more: str = "") -> Path:
    path = tmp_path / "test.toml"
    path.write_text(_GOOD.format(match=match, becomes=becomes, more=more), encoding="utf-8")
    return path


def _repair(path: Path, text: str) -> str:
    layer = RuleLayer([LexiconMatcher(load_file(path))])
    return layer.run(Document.parse(text)).document.text


@pytest.mark.parametrize(
    ("match", "becomes", "text", "expected"),
    [
        ('["with all of this"]', "at the same time", "With  all\nof this, no.", None),
        (
            '["(big|large|) union"]',
            "alliance",
            "A union, a big union.",
            "An alliance, an alliance.",
        ),
        ('["union"]', "alliance", "The union's chief.", "The alliance's chief."),
        ('["union"]', "alliance", "Unions and a reunion.", "Unions and a reunion."),
        ('["{num} bln rub."]', "{num} billion rubles", "Paid 4.2 bln rub.", None),
        (
            '["{the} minister {name} speaks"]',
            "{name} says",
            "The minister Ivan Petrov speaks.",
            None,
        ),
        ('["{num}-states"]', "{num} states", "It has 12-states now.", "It has 12 states now."),
        ('["let us recall ,"]', "", "Let us recall, the law passed.", "The law passed."),
        ('["so to say"]', "", "It is, so to say, new.", "It is new."),
        ('["in kremlin"]', "in the Kremlin", "IN KREMLIN NOW", "IN THE KREMLIN NOW"),
        ('["the bloc"]', "the alliance", "Near the bloc.", "Near the alliance."),
    ],
)
def test_patterns(
    tmp_path: Path, match: str, becomes: str, text: str, expected: str | None
) -> None:
    known = {
        "With  all\nof this, no.": "At the same time, no.",
        "Paid 4.2 bln rub.": "Paid 4.2 billion rubles.",
        "The minister Ivan Petrov speaks.": "Ivan Petrov says.",
    }
    assert _repair(_file(tmp_path, match, becomes), text) == (expected or known[text])


@pytest.mark.parametrize(
    ("when", "fires", "silent"),
    [
        ('when = { after = ["the", "<start>"] }', "Union left.", "A union left."),
        ('when = { not_before = ["\'s", "jack"] }', "A union left.", "A union's jack."),
        ('when = { before = ["<num>", "<end>"] }', "He left the union.", "He left the union then."),
        ('when = { position = "sentence_start" }', "Union now.", "The union now."),
        ('when = { document_has = ["NATO"] }', "A union of NATO.", "A union of nato."),
        ('when = { document_lacks = ["EU"] }', "A union.", "A union of the EU."),
        ('when = { case = "exact" }', "A union.", "A Union."),
        ('safety = "evidence"', "The alliance is a union.", "It is a union."),
    ],
)
def test_conditions(tmp_path: Path, when: str, fires: str, silent: str) -> None:
    path = _file(tmp_path, '["union"]', "alliance", when)
    assert "nion" not in _repair(path, fires)
    assert _repair(path, silent) == silent


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (("russian =", "#"), "requires the key 'russian'"),
        (("match = [", "mach = ["), "unknown keys"),
        (('id = "test.one"', 'id = "other.one"'), "must start with the file's theme"),
        (('id = "test.one"', 'id = "Test"'), "'id' must be"),
        (("[[rule.silent]]", "[[rule.fires]]"), "an example has the keys"),
        (('becomes = "b"', 'when = { near = ["x"] }\nbecomes = "b"'), "unknown conditions"),
        (('becomes = "b"', 'safety = "sure"\nbecomes = "b"'), "'safety' must be"),
        (('becomes = "b"', ""), "'becomes' is missing"),
        (("[[rule]]", "[[rule"), "cannot be read as TOML"),
    ],
)
def test_schema_errors_name_the_rule_or_file(
    tmp_path: Path, edit: tuple[str, str], complaint: str
) -> None:
    path = _file(tmp_path, '["a"]', "b")
    path.write_text(path.read_text(encoding="utf-8").replace(*edit, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=complaint) as caught:
        load_file(path)
    assert "test.toml" in str(caught.value)


@pytest.mark.parametrize("pattern", ["(a|b", "{nun} cases", "{num}", ", .", "((a|b)|c)"])
def test_bad_patterns_are_refused(tmp_path: Path, pattern: str) -> None:
    path = _file(tmp_path, f'["{pattern}"]', "b")
    with pytest.raises(LexiconError, match=r"test\.one"):
        LexiconMatcher(load_file(path))


def test_becomes_must_use_what_match_captures(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="does not capture"):
        LexiconMatcher(load_file(_file(tmp_path, '["{num} cases"]', "{name}")))


def test_a_slash_ties_a_word_to_its_neighbor(tmp_path: Path) -> None:
    path = _file(tmp_path, '["mia"]', "the ministry")
    assert _repair(path, "POW/MIA affairs of MIA.") == "POW/MIA affairs of the ministry."


def test_a_capital_behind_a_quotation_mark_stays(tmp_path: Path) -> None:
    path = _file(tmp_path, '["the fleet"]', "the navy")
    assert _repair(path, 'He said, "The fleet is big."') == 'He said, "The navy is big."'


@pytest.mark.parametrize("safeties", [("safe", "evidence"), ("source",)])
def test_reading_some_safeties_leaves_out_just_the_others(safeties: tuple[Safety, ...]) -> None:
    wanted = [entry.id for entry in load_lexicon(examples=False) if entry.safety in safeties]
    assert [entry.id for entry in load_lexicon(examples=False, safeties=safeties)] == wanted
