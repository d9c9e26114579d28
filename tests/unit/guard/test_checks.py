"""Cases of single checks that need edits of their own making."""

from __future__ import annotations

import pytest

from mtfix.document import Document
from mtfix.edits import Edit
from mtfix.guard import Guard
from mtfix.guard.change import Change, Source
from mtfix.guard.checks.check import Check, Refusal
from mtfix.guard.checks.names import Names
from mtfix.guard.checks.negation import Negation, cues
from mtfix.guard.checks.numbers import Numbers
from mtfix.guard.checks.protected import Protected
from mtfix.guard.checks.quotes import Quotes
from mtfix.guard.checks.repetition import Repetition
from mtfix.guard.checks.script import Script


def refuse(check: Check, segment: str, *spans: tuple[int, int, str], **more: str) -> Refusal | None:
    """The refusal of ``check`` to edits given by ``(start, end, after)``."""
    source = Source(segment, Document.parse(more.get("document", segment)))
    sites = [
        source.site(Edit(start, end, segment[start:end], after, "model", "model.x"))
        for start, end, after in spans
    ]
    return check.refuse(Change(source, sites))


def swap(check: Check, segment: str, before: str, after: str, **more: str) -> Refusal | None:
    start = segment.index(before)
    return refuse(check, segment, (start, start + len(before), after), **more)


@pytest.mark.parametrize(
    ("start", "end", "after", "refused"),
    [
        (4, 4, "new", True),  # "The newmen left."
        (4, 4, "new ", False),
        (7, 7, "ly", True),
        (7, 7, " too", False),
        (3, 4, "", True),  # "Themen left."
        (4, 7, "women", False),
        (3, 4, " two ", False),
        (3, 4, "two ", True),
        (3, 4, " two", True),
        (4, 6, "wom", False),  # part of a word by another part
        (7, 8, "x ", True),
        (7, 8, " x", True),
        (7, 8, "x", True),
        (7, 8, ", ", False),
        (12, 12, "x", True),
    ],
)
def test_glued_words(start: int, end: int, after: str, refused: bool) -> None:
    refusal = refuse(Script(), "The men left.", (start, end, after))
    assert (refusal is not None) is refused


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        ("can not", "cannot", False),
        ("of the", "ofthe", True),
        ("here of", "hereof", False),
        ("met of", "metof", True),
        ("and men", "andmen", True),
        ("men and", "menand", False),
        ("web site", "website", False),
        ("web site", "webSite", True),
        ("met a McDonald", "saw a McDonald", False),
        ("met a friend", "met a McDonald", True),
    ],
)
def test_glued_in_the_edit(before: str, after: str, refused: bool) -> None:
    assert (swap(Script(), f"We {before} now.", before, after) is not None) is refused


def test_a_capital_within_a_word_may_come_from_the_document() -> None:
    text = "We met a friend. McDonald is his name."
    assert swap(Script(), "We met a friend.", "friend", "McDonald", document=text) is None


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        ("naïve", False),
        ("Łódź", False),
        ("№", False),
        ("ж", True),
        ("αβγ", True),
        ("中", True),
        ("\u200b", True),
        ("\ufeff", True),
        ("\x00", True),
        ("\ufffd", True),
        ("\u2028", True),
        ("a\nb", True),
        ("n.º", False),
    ],
)
def test_characters(after: str, refused: bool) -> None:
    assert (swap(Script(), "He has it.", "it", after) is not None) is refused


def test_characters_of_the_segment_are_not_new() -> None:
    assert swap(Script(), "Слово or it.", "it", "слово") is None
    assert swap(Script(), "Слово or it.", "it", "жук") is not None


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        (" it", "  it", True),
        ("it.", "it .", True),
        ("it.", "it...", False),
        ("it.", "it ...", False),
        ("it.", "it ,", True),
        ("it.", "it,", False),
        ("it.", "(it).", False),
        ("it.", "( it).", True),
        ("it.", "(it ).", True),
        ("has it", "has,it", True),
        ("has it", "has(it)", True),
        ("it.", "it. ", True),
        ("He", " He", True),
        ("it.", "it .5", False),
        ("it", "1,5", False),
    ],
)
def test_spacing(before: str, after: str, refused: bool) -> None:
    refusal = swap(Script(), "He has it.", before, after)
    assert (refusal is not None) is refused
    if refusal:
        assert not refusal.final


