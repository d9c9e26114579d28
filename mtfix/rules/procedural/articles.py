"""Articles that are certain: names that never go without *the*, and a/an before a sound.

What it does:
    Supplies *the* before names such as *Kremlin* or *United States*, and the right one of a/an.
The Russian behind it:
    Russian has no articles; engines drop them most often at the start of a sentence.
Example:
    West abandoned the idea in talks with Kremlin.
    →  The West abandoned the idea in talks with the Kremlin.
Safety:
    Safe. Only where the name is the whole noun phrase: a verb, a function word or punctuation must
    follow. Headlines, which drop articles on purpose, are left alone.
Known problems:
    Names before a noun (Kremlin officials, U.S. troops) need no article and get none, even where
    the noun does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document, Segment
from mtfix.rules.english import indefinite_article
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_VERBS = (
    "is|was|has|had|will|would|can|could|may|might|must|should|does|did|cannot|wants|wanted|hopes|"
    "hoped|intends|intended|plans|planned|believes|believed|says|said|considers|considered|"
    "refused|refuses|rejected|rejects|abandoned|doubted|doubts|decided|decides|supports|supported|"
    "promised|promises|denies|denied|demands|demanded|needs|needed|expects|expected|continues|"
    "continued|became|becomes|remains|remained|began|begins|wants|understands|knows|does not"
)
_FUNCTION = (
    "but|that|which|who|when|where|while|because|since|after|before|by|to|from|for|with|"
    "without|against|on|at|as|than|if|were|are|have|about|over|under|during|until|through"
)
# Names that take *the* when they stand alone. "States" alone or "Union" alone would be too wide.
_NAMES = (
    "Kremlin|State Duma|Federation Council|White House|United States|United Kingdom|Soviet Union|"
    "Russian Federation|European Union|European Commission|Middle East|Far East|North Caucasus|"
    "Baltic States|Baltics|Constitutional Court|Central Bank|Pentagon|Security Council|"
    "International Olympic Committee|Foreign Ministry|Defense Ministry|Finance Ministry|"
    "Interior Ministry|Justice Ministry|Investigative Committee|USSR|U\\.S\\.S\\.R\\."
)
_SHORT_NAMES = "West|U\\.S\\.|UN|U\\.N\\.|USA|EU|UK"
_PREPOSITIONS = "in|of|by|to|from|with|at|for|against|between|on|into|through|across|within"

_START = re.compile(
    rf"(?P<name>{_NAMES}|{_SHORT_NAMES})"
    rf"(?= (?:[a-z]+ly )?(?:{_VERBS}|quite|already|also|never)\b)"
)
_MIDDLE = re.compile(
    rf"\b(?:{_PREPOSITIONS}) (?P<name>{_NAMES}|USA|UK)"
    rf"(?=[.,;:!?)\"”]|$|\n| (?:{_FUNCTION}|{_VERBS})\b)"
)
_ARTICLE = re.compile(r"(?<![\w.'’-])(?P<article>[Aa]n?)(?= (?P<word>[A-Za-z][\w'’-]{1,40}))")
_SILENT_OR_VOWEL = re.compile(r"[aeiouh]", re.IGNORECASE)


def _definite(document: Document) -> Iterator[Change]:
    text = document.text
    for segment in document.segments:
        lead = len(segment.text) - len(segment.text.lstrip("\"“'‘(—– "))
        match = _START.match(text, segment.start + lead)
        if match and _is_sentence(segment):
            yield Change(match.start(), match.start(), "The ")
    for match in _MIDDLE.finditer(text):
        at = match.start("name")
        holder = document.segment_at(at)
        if holder and _is_sentence(holder):
            yield Change(at, at, "the ")


def _is_sentence(segment: Segment) -> bool:
    """Whether the segment ends like a sentence and so is no headline."""
    return segment.text.rstrip('"”)').endswith((".", "!", "?", ","))


def _indefinite(document: Document) -> Iterator[Change]:
    text = document.text
    for match in _ARTICLE.finditer(text):
        word = match["word"]
        article = match["article"]
        # Capitals and h-words are matters of taste or of spelling aloud (an historic, a FAQ).
        if word[0] in "hH" or sum(map(str.isupper, word)) > 1 or word[0].isupper():
            continue
        right = indefinite_article(word)
        if right == article.lower() or (
            article[0] == "A" and not document.at_segment_start(match.start())
        ):
            continue
        yield Change(match.start(), match.end(), right if article.islower() else right.capitalize())


RULES = (
    ProceduralRule(
        id="article.definite_name",
        description="in Kremlin → in the Kremlin; West abandoned → The West abandoned",
        reason="This name takes the definite article.",
        changes=_definite,
        fires=(
            Fires("West quite abandoned the idea.", "The West quite abandoned the idea."),
            Fires("U.S. doubted it.", "The U.S. doubted it."),
            Fires(
                "They agreed with Kremlin, as he said.", "They agreed with the Kremlin, as he said."
            ),
            Fires("He lives in USA.", "He lives in the USA."),
            Fires("Kremlin hopes for talks.", "The Kremlin hopes for talks."),
        ),
        silent=(
            Silent("Kremlin hopes for talks"),
            Silent("Kremlin officials met in West Germany."),
            Silent("U.S. imposed sanctions hurt the economy of United States Steel."),
            Silent("Troops from United Nations peacekeeping forces left."),
        ),
    ),
    ProceduralRule(
        id="article.a_an",
        description="a alliance → an alliance, an union → a union",
        reason="A or an follows the sound of the next word.",
        changes=_indefinite,
        fires=(
            Fires("It is a alliance.", "It is an alliance."),
            Fires("It became an union of an large kind.", "It became a union of a large kind."),
        ),
        silent=(
            Silent("An hour with a European, an historic day and a one-off."),
            Silent("Vitamin A is in it, and a UN plan, an FBI man."),
            Silent(
                "A user of a unit at a university, a ewe, a euro, an uninformed, unimportant man."
            ),
        ),
    ),
)
