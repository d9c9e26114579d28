"""A single lexicon entry as a rule of its own, for listings and example tests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from mtfix.document import Document
from mtfix.edits import Edit
from mtfix.rules.lexicon.matcher import LexiconMatcher
from mtfix.rules.lexicon.schema import Entry
from mtfix.rules.rule import Fires, Safety, Silent


class LexiconRule:
    """Adapts an ``Entry`` to the ``Rule`` protocol."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def safety(self) -> Safety:
        return self.entry.safety

    @property
    def description(self) -> str:
        return self.entry.description

    @property
    def russian(self) -> str | None:
        return self.entry.russian

    @property
    def fires(self) -> tuple[Fires, ...]:
        return self.entry.fires

    @property
    def silent(self) -> tuple[Silent, ...]:
        return self.entry.silent

    @cached_property
    def _matcher(self) -> LexiconMatcher:
        return LexiconMatcher([self.entry])

    def propose(self, document: Document) -> Iterable[Edit]:
        """Candidate edits of this entry alone."""
        return self._matcher.propose(document)
