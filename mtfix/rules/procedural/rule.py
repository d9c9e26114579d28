"""The frame of a procedural rule: its description and examples around one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from mtfix.document import Document
from mtfix.edits import Edit
from mtfix.rules.rule import Fires, Safety, Silent


class Change(NamedTuple):
    """Replace ``[start, end)`` of the document by ``after``.

    Attributes:
        russian: The Russian of this very place, where the source has told it.
    """

    start: int
    end: int
    after: str
    russian: str | None = None


Proposal = Callable[[Document], Iterable[Change]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceduralRule:
    """A rule written in Python.

    Attributes:
        reason: One short sentence for explanations.
        changes: Finds the changes; they may overlap.
    """

    id: str
    description: str
    reason: str
    changes: Proposal
    fires: tuple[Fires, ...]
    silent: tuple[Silent, ...]
    safety: Safety = "safe"
    russian: str | None = None

    def propose(self, document: Document) -> Iterable[Edit]:
        """Candidate edits."""
        text = document.text
        for start, end, after, russian in self.changes(document):
            before = text[start:end]
            if before != after:
                behind = russian or self.russian
                yield Edit(start, end, before, after, "rules", self.id, self.reason, behind)
