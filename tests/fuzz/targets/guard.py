"""The guard: every edit is accepted or rejected, and what is accepted keeps its promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inputs import SEPARATOR, edit_of, part_of, parts_of, text_of

from mtfix.document import Document
from mtfix.edits import Edit, apply
from mtfix.guard import Guard, Limits, Thresholds
from mtfix.guard.checks.confidence import kind_of
from mtfix.guard.checks.coverage import EXAMPLES as COVERAGE
from mtfix.guard.checks.names import EXAMPLES as NAMES
from mtfix.guard.checks.negation import EXAMPLES as NEGATION
from mtfix.guard.checks.numbers import EXAMPLES as NUMBERS
from mtfix.guard.checks.numbers import difference
from mtfix.guard.checks.quotes import EXAMPLES as QUOTES
from mtfix.guard.quantities import quantities

_GUARDS = (
    Guard(),
    Guard(Thresholds.of_mode("balanced")),
    Guard(Thresholds.of_mode("safe"), Limits(lost_words=0, new_words=0, slack=0)),
)
_PROTECT = ("Putin", "missile defense")
TOKENS = (
    "\xff", "not ", "n't", "never", "cannot", "Putin", "Lavrov", "Moscow", "NATO", "Russian",
    "Russia", "5", "2,500", "7.5", "two hundred", "million", "percent", "%", "$", "July", "May",
    "first", "1990-s", "XX", "minus ", "km", "04.07.2011", " the", "“", "”", "«", "(", ")", '"',
    " — ", "missile defense", "www.a.org", "un", "less", "²", "\u0660", "٣", "½", "\u0301", "İ",
    "until", "no one", "Mr. ", "U.S.", "'s", "’s",
)  # fmt: skip


def seeds() -> Iterator[bytes]:
    """A number for the guard, the segment, its context, and edits."""
    for example in (*NUMBERS, *NAMES, *NEGATION, *QUOTES, *COVERAGE):
        before, after = example.before, example.after
        edit = part_of(0, min(len(before), 23), after)
        yield SEPARATOR.join([b"0" + before.encode(), example.context.encode(), edit])
    segment = "Time until May 2012 at diplomacy is not Putin's."
    yield SEPARATOR.join(
        [
            b"1" + segment.encode(),
            b"Putin said so. See www.a.org.",
            part_of(4, 19, ""),
            part_of(32, 32, " until May 2012"),
            part_of(36, 40, "", 40),
        ]
    )


def one(data: bytes) -> None:
    """Review the edits of one segment."""
    head, *parts = parts_of(data)
    guard = _GUARDS[head[0] % len(_GUARDS)] if head else _GUARDS[0]
    segment = text_of(head[1:])[:300]
    context = text_of(parts[0])[:300] if parts else ""
    document = Document.parse(f"{segment}\n\n{context}" if context else segment, _PROTECT)
    edits = [_bent(edit_of(segment, part), part) for part in parts[1:9]]
    accepted, rejected = guard.review(segment, edits, document)
    parted = [*accepted, *(rejection.edit for rejection in rejected)]
    assert sorted(map(id, parted)) == sorted(map(id, edits)), "each edit has one verdict"
    assert all(rejection.check and rejection.detail for rejection in rejected)
    repaired = apply(segment, accepted)
    if not all(_fits(segment, edit) for edit in edits):
        assert rejected
    _check_promises(guard, segment, accepted, document, repaired)
    assert guard.review(segment, edits, document) == (accepted, rejected)
    places = {(edit.start, edit.end) for edit in edits}
    if len(places) == len(edits):  # of equals the first in the list goes
        assert guard.review(segment, edits[::-1], document) == (accepted, rejected)


def _bent(edit: Edit, part: bytes) -> Edit:
    """Some edits do not fit, and some confidences are none."""
    if len(part) < 3 or part[2] % 16:
        return edit
    kind = part[1] % 6
    if kind == 0:
        return replace(edit, start=edit.start + 500, end=edit.end + 500)
    if kind == 1:
        return replace(edit, start=edit.end + 1, end=edit.end)
    if kind == 2:
        return replace(edit, before=f"{edit.before}x")
    if kind == 3:
        return replace(edit, start=-1)
    return replace(edit, confidence=float("nan")) if kind == 4 else edit


def _fits(segment: str, edit: Edit) -> bool:
    inside = 0 <= edit.start <= edit.end <= len(segment)
    return inside and segment[edit.start : edit.end] == edit.before


def _check_promises(
    guard: Guard, segment: str, accepted: tuple[Edit, ...], document: Document, repaired: str
) -> None:
    assert guard.judge(segment, accepted, document).accepted, "what is accepted passes as a whole"
    old, new = quantities(segment), quantities(repaired)
    assert difference(old, new) == ([], []), "no quantity changes"
    for edit in accepted:
        assert edit.confidence >= getattr(guard.thresholds, kind_of(edit))
    for span in document.protected:
        term = document.text[span.start : span.end]
        assert repaired.count(term) >= segment.count(term), "protected texts stay"
    if segment.split():
        assert repaired.split() or not any(c.isalnum() for c in segment), "never to nothing"
