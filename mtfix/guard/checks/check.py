"""What every check is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from mtfix.guard.change import Change


@dataclass(frozen=True, slots=True)
class Refusal:
    """The objection of a check to a change.

    Attributes:
        detail: What is wrong, one short English clause for the reader of an explanation.
        final: False where another edit of the same segment may make good what this one does, as
            when a word moves: one edit takes it away and another brings it in.
    """

    detail: str
    final: bool = True


class Check(Protocol):
    """One judge of changes. Checks hold no state besides their settings."""

    @property
    def name(self) -> str:
        """The name under which refusals are shown."""

    def refuse(self, change: Change) -> Refusal | None:
        """The objection to ``change``; None where there is none."""


@dataclass(frozen=True, slots=True)
class Example:
    """A documented case of a check, run by the tests.

    Attributes:
        before: The segment.
        after: The segment as the edits would leave it.
        accepted: Whether the check accepts the change.
        context: More text of the same document.
    """

    before: str
    after: str
    accepted: bool
    context: str = ""
