"""The conditions of an entry: what stands around the match and what the document holds."""

from __future__ import annotations

from functools import lru_cache

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
    if entry.safety != "evidence" and not when.document_has and not when.document_lacks:
        return True
    return _supported(entry, tokens, found)


def _supported(entry: Entry, tokens: TokenText, found: Found) -> bool:
    """Whether the rest of the document holds the evidence and nothing that speaks against."""
    evidence = tokens.document.evidence
    wanted = entry.when.document_has
    if not wanted and entry.safety == "evidence":
        wanted = entry.becomes[:1]
    own = f" {' '.join(tokens.words[found.first : found.last + 1])} "
    for_it = not wanted or any(
        evidence.count(term, exact=_cased(term)) > _inside(term, own) for term in wanted
    )
    return for_it and not any(
        evidence.count(term, exact=_cased(term)) > _inside(term, own)
        for term in entry.when.document_lacks
    )


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
