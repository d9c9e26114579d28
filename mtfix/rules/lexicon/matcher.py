"""All lexicon entries in one Aho–Corasick pass over the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mtfix.document import Document
from mtfix.edits import Edit
from mtfix.errors import LexiconError
from mtfix.rules.lexicon.conditions import holds
from mtfix.rules.lexicon.pattern import Found, Phrase, compile_pattern, find
from mtfix.rules.lexicon.schema import Entry
from mtfix.rules.lexicon.tokens import TokenText
from mtfix.rules.rewrite import replacement

_SLOT = re.compile(r"\{(\w+)\}")


class LexiconMatcher:
    """Finds every phrase of every entry at once and checks the conditions of what it found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._anchors: dict[str, list[tuple[Entry, Phrase]]] = {}
        for entry in entries:
            used = {label for becomes in entry.becomes for label in _SLOT.findall(becomes)}
            for pattern in entry.match:
                try:
                    phrases = compile_pattern(pattern)
                except LexiconError as error:
                    raise LexiconError(f"rule {entry.id!r}: {error}") from error
                for phrase in phrases:
                    if used:
                        self._check_captures(entry, phrase, used)
                    self._anchors.setdefault(phrase.anchor, []).append((entry, phrase))
        self._automaton = _automaton(self._anchors)

    @staticmethod
    def _check_captures(entry: Entry, phrase: Phrase, used: set[str]) -> None:
        labels = {element.label for element in phrase.elements if not isinstance(element, str)}
        if not used <= labels:
            raise LexiconError(
                f"rule {entry.id!r}: 'becomes' uses {sorted(used - labels)}, which "
                f"{' '.join(phrase.written)!r} does not capture"
            )

    def propose(self, document: Document) -> Iterator[Edit]:
        """Candidate edits of all entries; they may overlap."""
        if self._automaton is None:
            return
        tokens = TokenText(document)
        for last, anchor in self._automaton.iter(tokens.folded):
            index = tokens.index_at(last - len(anchor) + 1)
            for entry, phrase in self._anchors[anchor]:
                found = find(phrase, tokens, index)
                if found and self._case_fits(entry, phrase, tokens, found):
                    edit = _edit(entry, tokens, found)
                    if edit is not None:
                        yield edit

    @staticmethod
    def _case_fits(entry: Entry, phrase: Phrase, tokens: TokenText, found: Found) -> bool:
        if not entry.when.exact:
            return True
        pairs = zip(phrase.written, phrase.elements, strict=True)
        words = [word for word, element in pairs if isinstance(element, str)]
        there = tokens.words[found.first : found.last + 1]
        if phrase.literal:
            return there == words
        remaining = iter(there)
        return all(word in remaining for word in words)


def _automaton(anchors: Sequence[str] | dict[str, Any]) -> Any:
    import ahocorasick

    if not anchors:
        return None
    automaton = ahocorasick.Automaton()
    for anchor in anchors:
        automaton.add_word(anchor, anchor)
    automaton.make_automaton()
    return automaton


def _edit(entry: Entry, tokens: TokenText, found: Found) -> Edit | None:
    if _slashed(tokens, found) or not holds(entry, tokens, found):
        return None
    becomes = _SLOT.sub(lambda slot: found.captures.get(slot[1], ""), entry.becomes[0])
    start, end, after = replacement(
        tokens.document, tokens.starts[found.first], tokens.ends[found.last], becomes
    )
    before = tokens.document.text[start:end]
    if before == after:
        return None
    return Edit(start, end, before, after, "rules", entry.id, entry.reason, entry.russian)


def _slashed(tokens: TokenText, found: Found) -> bool:
    """Whether a slash ties the match to another word, as in ``POW/MIA``."""
    text = tokens.document.text
    start, end = tokens.starts[found.first], tokens.ends[found.last]
    return text[end : end + 1] == "/" or (start > 0 and text[start - 1] == "/")
