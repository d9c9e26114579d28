"""The conditions of an entry: what stands around the match and what the document holds."""

from __future__ import annotations

from functools import lru_cache

from mtfix.document import Document
from mtfix.rules.lexicon.pattern import Found
from mtfix.rules.lexicon.schema import Entry
from mtfix.rules.lexicon.tokens import BREAK, TokenText, tokenize


def holds(entry: Entry, tokens: TokenText, found: Found) -> bool:
    """Whether every condition of ``entry`` allows this match."""
    when = entry.when
    document = tokens.document
    start = tokens.starts[found.first]
    if when.position and document.at_segment_start(start) != (when.position == "sentence_start"):
        return False
    if when.after and not _preceded(when.after, tokens, found):
        return False
    if when.not_after and _preceded(when.not_after, tokens, found):
        return False
    if when.before and not _followed(when.before, tokens, found):
        return False
    if when.not_before and _followed(when.not_before, tokens, found):
        return False
    if entry.safety == "safe" and not when.document_has and not when.document_lacks:
        return True
    if document.source is None:
        return entry.safety != "source" and _supported(entry, tokens, found)
    settled = _settled(entry, document, start)
    if entry.safety == "source":
        if not settled or _in_name(entry, tokens, found):
            return False
        return _supported(entry, tokens, found)
    return settled is not False and _supported(entry, tokens, found, by_source=bool(settled))


def _in_name(entry: Entry, tokens: TokenText, found: Found) -> bool:
    """Whether a capital within a sentence makes a name of the words (``the Actual Chamber``)."""
    if not tokens.words[found.first][0].isupper() or any(map(str.isupper, entry.becomes[0])):
        return False
    return not tokens.document.at_segment_start(tokens.starts[found.first])


def _settled(entry: Entry, document: Document, start: int) -> bool | None:
    """What the Russian behind the match says, if anything.

    That the phrase is missing there says little, since a rule names only one or two of the ways in
    which Russian puts it; but a swapped synonym that another word stands behind was not swapped.
    """
    passage = document.original(start)
    if passage is None or not entry.originals:
        return None
    if entry.when.source_lacks and passage.has(entry.when.source_lacks):
        return False
    if passage.has(entry.originals):
        return True
    return False if entry.cause == "spinner" else None


def _supported(entry: Entry, tokens: TokenText, found: Found, *, by_source: bool = False) -> bool:
    """Whether the rest of the document holds the evidence and nothing that speaks against."""
    document = tokens.document
    evidence = document.evidence
    wanted = entry.when.document_has
    if not wanted and entry.safety == "evidence":
        wanted = entry.becomes[:1]
    own = f" {' '.join(tokens.words[found.first : found.last + 1])} "
    for_it = (
        by_source
        or not wanted
        or _in_source(entry, document)
        or any(evidence.count(term, exact=_cased(term)) > _inside(term, own) for term in wanted)
    )
    return for_it and not any(
        evidence.count(term, exact=_cased(term)) > _inside(term, own)
        for term in entry.when.document_lacks
    )


def _in_source(entry: Entry, document: Document) -> bool:
    """Whether the source has the Russian somewhere, which counts as evidence of the document."""
    source, alignment = document.source, document.alignment
    if source is None or alignment is None or entry.safety != "evidence":
        return False
    return alignment.matches and source.whole.has(entry.originals)


def _cased(term: str) -> bool:
    """Terms with capitals are looked up as written: ``START`` is not ``start``."""
    return term != term.lower()


def _inside(term: str, own: str) -> int:
    """How often the match itself holds the term."""
    phrase = _folded(term)
    return own.lower().count(phrase)


def _preceded(options: tuple[str, ...], tokens: TokenText, found: Found) -> bool:
    edge = tokens.offset_of(found.first) + 1
    for option in options:
        if option == "<start>":
            hit = tokens.document.at_segment_start(tokens.starts[found.first])
        elif option.startswith("<"):
            hit = _is_kind(option, tokens, found.first - 1)
        else:
            hit = tokens.folded.endswith(_folded(option), 0, edge)
        if hit:
            return True
    return False


def _followed(options: tuple[str, ...], tokens: TokenText, found: Found) -> bool:
    edge = tokens.offset_of(found.last + 1)
    for option in options:
        if option == "<end>":
            hit = _at_segment_end(tokens, found.last)
        elif option.startswith("<"):
            hit = _is_kind(option, tokens, found.last + 1)
        else:
            hit = tokens.folded.startswith(_folded(option), edge)
        if hit:
            return True
    return False


def _is_kind(kind: str, tokens: TokenText, index: int) -> bool:
    if not 0 <= index < len(tokens.words):
        return False
    first = tokens.words[index][0]
    return first.isdigit() if kind == "<num>" else first.isupper()


def _at_segment_end(tokens: TokenText, last: int) -> bool:
    """Whether only closing punctuation follows in the segment."""
    index = last + 1
    words = tokens.words
    segment = tokens.document.segment_at(tokens.starts[last])
    end = segment.end if segment else len(tokens.document.text)
    while index < len(words) and words[index] != BREAK and tokens.starts[index] < end:
        if words[index][0].isalnum():
            return False
        index += 1
    return True


@lru_cache(maxsize=4096)
def _folded(phrase: str) -> str:
    folded = f" {' '.join(word.lower() for _, _, word in tokenize(phrase))} "
    return folded.replace(" ' s ", " 's ")  # the possessive alone, as in ``not_before = ["'s"]``
