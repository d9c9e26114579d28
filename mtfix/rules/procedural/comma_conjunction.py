"""Commas before *that*, *than* and question words, behind words that want no comma.

What it does:
    Drops the comma between a verb of knowing or wishing and its clause, before *than* behind a
    comparative, and inside *those, which* and *the moment, when*.
The Russian behind it:
    Russian sets off every clause: знаю, что; больше, чем; тот, который; в момент, когда.
Example:
    They know, that it cost more, than usual.  →  They know that it cost more than usual.
Safety:
    Safe. The comma must stand directly between the two words, and the verb must not close an
    insertion between commas (it is, I think, that); *that* before a verb may be the subject of a
    main clause (when they see, that is not all), so it is left alone.
Known problems:
    The comma at the end of the clause is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_VERBS = (
    "know|knows|knew|think|thinks|thought|understand|understands|understood|realize|realizes|"
    "realized|believe|hope|hoped|regret|regrets|complain|complains|complained|prove|proves|proved|"
    "mean|wish|want|wants|wanted|affirm|affirms|affirmed|assert|asserts|asserted|testify|"
    "testifies|testified|answered|forget|forgot|doubts|doubted|dream|dreams|demand|demands|"
    "demanded|require|requires|required|deny|denies|denied|proposed|proposes|suggests|suggested|"
    "indicate|indicates|indicated|argue|argues|argued|warned|warns|learned|discovered|decided|"
    "wrote|writes|tell|told|find|found|show|feel|felt|see|saw|say|remember|guarantee|concludes|"
    "concluded|demonstrates|demonstrated|fear|feared|rumors|saying|stating|noting|considering|"
    "believing|knowing|thinking|hoping|glad|afraid|proud|aware|sure"
)
_COMPARATIVES = (
    "more|less|fewer|better|worse|higher|lower|larger|smaller|bigger|greater|earlier|later|faster|"
    "slower|longer|shorter|older|younger|stronger|weaker|cheaper|easier|further|rather"
)
_THAT = re.compile(
    rf"\b(?:{_VERBS})(?P<comma>\s?,) that (?!(?:is|was|has|said|day|same|way)\b)(?![^\s\w])"
)
_ASK = re.compile(
    r"\b(?:know|knows|knew|understand|understands|understood|see|decide|wonder|learn)"
    r"(?P<comma>\s?,) (?:what|why|how|where|who|whom) "
    r"(?:he|she|it|they|we|I|you|the|is|was|are|were|will|can|to|his|their|this|these)\b"
)
_THAN = re.compile(rf"\b(?:{_COMPARATIVES})(?: [a-z]+)?(?P<comma>\s?,) than\b(?![^\s\w])")
_THOSE = re.compile(r"\b[Tt]hose(?P<comma>\s?,) (?:which|that) (?!is\b|said\b|of\b|he\b)")
_WHEN = re.compile(
    r"\bthe (?:moment|day|time|period|hour)(?P<comma>\s?,) when (?=[a-z]+ [^,]*?[.!?])"
)
_INSERTION = 6  # words; what lies between commas and is longer is a clause of its own
_TRIGGERS = (", that", ", wh", ", how", ", than")


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if not any(trigger in text for trigger in _TRIGGERS):
        return
    for pattern in (_THAT, _THAN, _ASK, _THOSE, _WHEN):
        for match in pattern.finditer(text):
            if not _inserted(document, match.start("comma")):
                yield Change(match.start("comma"), match.end("comma"), "")


def _inserted(document: Document, comma: int) -> bool:
    """Whether another mark opens an insertion that this comma would close."""
    segment = document.segment_at(comma)
    before = document.text[segment.start if segment else 0 : comma].rstrip()
    mark = max(map(before.rfind, ",;—–("))
    return mark >= 0 and len(before[mark + 1 :].split()) <= _INSERTION


RULES = (
    ProceduralRule(
        id="comma.before_clause",
        description="know, that → know that; more, than → more than; those, which → those which",
        reason="English sets no comma here.",
        russian="знаю, что; больше, чем; те, которые",
        changes=_changes,
        fires=(
            Fires("We all know, that it is late.", "We all know that it is late."),
            Fires("It costs much more, than before.", "It costs much more than before."),
            Fires(
                "They are louder in those, which stand.", "They are louder in those which stand."
            ),
            Fires("Nobody could understand, why he left.", "Nobody could understand why he left."),
            Fires(
                "He remembers the moment, when it fell.", "He remembers the moment when it fell."
            ),
        ),
        silent=(
            Silent("When parents control what children see, that is not censorship."),
            Silent("It is late, as we know, that nobody came."),
            Silent("More, I think, than ever; as we all know, that day came."),
            Silent("You know, that is, you guess, what he wants."),
            Silent("If it is longer or shorter, he said, than usual, tell us."),
        ),
    ),
)
