"""Quotation marks and dashes around reporting clauses.

What it does:
    Puts quoted speech into American form: comma inside the marks, no dash, and a new opening mark
    where the speech goes on.
The Russian behind it:
    Russian sets the reporting clause off with dashes and keeps one pair of marks around it:
    «Мы готовы, — говорит он. — Но не сейчас». Engines carry the dashes over and lose or misplace
    the marks.
Example:
    "We are ready, — he says. — But not now. "  →  "We are ready," he says. "But not now."
Safety:
    Safe. A change needs a dash beside a quotation mark or inside an open quotation, followed by a
    reporting clause (or a comma beside the dash, which is no English); it must leave the paragraph
    with an even number of marks.
Known problems:
    Speech that runs over several paragraphs has an odd number of marks and is left alone, but for
    marks that stand right at the dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtfix.document import Document
from mtfix.document.quotes import SHORT
from mtfix.rules.procedural.reporting import CLAUSE_PATTERN
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_EVENT = re.compile(r"[\"“”]|[-–—]{1,2}")
# Mark and dash with the comma in any place: ``, "- he``  ``", — says``  ``" - he``  ``" -, he``.
_AT_MARK = re.compile(
    r"[\"”][ \u00a0]?(?P<inner>[,.]?)[ \u00a0]{0,2}[-–—]{1,2}(?P<outer>[ ]?,|)"
    r"[ \u00a0]{0,2}(?=\w)"
)
# The dash alone, its mark lost: ``area, — says``  ``last fall — he said``.
_INSIDE = re.compile(r"[-–—]{1,2}[ \u00a0]{1,2}")
_CLAUSE_SPAN = re.compile(
    r"[^.!?…\n\"“”—–]{1,160}(?:\"[\w .-]{1,30}\"(?:[^.!?…\n\"“”—–]{0,80}(?=[.,]))?)?"
)
_RESUMED = re.compile(
    r"(?:[.,]\"?|(?<=[.,]\"))[ \u00a0]{0,2}(?P<dash>[-–—]{1,2}[ \u00a0]{0,2})(?=[^\W\d_])"
)


class _Site(NamedTuple):
    """Punctuation before a reporting clause, and the clause's start."""

    change: Change
    clause: int


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if not (("-" in text or "–" in text or "—" in text) and ('"' in text or "”" in text)):
        return
    for start, end in document.paragraphs:
        yield from _paragraph(text, start, end)


def _paragraph(text: str, start: int, end: int) -> Iterator[Change]:
    """Walk the marks and dashes in order, keeping track of open speech."""
    marks_that_change: list[Change] = []  # these add no mark
    marks_that_grow: list[Change] = []  # these do, so the count must come out even
    is_open = False
    count = 0
    position = start
    while event := _EVENT.search(text, position, end):
        at = event.start()
        position = event.end()
        char = text[at]
        site: _Site | None = None
        if char in '"“”':
            short = SHORT.match(text, at, end)
            if short:
                at = short.end() - 1
                position = short.end()
            count += 2 if short else 1
            if short or char == "”" or is_open:
                site = _site(text, _AT_MARK, start, at, end)
            is_open = not short and char != "”" and (char == "“" or not is_open)
            if site is None:
                continue
            marks_that_change.append(site.change)
        elif is_open:
            site = _site(text, _INSIDE, start, at, end)
            if site is None:
                continue
            # Without a comma it may be a parenthesis; speech that goes on tells it apart.
            if site.change.after[0] != text[site.change.start] and not _resumed(
                text, site.clause, end
            ):
                continue
            marks_that_grow.append(site.change)
            count += 1
        else:
            continue
        resumed = _resumed(text, site.clause, end)
        is_open = resumed is not None
        position = site.clause
        if resumed:
            marks_that_grow.append(resumed)
            count += 1
            position = resumed.end
    yield from marks_that_change
    if count % 2 == 0:
        yield from marks_that_grow


def _site(text: str, pattern: re.Pattern[str], start: int, at: int, end: int) -> _Site | None:
    """The site whose mark or dash stands at ``at``, if a reporting clause follows."""
    match = pattern.match(text, at, end)
    if match is None:
        return None
    first = at
    while first > start and text[first - 1] in " \u00a0":
        first -= 1
    edge = first
    while first > start and text[first - 1] in ",.?!…" and edge - first < 4:
        first -= 1
    if first == at and pattern is _INSIDE:
        return None  # a hyphen inside a word
    stop = text[first:edge]
    # A comma beside mark and dash is Russian whatever follows; without one it takes a clause.
    # (A double hyphen is a typist's dash and proves nothing.)
    comma = (
        pattern is _AT_MARK
        and "--" not in match.group()
        and "," in (stop, match["inner"], match["outer"].strip())
    )
    if not comma and not CLAUSE_PATTERN.match(text, match.end(), end):
        return None
    if stop in ("", ".", ",,"):
        stop = ","
    mark = text[at] if pattern is _AT_MARK else '"'
    return _Site(Change(first, match.end(), f"{stop}{mark} "), match.end())


def _resumed(text: str, clause: int, end: int) -> Change | None:
    """The mark that reopens the speech behind the clause, where a dash says that it goes on."""
    span = _CLAUSE_SPAN.match(text, clause, end)
    if span is None:
        return None
    match = _RESUMED.match(text, span.end(), end)
    if match is None or (text.find('"', match.end(), end) < 0):
        return None
    start, stop = match.span("dash")
    return Change(start, stop, '"' if text[start - 1] in " \u00a0" else ' "')


RULES = (
    ProceduralRule(
        id="quote.reported_speech",
        description='"…, "- he said. → "…," he said.  and speech that goes on after the clause',
        reason="English has no dash between speech and its reporting clause.",
        russian="«…, — сказал он. — …»",
        changes=_changes,
        fires=(
            Fires('"We agree, "- he said.', '"We agree," he said.'),
            Fires('"We agree", - he said.', '"We agree," he said.'),
            Fires('"We agree," — says Ivan Petrov.', '"We agree," says Ivan Petrov.'),
            Fires('"Do we agree?" - asked the minister.', '"Do we agree?" asked the minister.'),
            Fires(
                '"We are ready, — he says. — But not now."',
                '"We are ready," he says. "But not now."',
            ),
            Fires(
                '"They left last fall — he said "b." — Then it was quiet."',
                '"They left last fall," he said "b." "Then it was quiet."',
            ),
            Fires('"We won" -, they said.', '"We won," they said.'),
            Fires('"We won", - Petrov grins.', '"We won," Petrov grins.'),
            Fires("“It is time”, - the director declared.", "“It is time,” the director declared."),
        ),
        silent=(
            Silent('"Yesterday" - the song that everyone knows - was played twice.'),
            Silent('He called it "a well-known, long-range plan" and left.'),
            Silent('"Our plan — the president said so himself — is good," he noted.'),
            Silent("The plan — he said so himself — was never approved."),
            Silent('"We agree," he said. — AP'),
        ),
    ),
)
