"""The caller's glossary: forced replacements, applied before and after the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mtfix.document import Document
from mtfix.edits import Edit, compose
from mtfix.rules.engine import MAX_ROUNDS, Layer, Layered, RuleLayer
from mtfix.rules.rewrite import capitalize


class Glossary:
    """Replaces each term where it stands whole; what it has written is protected from rules."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._terms = dict(terms)
        self._pattern = _alternatives(self._terms)
        self._written = _alternatives(self._terms.values())

    @property
    def protect(self) -> tuple[re.Pattern[str], ...]:
        """Patterns of the replacements, for the rules and the model to leave alone."""
        return (self._written,) if self._terms else ()

    def propose(self, document: Document) -> Iterator[Edit]:
        """An edit for each term that does not already stand inside its replacement."""
        if not self._terms:
            return
        done = [match.span() for match in self._written.finditer(document.text)]
        folded = {term.casefold(): term for term in self._terms}
        for match in self._pattern.finditer(document.text):
            start, end = match.span()
            before = match.group()
            written = " ".join(before.split())
            term = written if written in self._terms else folded.get(written.casefold())
            if term is None or (term != term.lower() and written != term):
                continue
            if any(first <= start and end <= last for first, last in done):
                continue
            after = self._terms[term]
            if before[0].isupper() and term[0].islower():
                after = capitalize(after)
            if after != before:
                reason = f"Your glossary: {term} → {self._terms[term]}."
                yield Edit(start, end, before, after, "glossary", f"glossary.{_slug(term)}", reason)


class GlossedLayer:
    """Glossary and rules by turns, until both are content.

    Documents given to it protect what the glossary has written (``Glossary.protect``); the glossary
    itself respects only the caller's own terms.
    """

    def __init__(self, glossary: Glossary, rules: Layer, protect: Sequence[str]) -> None:
        self._glossary = RuleLayer([glossary])
        self._rules = rules
        self._protect = tuple(protect)

    def run(self, document: Document) -> Layered:
        """Replace terms and repair; a text that does not settle is left as it was."""
        current, edits = document, tuple[Edit, ...]()
        for _ in range(MAX_ROUNDS):
            termed = self._glossary.run(Document.parse(current.text, self._protect))
            ruled = self._rules.run(current.with_text(termed.document.text))
            if not (termed.edits or ruled.edits):
                return Layered(current, edits, termed.settled and ruled.settled)
            edits = compose(edits, compose(termed.edits, ruled.edits))
            current = ruled.document
        return Layered(document, (), settled=False)


def _alternatives(terms: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all terms as whole words, the longest first."""
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    branches = "|".join(r"\s+".join(map(re.escape, term.split())) for term in ordered)
    return re.compile(rf"(?<!\w)(?:{branches})(?!\w)", re.IGNORECASE)


def _slug(term: str) -> str:
    return re.sub(r"\W+", "_", term.lower()).strip("_") or "term"
