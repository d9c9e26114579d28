"""The sign "b" with which Kommersant names itself.

What it does:
    Writes out ``Kommersant`` for the sign, and turns the phrases around it into English.
The Russian behind it:
    Kommersant refers to itself as “Ъ” (the hard sign): источник “Ъ”, сказал “Ъ”, собеседники “Ъ”.
    Engines spell the letter ``b`` and take it for a word like any other.
Example:
    according to the source "b" of NATO  →  according to Kommersant's source in NATO
Safety:
    Evidence. ``"b"`` must stand where a person or a paper can stand: beside a source, a verb of
    telling or asking, or twice in the document. After words such as *letter*, *class* or *section*
    nothing changes.
Known problems:
    The word order of a clause around the sign (``said "b" the minister``) is left to the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rewrite import capitalize
from mtfix.rules.rule import Fires, Silent

_B = r"[\"“”](?:b|Ъ|ъ)(?P<stop>[.,]?)[\"“”]"
_KIND = (
    r"letters?|class|classes|grade|grades|group|groups|type|types|vitamin|vitamins|point|points|"
    r"section|sections|paragraph|paragraphs|item|items|plan|plans|option|options|part|parts|"
    r"category|hepatitis|appendix|annex|schedule|level|side|team|note|flat|answer|exhibit|"
    r"variable|variables|column|line|list|rating"
)
_SOURCE = r"sources?|interlocutors?|correspondents?|reporters?|observers?|informants?"
_TELL = r"said|told|tell|tells|says|explained|confirmed|reported|stated|admitted|assured|informed"
_TOLD = {"said": "told", "says": "tells"}
_TOLD_TO = re.compile(rf"\b(?:{_TELL}|{_SOURCE}|question|with|knows) $")
_LABEL = re.compile(rf"(?:{_KIND}) ")

# Each pattern begins with a literal word, so that a search is cheap; ``stop`` is the full stop or
# comma inside the marks, which stays behind the name.
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b(?P<lead>[Tt]he )(?P<source>{_SOURCE}) {_B}(?: of (?=[A-Z]))?"), "source"),
    (re.compile(rf"\b(?P<lead>[Tt]he )(?P<source>{_SOURCE}) of {_B}"), "source"),
    (re.compile(rf"\b(?P<lead>[Aa]nother |[Oo]ne )(?P<source>{_SOURCE}) (?:of )?{_B}"), "one"),
    (re.compile(rf"\banswering (?:the|a) questions? (?:of )?{_B}"), "question"),
    (re.compile(rf"\b(?P<verb>said|says) (?:to )?(?:the )?{_B}"), "told"),
    (re.compile(rf"\b(?P<verb>confirmed|explained|admitted) (?:to )?(?:the )?{_B}"), "to"),
    (re.compile(rf"\b[Aa]s it became known (?:to )?{_B}"), "learned"),
    (re.compile(rf"\b(?:[Hh]ow|[Aa]s) to know {_B}"), "learned"),
    (re.compile(rf"\binterviewed (?:by )?{_B}(?P<who> [a-z]+s)\b"), "interviewed"),
)  # fmt: skip
_ALONE = re.compile(rf"(?<![\w\"])(?P<before>(?:[\w-]+ )?){_B}(?!\w)")


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if not any(sign in text for sign in ('"b', "“b", '"Ъ', "“Ъ", "”b")):
        return
    for pattern, shape in _PATTERNS:
        for match in pattern.finditer(text):
            yield Change(match.start(), match.end(), _written(match, shape, document))
    hits = [m for m in _ALONE.finditer(text) if not _is_label(text, m)]
    certain = "Ъ" in text or len(hits) > 1 or document.evidence.has("Kommersant")
    for match in hits:
        start = match.end("before")
        if certain or _TOLD_TO.search(text, max(0, start - 24), start):
            lead = text[start - 4 : start].lower()
            start -= 4 if lead == "the " else 0
            yield Change(start, match.end(), f"Kommersant{match['stop']}")


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether the sign names a thing: ``letter "b"``, ``"a" and "b"``."""
    before = match["before"].lower()
    if before in ("and ", "or "):
        return text[max(0, match.start() - 2) : match.start()].rstrip().endswith(('"', "”"))
    return bool(_LABEL.fullmatch(before))


def _written(match: re.Match[str], shape: str, document: Document) -> str:
    stop = match["stop"]
    at_start = document.at_segment_start(match.start())
    if shape == "source":
        tail = " in " if match.group().endswith(" of ") else ""
        return f"Kommersant's {match['source']}{stop}{tail}"
    if shape == "one":
        return f"{match['lead']}Kommersant {match['source']}{stop}"
    if shape == "question":
        return f"answering a question from Kommersant{stop}"
    if shape == "told":
        return f"{_TOLD[match['verb']]} Kommersant{stop}"
    if shape == "to":
        return f"{match['verb']} to Kommersant{stop}"
    if shape == "learned":
        learned = f"as Kommersant has learned{stop or ','}"
        return capitalize(learned) if at_start else learned
    return f"{match['who'].strip()} interviewed by Kommersant{stop}"


RULES = (
    ProceduralRule(
        id="press.outlet_sign",
        description='"b" → Kommersant, with the phrases around it',
        reason="The newspaper Kommersant signs itself with the letter Ъ.",
        russian="“Ъ”",
        safety="evidence",
        changes=_changes,
        fires=(
            Fires(
                'But according to the source "b" of NATO, the chances are small.',
                "But according to Kommersant's source in NATO, the chances are small.",
            ),
            Fires(
                'He said so, answering the question "b".',
                "He said so, answering a question from Kommersant.",
            ),
            Fires('Sources confirmed the "b" this.', "Sources confirmed to Kommersant this."),
            Fires('"We left," he said "b."', '"We left," he told Kommersant.'),
            Fires('Another source "b" shows doubt.', "Another Kommersant source shows doubt."),
            Fires(
                'In a conversation with "b" he agreed. "B" is a letter, and "b" wrote about it.',
                "In a conversation with Kommersant he agreed. "
                '"B" is a letter, and Kommersant wrote about it.',
            ),
            Fires(
                'How to know "b" the talks failed.',
                "As Kommersant has learned, the talks failed.",
            ),
        ),
        silent=(
            Silent('The word begins with the letter "b" and ends with the letter "d".'),
            Silent('Students in group "b" did better than those in group "a".'),
            Silent('Paragraph 4, point "b", applies; see also section "b" of the annex.'),
        ),
    ),
)
