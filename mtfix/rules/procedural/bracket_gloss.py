"""Dictionary glosses in square brackets behind an abbreviation.

What it does:
    Keeps one of the two: the spelled-out English name, or the abbreviation of an agency.
The Russian behind it:
    Systran's dictionaries add the meaning of a Russian abbreviation: ФНС → FNS [Federal Tax
    Service].
Example:
    the inspectorate of FNS [Federal Tax Service]  →  the inspectorate of the Federal Tax Service
Safety:
    Safe. An editor's own gloss spells out the letters (IMF [International Monetary Fund]); the
    engine's does not, since the letters are Russian. Glosses whose initials match stay.
Known problems:
    A gloss that happens to share its initials stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_GLOSS = re.compile(
    r"(?P<lead>(?:\b[Tt]he )?)\b(?P<letters>[A-Z][A-Za-z]{1,9}) "
    r"\[(?P<gloss>[A-Z][\w’'-]{1,40}(?: [\w’'-]{1,30}){0,6})\]"
)
_FIRMS = frozenset("RBC RBK ROSBUSINESSCONSULTING TASS RIA NTV".split())


def _changes(document: Document) -> Iterator[Change]:
    if "[" not in document.text:
        return
    for match in _GLOSS.finditer(document.text):
        letters, gloss = match["letters"], match["gloss"]
        if sum(map(str.isupper, letters)) < 2:
            continue
        words = gloss.split()
        if letters in _FIRMS or len(words) == 1:
            if len(words) == 1 and letters not in _FIRMS:
                continue
            yield Change(match.end("letters"), match.end(), "")
            continue
        initials = "".join(word[0] for word in words if word[0].isupper())
        if initials != letters.upper() and len(initials) > 1:
            the = match["lead"] or ("The " if document.at_segment_start(match.start()) else "the ")
            yield Change(match.start(), match.end(), f"{the}{gloss}")


RULES = (
    ProceduralRule(
        id="gloss.bracket",
        description="FNS [Federal Tax Service] → the Federal Tax Service",
        reason="The engine's dictionary adds a gloss in brackets.",
        russian="ФНС",
        changes=_changes,
        fires=(
            Fires(
                "The inspectorate of FNS [Federal Tax Service] agreed.",
                "The inspectorate of the Federal Tax Service agreed.",
            ),
            Fires("Moscow, April 3. RBC [RosBusinessConsulting].", "Moscow, April 3. RBC."),
        ),
        silent=(
            Silent("He asked the IMF [International Monetary Fund] for help."),
            Silent("He [Putin] met with IMF [sic] officials."),
        ),
    ),
)
