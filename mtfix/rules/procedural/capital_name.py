"""Capitals that English always writes: institutions and adjectives of nationality.

What it does:
    Completes the capitals of names such as *State Duma* and writes *european* with one.
The Russian behind it:
    Russian capitalizes only the first word of a name (Государственная дума) and no adjective of
    nationality (европейский).
Example:
    the state Duma and european prices  →  the State Duma and European prices
Safety:
    Safe. Only names on the list, and adjectives that have no other sense in lower case.
Known problems:
    Adjectives with a second sense (french fries, polish) are not on the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_NAMES = (
    "State Duma|European Union|European Commission|European Parliament|Soviet Union|"
    "United States|United Nations|United Kingdom|State Department|Federation Council|"
    "Foreign Ministry|Defense Ministry|Interior Ministry|Supreme Court|Constitutional Court|"
    "Central Bank|Security Council|Middle East|Black Sea|Red Square|Communist Party|Prime Minister"
)
_NAME = re.compile(rf"(?<![\w-])(?:{_NAMES})(?![\w-])", re.IGNORECASE)
# Mixed capitals betray the engine; these are names even in lower case.
_ALWAYS = frozenset(("european union", "soviet union", "united nations", "state duma"))
_ADJECTIVE = re.compile(
    r"(?<=[a-z,] )(?P<word>european|russian|canadian|ukrainian|american|german|british|israeli|"
    r"mexican|iranian|syrian|norwegian|australian|brazilian|korean|japanese|italian|african)s?"
    r"(?= [a-z]{2,}|[.,;:!?])"
)


def _changes(document: Document) -> Iterator[Change]:
    for match in _NAME.finditer(document.text):
        found = match.group()
        right = " ".join(word[0].upper() + word[1:] for word in found.split(" "))
        mixed = found[0].islower() and any(map(str.isupper, found))
        half = found[0].isupper() and found.split(" ")[1][0].islower()
        if mixed or found.lower() in _ALWAYS or (half and found.split(" ")[0] in _HALVES):
            yield Change(match.start(), match.end(), right)
    for match in _ADJECTIVE.finditer(document.text):
        at = match.start()
        if document.text[at : at + 16] != "american express":
            yield Change(at, at + 1, match["word"][0].upper())


_HALVES = frozenset(("European", "Soviet", "Federation"))


RULES = (
    ProceduralRule(
        id="case.proper_name",
        description="the state Duma → the State Duma, european → European",
        reason="English writes this name with capitals.",
        russian="Государственная дума",
        changes=_changes,
        fires=(
            Fires(
                "Deputies of the state Duma met european colleagues.",
                "Deputies of the State Duma met European colleagues.",
            ),
            Fires("The European union agreed.", "The European Union agreed."),
        ),
        silent=(
            Silent("A state department of health and the red square on the prime minister's map."),
            Silent("The Central bank of the river; they paid by american express."),
        ),
    ),
)
