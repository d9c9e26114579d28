"""Fit a replacement into its place: capitals, a/an, doubled articles, spaces, full stops."""

from __future__ import annotations

import re

from mtfix.document import Document
from mtfix.rules.english import indefinite_article

_ARTICLE = re.compile(r"\b(an?|the)(\s+)$", re.IGNORECASE)
_SPACED_STOP = re.compile(r" ([,.;:])(?!\w)")  # a repair may be written in units, like a match
_CLOSERS = ",.;:!?)]”’"


def replacement(document: Document, start: int, end: int, becomes: str) -> tuple[int, int, str]:
    """The edit ``(start, end, after)`` that puts ``becomes`` in the place of ``[start, end)``."""
    text = document.text
    at_start = document.at_segment_start(start)
    if not becomes.strip():
        return _deletion(document, start, end, at_start)
    after = _SPACED_STOP.sub(r"\1", becomes)
    matched = text[start:end]
    quoted = matched[:1].isupper() and text[start - 1 : start] in ('"', "“", "‘", "«")
    if at_start or (quoted and start > 0):
        after = capitalize(after)
    if sum(map(str.isupper, matched)) > 3 and matched.isupper() and not becomes.isupper():
        segment = document.segment_at(start)
        if segment and segment.text.isupper():
            after = after.upper()
    if matched.endswith(".") and not after.endswith((".", "!", "?")):
        segment = document.segment_at(start)
        if segment and segment.end == end and not _inner_dot(matched):
            after += "."
    start, after = _fit_article(text, start, matched, after)
    if after[0] in _CLOSERS:
        while start > 0 and text[start - 1] in " \t":
            start -= 1
    elif start > 0 and text[start - 1].isalnum() and after[0].isalnum():
        after = f" {after}"
    if end < len(text) and text[end].isalnum() and not after[-1].isspace():
        after = f"{after} "
    return start, end, after


def capitalize(text: str) -> str:
    """``text`` with its first letter, if only quotes or brackets precede it, in upper case."""
    for index, char in enumerate(text):
        if char.isalpha():
            upper = char.upper()
            return text[:index] + (upper if len(upper) == 1 else char) + text[index + 1 :]
        if char.isalnum():
            return text
    return text


def _inner_dot(matched: str) -> bool:
    """Whether the last dot is one of several, as in ``U.S.``, and no full stop was meant."""
    return matched.split()[-1].count(".") > 1


def _fit_article(text: str, start: int, matched: str, after: str) -> tuple[int, str]:
    """Adapt a preceding a/an to the new word; avoid ``the the``."""
    article = _ARTICLE.search(text, max(0, start - 8), start)
    if article is None:
        return start, after
    word = article[1]
    lower = after.lower()
    if lower.startswith(("the ", "a ", "an ")):
        if word.lower() == lower.split(" ", 1)[0]:
            return start, after.split(" ", 1)[1]
        kept = after if word[0].islower() else capitalize(after)
        return article.start(), kept
    if word.lower() == "the":
        return start, after
    right = indefinite_article(after)
    if right == word.lower() or indefinite_article(matched) != word.lower():
        return start, after
    return article.start(), f"{right if word[0].islower() else right.capitalize()} {after}"


def _deletion(document: Document, start: int, end: int, at_start: bool) -> tuple[int, int, str]:
    text = document.text
    if not at_start:
        while start > 0 and text[start - 1] in " \t":
            start -= 1
        if text[start - 1 : start] == "," == text[end : end + 1]:
            return start - 1, end + 1, ""  # an insertion goes with both its commas
        if end < len(text) and text[end].isalnum() and start > 0 and text[start - 1].isalnum():
            return start, end, " "
        return start, end, ""
    segment = document.segment_at(start)
    limit = segment.end if segment else len(text)
    while end < limit and text[end] in " \t\u00a0,":
        end += 1
    if end >= limit:
        return start, end, ""
    if text[end].islower():
        return start, end + 1, capitalize(text[end])
    return start, end, ""
