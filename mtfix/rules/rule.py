"""What a rule is: something with an id that proposes edits for a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from mtfix.document import Document
from mtfix.edits import Edit

Safety = Literal["safe", "evidence", "source", "model"]


@dataclass(frozen=True, slots=True)
class Fires:
    """An example in which the rule must fire and give exactly ``after``.

    Attributes:
        before: Degraded text.
        after: What the rule alone, run to its fixed point, makes of it.
        context: A further paragraph of the same document that supplies evidence.
        source: The Russian of ``before``, where the rule asks for it.
    """

    before: str
    after: str
    context: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Silent:
    """A near miss: the rule must leave ``text`` as it is."""

    text: str
    context: str = ""
    source: str = ""


class Rule(Protocol):
    """One switchable repair."""

    @property
    def id(self) -> str:
        """Dotted id, the same word in config, edits and docs."""

    @property
    def safety(self) -> Safety:
        """When it fires.

        ``safe``: always; ``evidence``: with the document's support; ``source``: only where the
        Russian original says so; ``model``: never.
        """

    @property
    def description(self) -> str:
        """One line for ``mtfix rules list``."""

    @property
    def russian(self) -> str | None:
        """The Russian that shines through, where there is one."""

    @property
    def fires(self) -> tuple[Fires, ...]:
        """Examples that must change."""

    @property
    def silent(self) -> tuple[Silent, ...]:
        """Near misses that must not change."""

    def propose(self, document: Document) -> Iterable[Edit]:
        """Candidate edits; they may overlap, the engine selects."""
