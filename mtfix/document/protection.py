"""Spans that no layer may touch: addresses, code, markup, and the caller's own terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mtfix.document.spans import Span, merge

# Each kind is found by a literal that must be in the text (a cheap test) and a linear pattern.
_KINDS: tuple[tuple[str, str], ...] = (
    ("://", r"\b[a-zA-Z][a-zA-Z0-9+.-]{0,15}://[^\s<>\"]+"),
    ("www.", r"\bwww\.[^\s<>\"]+"),
    ("@", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"),
    ("@", r"(?<!\w)@\w{2,30}"),
    ("#", r"(?<!\w)#\w{2,60}"),
    ("`", r"`[^`\n]{1,500}`"),
    ("<", r"</?[a-zA-Z][^<>]{0,500}>"),
    ("&", r"&(?:[a-zA-Z]{2,10}|#\d{1,6});"),
)


def protected_spans(text: str, terms: Sequence[str | re.Pattern[str]] = ()) -> tuple[Span, ...]:
    """Disjoint, sorted spans of ``text`` to leave alone.

    Args:
        text: The document.
        terms: The caller's terms: literal strings (case-sensitive) or compiled patterns.
    """
    return merge(_find(text, terms))


def _find(text: str, terms: Iterable[str | re.Pattern[str]]) -> Iterable[tuple[int, int]]:
    for literal, pattern in _KINDS:
        if literal in text:
            yield from (match.span() for match in re.finditer(pattern, text))
    for term in terms:
        if isinstance(term, str):
            start = text.find(term) if term else -1
            while start >= 0:
                yield start, start + len(term)
                start = text.find(term, start + len(term))
        else:
            yield from (match.span() for match in term.finditer(text) if match.group())
