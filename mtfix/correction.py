"""The model's layer: corrector and guard, segment by segment, until nothing more is accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mtfix.document import Document
from mtfix.edits import Edit, apply, compose, locate
from mtfix.guard import Guard
from mtfix.guard.verdict import Rejection
from mtfix.model.corrector import Corrector, SegmentContext
from mtfix.rules.engine import Layer, Layered, select

MAX_ROUNDS = 4

Memo = dict[SegmentContext, tuple[Edit, ...]]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A layered document and what the guard refused, in offsets of the text before the layer."""

    layered: Layered
    rejected: tuple[Rejection, ...] = ()


class CorrectionLayer:
    """Runs a corrector under a guard; after each round the rules look at the result again."""

    def __init__(self, corrector: Corrector, guard: Guard, rules: Layer) -> None:
        self._corrector = corrector
        self._guard = guard
        self._rules = rules

    def prepare(self, documents: Iterable[Document], memo: Memo) -> None:
        """Correct the segments of many documents in one batch, into ``memo``."""
        wanted = dict.fromkeys(c for document in documents for c in _contexts(document))
        missing = [context for context in wanted if context not in memo]
        if missing:
            memo.update(zip(missing, self._corrector.correct(missing), strict=True))

    def run(self, document: Document, memo: Memo) -> Corrected:
        """Correct ``document``, which the rules have settled.

        Paragraphs that have not settled after ``MAX_ROUNDS`` stay as the rules left them, if the
        document is then at rest; else the whole document does. Either way a second run over the
        result changes nothing.
        """
        first = self._attempt(document, memo)
        if first.layered.settled:
            return first
        candidate = first.layered.document
        if not self._rules.run(candidate).edits:
            second = self._attempt(candidate, memo)
            if second.layered.document.text == candidate.text:
                return first
        return Corrected(Layered(document, ()), first.rejected)

    def _attempt(self, document: Document, memo: Memo) -> Corrected:
        current, edits = document, tuple[Edit, ...]()
        rejected: tuple[Rejection, ...] = ()
        before_last, last_step = edits, tuple[Edit, ...]()
        for _ in range(MAX_ROUNDS):
            accepted, refused = self._round(current, memo)
            rejected = tuple(moved(item, document.text, edits) for item in refused)
            if not accepted:
                return Corrected(Layered(current, edits), rejected)
            corrected = current.with_text(apply(current.text, accepted))
            ruled = self._rules.run(corrected)
            before_last, last_step = edits, compose(accepted, ruled.edits)
            current, edits = ruled.document, compose(edits, last_step)
        unsettled = [locate(before_last, edit.start, edit.end) for edit in last_step]
        settled = _outside_paragraphs(document, edits, unsettled)
        back = document.with_text(apply(document.text, settled))
        return Corrected(Layered(back, settled, settled=False), rejected)

    def _round(
        self, document: Document, memo: Memo
    ) -> tuple[tuple[Edit, ...], tuple[Rejection, ...]]:
        self.prepare([document], memo)
        accepted: list[Edit] = []
        rejected: list[Rejection] = []
        for segment, context in zip(document.segments, _contexts(document), strict=True):
            proposed = memo[context]
            if not proposed:
                continue
            good, bad = self._guard.review(segment.text, proposed, document)
            accepted.extend(_shifted(edit, segment.start) for edit in good)
            rejected.extend(replace(r, edit=_shifted(r.edit, segment.start)) for r in bad)
        return select(accepted, document), tuple(rejected)


def _contexts(document: Document) -> list[SegmentContext]:
    segments = document.segments
    contexts = []
    for index, segment in enumerate(segments):
        before = segments[index - 1] if index else None
        after = segments[index + 1] if index + 1 < len(segments) else None
        contexts.append(
            SegmentContext(
                segment.text,
                before.text if before and before.paragraph == segment.paragraph else "",
                after.text if after and after.paragraph == segment.paragraph else "",
            )
        )
    return contexts


def _shifted(edit: Edit, offset: int) -> Edit:
    return replace(edit, start=edit.start + offset, end=edit.end + offset)


def moved(rejection: Rejection, text: str, edits: tuple[Edit, ...]) -> Rejection:
    """``rejection`` in offsets of ``text``, which ``edits`` led away from."""
    start, end = locate(edits, rejection.edit.start, rejection.edit.end)
    return replace(
        rejection, edit=replace(rejection.edit, start=start, end=end, before=text[start:end])
    )


def _outside_paragraphs(
    document: Document, edits: tuple[Edit, ...], places: list[tuple[int, int]]
) -> tuple[Edit, ...]:
    """``edits`` without those in the paragraphs that hold one of ``places``."""
    left_alone = [
        paragraph
        for paragraph in document.paragraphs
        if any(start <= paragraph.end and end >= paragraph.start for start, end in places)
    ]
    return tuple(
        edit
        for edit in edits
        if not any(edit.start <= p.end and edit.end >= p.start for p in left_alone)
    )