def test_old_spacing_is_not_new() -> None:
    assert swap(Script(), "He  has it .", "has", "had") is None
    assert swap(Script(), " He  has it . ", " He  has", " He  had") is None
    assert swap(Script(), "He  has it .", "has it", "has  it") is not None


def test_spaces_of_two_edits_are_seen_together() -> None:
    segment = "He has it now."
    assert refuse(Script(), segment, (2, 3, "  "), (6, 7, " the ")) is not None
    assert refuse(Script(), segment, (6, 7, " "), (7, 7, " ")) is not None
    assert refuse(Script(), segment, (6, 7, ""), (7, 7, " ")) is None


def test_units_are_exchanged_for_good_and_lost_for_now() -> None:
    assert swap(Numbers(), "It is $5 now.", "$5", "€5") == Refusal("turns usd into eur")
    assert swap(Numbers(), "It is $5 now.", "$", "") == Refusal("loses usd", final=False)
    assert swap(Numbers(), "It is 5 now.", "5", "$5") == Refusal("brings in usd", final=False)
    assert swap(Numbers(), "It is 5 now.", "5", "6") == Refusal("turns 5 into 6")
    assert swap(Numbers(), "It is 5 now.", "5 ", "") == Refusal("loses 5", final=False)
    assert swap(Numbers(), "It is now.", "is", "is 5") == Refusal("brings in 5", final=False)


@pytest.mark.parametrize(
    ("segment", "start", "end", "after"),
    [
        ("He has 40.2 billion here.", 11, 11, " of"),
        ("He has minus 5 here.", 7, 13, ""),
        ("He has minus 5 here.", 12, 12, " that"),
        ("He has hundred and five here.", 18, 18, " men or"),
        ("On May 5 it was.", 6, 8, ""),
        ("He has seventeen here.", 16, 16, " million"),
    ],
)
def test_what_stands_next_to_an_edit_counts(segment: str, start: int, end: int, after: str) -> None:
    assert refuse(Numbers(), segment, (start, end, after)) is not None


def test_numbers_far_from_the_edit_do_not_matter() -> None:
    segment = "The men of the old town who left had 5 and 7 and 9 with them for the long way back."
    assert swap(Numbers(), segment, "old", "new") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("not", 1),
        ("cannot", 1),
        ("can't", 1),
        ("ca n't", 1),
        ("can’t", 1),
        ("knot, note, now, nose", 0),
        ("No. 5 and no 7", 0),
        ("no men", 1),
        ("no one", 1),
        ("neither A nor B", 1),
        ("Nor did he", 1),
        ("not A nor B", 1),
        ("without doubt, no doubt", 1),
        ("nothing but it", 0),
        ("whether or not", 0),
        ("not only A but B", 0),
        ("not just A, B too", 0),
        ("not only A", 1),
        ("never say never", 2),
    ],
)
def test_cues(text: str, count: int) -> None:
    assert cues(text).total() == count


