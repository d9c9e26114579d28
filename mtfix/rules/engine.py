"""The rule layer: candidates → conditions → non-overlapping edits → until nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mtfix.document import Document
from mtfix.edits import Edit, apply, compose

MAX_ROUNDS = 12


class Proposer(Protocol):
    """Anything that proposes edits: a rule, or the matcher of the whole lexicon."""

    def propose(self, document: Document) -> Iterable[Edit]:
        """Candidate edits; they may overlap."""


@dataclass(frozen=True, slots=True)
class Layered:
    """What a layer made of a document.

    Attributes:
        document: The document after the layer.
        edits: From the text before to the text after.
        settled: Whether a further round would change nothing.
    """

    document: Document
    edits: tuple[Edit, ...]
    settled: bool = True


class Layer(Protocol):
    """Anything that takes a document to its own fixed point."""

    def run(self, document: Document) -> Layered:
        """Repair ``document`` until nothing changes."""


class RuleLayer:
    """Runs rules over whole documents, in rounds, to a fixed point."""

    def __init__(self, proposers: Sequence[Proposer]) -> None:
        self.proposers = tuple(proposers)

    def run(self, document: Document) -> Layered:
        """Repair ``document`` until no rule proposes anything.

        Rules that do not settle within ``MAX_ROUNDS`` leave the document as it was.
        """
        current, edits = document, tuple[Edit, ...]()
        for _ in range(MAX_ROUNDS):
            chosen = self._round(current)
            if not chosen:
                return Layered(current, edits)
            edits = compose(edits, chosen)
            current = current.with_text(apply(current.text, chosen))
        return Layered(document, (), settled=False)

    def _round(self, document: Document) -> tuple[Edit, ...]:
        proposed = [edit for rule in self.proposers for edit in rule.propose(document)]
        return select(proposed, document) if proposed else ()


def select(proposed: Iterable[Edit], document: Document) -> tuple[Edit, ...]:
    """The edits to apply together: leftmost first, then longest; none touches a protected span."""
    chosen: list[Edit] = []
    for edit in sorted(proposed, key=lambda edit: (edit.start, edit.start - edit.end)):
        if edit.before == edit.after or document.is_protected(edit.start, edit.end):
            continue
        if chosen and (edit.start < chosen[-1].end or edit.start == chosen[-1].start):
            continue
        chosen.append(edit)
    return tuple(chosen)
