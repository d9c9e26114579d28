"""The same reporting verb on both sides of its subject.

What it does:
    Drops the second of two verbs of saying around one subject.
The Russian behind it:
    A clause with the verb first (говорит дипломат), to which the engine adds an English one.
Example:
    "We have no time," says a NATO diplomat said.  →  "We have no time," says a NATO diplomat.
Safety:
    Safe. The clause must follow a quotation mark and end with the second verb.
Known problems:
    A second verb with something behind it (said Smith said in a statement) is left to the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_VERB = r"(?:said|says|told|tells|stated|states|noted|notes|declared|declares|added|adds)"
_DOUBLE = re.compile(
    rf"[\"”],?[ ]{{0,2}}[-–—]?[ ]{{0,2}}(?:said|says|stated|states|noted|notes|added|adds)"
    rf"(?P<subject>(?:[ ][\w’'.-]{{1,30}}){{1,7}}?)(?P<again>[ ](?:\w+ly )?{_VERB})(?=[.,])"
)
_RELATIVE = frozenset("who that which he she they it we I whom what as".split())


def _changes(document: Document) -> Iterator[Change]:
    for match in _DOUBLE.finditer(document.text):
        if not _RELATIVE & set(match["subject"].split()):
            yield Change(match.start("again"), match.end("again"), "")


RULES = (
    ProceduralRule(
        id="verb.doubled_reporting",
        description="says a diplomat said → says a diplomat",
        reason="The verb of saying stands twice.",
        russian="говорит дипломат",
        changes=_changes,
        fires=(
            Fires(
                '"We do not have time," says a NATO diplomat said.',
                '"We do not have time," says a NATO diplomat.',
            ),
        ),
        silent=(
            Silent('"We do not have time," said a man who said he was a diplomat.'),
            Silent('"We left," said Ivanov, and he said it twice.'),
        ),
    ),
)