def test_forms_of_not_are_one_cue() -> None:
    assert cues("cannot, can't, ca n't, NOT") == {"not": 4}


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        ("He does not lack it", "He lacks it", True),
        ("He does not have it", "He lacks it", False),
        ("He lacks it", "He does not have it", False),
        ("He has it", "He does not have it", True),
        ("It is unlikely", "It is not likely", False),
        ("It is not likely", "It is unlikely", False),
        ("It is likely", "It is unlikely", True),
        ("It is helpless", "It is help", True),
        ("It is careful", "It is careless", True),
        ("It is not likely", "It is not unlikely", True),
        ("He cannot do it", "He can not do it", False),
        ("He cannot do it", "He can do it", True),
        ("It is dangerous", "It is harmless", False),
        ("It is under it", "It is der it", False),
        ("He did not see nobody", "He saw nobody", False),
        ("Nobody has not come", "Nobody has come", False),
        ("He does not know, and nobody came here", "He does not know, and men came here", True),
        ("He is not here until noon", "He is here until noon", True),
        ("Wait until he is not here", "Wait until he is here", False),
        ("He never does not do it", "He does it", True),
    ],
)
def test_polarity(before: str, after: str, refused: bool) -> None:
    refusal = refuse(Negation(), before, (0, len(before), after))
    assert (refusal is not None) is refused


def test_lost_negation_may_come_back_elsewhere() -> None:
    guard = Guard()
    segment = "They think that not he came."
    cut = Edit(16, 20, "not ", "", "model", "model.delete")
    paste = Edit(5, 5, "", "do not ", "model", "model.insert")
    document = Document.parse(segment)
    assert guard.review(segment, [paste, cut], document) == ((paste, cut), ())
    assert [r.check for r in guard.review(segment, [cut], document)[1]] == ["negation"]


@pytest.mark.parametrize(
    ("segment", "before", "after", "refused"),
    [
        ("He met Putin there.", "He met Putin", "He met him", True),
        ("Putin met Putin's men.", "Putin's", "his", False),
        ("Putin came, and so we saw the man Putin.", "the man Putin", "him", False),
        ("Putin came, and so we all saw Putin.", " Putin.", ".", True),
        ("Putin Putin came here.", "Putin Putin", "Putin", False),
        ("Ivanov left it.", "Ivanov", "Petrov", True),
        ("Dismissed was it.", "Dismissed", "Rejected", False),
        ("He met the EU there.", "the EU", "the European Union", False),
        ("He met the European Union there.", "European Union", "EU", False),
        ("He met the European Union there.", "European ", "", True),
        ("He met the president there.", "president", "President", False),
        ("He met the President there.", "President", "president", False),
        ("He met the European Union Council there.", "European Union Council", "EU", True),
        ("He met the EU Council there.", "EU Council", "European Union", True),
        ("He met the Russian Federation there.", "Russian Federation", "Federation", True),
        ("He met the U.S. there.", "U.S.", "United States", False),
        ("He met the U.S. there.", "the U.S.", "America and Moscow", True),
        ("He came in May there.", "in May", "then", False),
        ("He came then there.", "then", "in May", False),
        ("The men came there.", "The", "All", False),
        ("He met Germany there.", "Germany", "the German people", False),
        ("He met them in May there.", "them in May", "Lavrov", True),
        ("He met Lavrov there.", "Lavrov", "them in May", True),
    ],
)
def test_names(segment: str, before: str, after: str, refused: bool) -> None:
    assert (swap(Names(), segment, before, after) is not None) is refused


def test_words_are_not_cut_by_the_place_of_an_edit() -> None:
    source = Source("Don’t go, U.S. men.", Document.parse("x"))
    for start, end, after, before, result in [
        (3, 4, "'", "Don’t", "Don't"),
        (5, 5, "s", "Don’t", "Don’ts"),
        (6, 8, "stay", "go", "stay"),
        (9, 10, " the ", "", ""),
        (11, 12, "", "U.S.", "US."),
        (14, 15, "", "U.S. men.", "U.S.men."),
        (18, 19, "!", "men.", "men!"),
        (0, 0, "We ", "", "We "),
    ]:
        text = source.text[start:end]
        site = source.site(Edit(start, end, text, after, "model", "model.x"))
        assert site.before.strip(" ") == before
        assert site.after.strip(" ") == result.strip(" ") or not before
        assert source.text[site.start : site.end] == site.before


def test_names_of_the_document() -> None:
    segment = "The minister left."
    for document in ("The minister left. Lavrov is ill.", "The minister left, Lavrovs say."):
        assert swap(Names(), segment, "minister", "minister Lavrov", document=document) is None
    assert swap(Names(), segment, "minister", "minister Lavrov") == Refusal(
        "brings in the name Lavrov", final=False
    )


def test_a_word_that_opens_a_sentence_is_a_name_if_the_document_says_so() -> None:
    segment = "Mosul is large."
    assert swap(Names(), segment, "Mosul", "Basra") is None
    text = "Mosul is large. He left Mosul. He left Basra. Basra is larger."
    assert swap(Names(), segment, "Mosul", "Basra", document=text) == Refusal(
        "turns Mosul into Basra"
    )
    assert swap(Names(), segment, "Mosul", "Basra", document=text + " mosul") is None


@pytest.mark.parametrize(
    ("segment", "before", "after", "refused"),
    [
        ("He (left) it.", "(left)", "[left]", False),
        ('He "" (left) it.', "(left)", "left", False),
        ("He (left) it.", "(left)", "(left) []", False),
        ("He (left) it.", "(left)", "()", True),
        ("He (left) it.", ")", "]", True),
        ("He (left) it.", "(left)", ")left(", True),
        ("He ((left) it.", "((", "(", False),
        ("He left it.", "left", "«left»", True),
        ("He «left» it.", "«left»", '"left"', False),
        ('He "left" it.', '"left"', "()", True),
        ('He "left it.', '"left', "left", True),
        ('He "left" it.', '"left" it', 'left "it"', False),
        ("He left, — he said.", ", —", ',"', False),
        ('He left" — he said.', '" —', ",", False),
        ("He left he said.", "left", 'left,"', True),
        ("He left - it.", "left - it", 'left - "it', True),
    ],
)
def test_quotes(segment: str, before: str, after: str, refused: bool) -> None:
    document = f'{segment} "'
    assert (swap(Quotes(), segment, before, after, document=document) is not None) is refused


def test_a_quotation_over_several_sentences_keeps_its_marks() -> None:
    text = 'He said: "We go. They come."'
    refusal = swap(Quotes(), 'He said: "We go.', '"We', "We", document=text)
    assert refusal is not None
    assert swap(Quotes(), 'He said: "We go.', '"We', "We", document=text[:-1]) is None
    assert swap(Quotes(), 'He said: "We go.', '"We', "We", document="Other.") is None


@pytest.mark.parametrize(
    ("segment", "before", "after", "refused"),
    [
        ("He had it.", "had", "had had", False),
        ("He has it.", "has", "has has", True),
        ("He has has it.", "it", "them", False),
        ("He has has it.", "it", "it it", True),
        ("He has it in here.", "in", "in here in", True),
        ("He is in the town.", "town", "town in the town", False),
        ("He is in a new town.", "town", "town of a new town", True),
        ("A new town of a new town fell.", "fell", "stood", False),
        ("It is 5 now.", "5", "5 5", False),
        ("He saw the then the men.", " then", "", True),
    ],
)
def test_repetition(segment: str, before: str, after: str, refused: bool) -> None:
    assert (swap(Repetition(), segment, before, after) is not None) is refused


@pytest.mark.parametrize(
    ("start", "end", "after", "refused"),
    [
        (4, 4, "the ", False),
        (19, 19, " now", False),
        (5, 5, "x", True),
        (18, 18, "x", True),
        (3, 5, " x", True),
        (18, 20, "x ", True),
        (0, 20, "x", True),
        (20, 24, "then", False),
    ],
)
def test_borders_of_protected_text(start: int, end: int, after: str, refused: bool) -> None:
    segment = "See www.example.com now."
    assert segment[4:19] == "www.example.com"
    assert (refuse(Protected(), segment, (start, end, after)) is not None) is refused


def test_every_occurrence_is_protected() -> None:
    segment = "Use `x` and `x` here."
    assert refuse(Protected(), segment, (13, 14, "y")) == Refusal(
        "touches the protected text '`x`'"
    )
