"""What a calibration reads of a locus: the network's probabilities, and what the edit changes.

The network is surer of some kinds of edits than it should be and less sure of others; how likely
an editor agrees depends on the kind (an article, a preposition, a pronoun, a comma, an inflection).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from mtfix.guard.words import ARTICLES

_PRONOUNS = frozenset(
    "i me my we us our you your he him his himself she her hers herself it its itself they them "
    "their themselves who whom whose which that this these those".split()
)
_PREPOSITIONS = frozenset(
    "of in on at to for by with from into about as over under between among against during after "
    "before through within without".split()
)
_AUXILIARIES = frozenset("is are was were be been has have had will would do does did not".split())
# Words that carry grammar rather than content; their repair is the most reliable.
_FUNCTION_WORDS = ARTICLES | _PRONOUNS | _PREPOSITIONS | _AUXILIARIES | {"and", "or", "but"}
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_QUOTES = frozenset("\"'“”«»")


@dataclass(frozen=True, slots=True)
class Facts:
    """What features are computed from.

    Attributes:
        kind: ``replace``, ``insert`` or ``delete``.
        delete: Probability of each deletion.
        insert: Probability of each insertion.
        fill_scores: Log-probability of each written piece.
        deleted: Text of the deleted units.
        fill: What is written.
        around: All units of the segment, in lower case.
        doubt: Mean probability of deletion over the segment.
        at_start: Whether the change opens the segment.
        at_end: Whether it reaches the segment's end.
    """

    kind: str
    delete: Sequence[float]
    insert: Sequence[float]
    fill_scores: Sequence[float]
    deleted: tuple[str, ...]
    fill: str
    around: frozenset[str]
    doubt: float
    at_start: bool
    at_end: bool


class _Words:
    """The words of a change: all, and those that are not on both sides."""

    def __init__(self, facts: Facts) -> None:
        self.removed = [word.lower() for word in facts.deleted if word[0].isalnum()]
        self.written = _WORD.findall(facts.fill.lower())
        shared = set(self.removed) & set(self.written)
        self.out = [word for word in self.removed if word not in shared]
        self.come = [word for word in self.written if word not in shared]

    def swaps(self, kind: frozenset[str]) -> bool:
        """Whether words of ``kind`` give way to words of ``kind``."""
        return _all(self.out, kind) and _all(self.come, kind)


FEATURES = (
    "deletion_logit",
    "insertion_logit",
    "mean_fill_score",
    "worst_fill_score",
    "log_deleted_units",
    "log_filled_pieces",
    "is_insert",
    "is_delete",
    "segment_doubt_logit",
    "only_punctuation",
    "deletes_function_words",
    "fills_function_words",
    "fills_articles",
    "only_recases",
    "share_copied",
    "swaps_articles",
    "adds_article",
    "drops_article",
    "swaps_pronouns",
    "swaps_prepositions",
    "adds_auxiliary",
    "content_words_out",
    "content_words_in",
    "words_added",
    "likeness",
    "touches_quotes",
    "adds_comma",
    "drops_comma",
    "at_start",
    "at_end",
)


def features(facts: Facts) -> tuple[float, ...]:
    """Return the value of each of :data:`FEATURES`."""
    words = _Words(facts)
    named: dict[str, float] = {
        "deletion_logit": mean_logit(facts.delete),
        "insertion_logit": mean_logit(facts.insert),
        "mean_fill_score": sum(facts.fill_scores) / len(facts.fill_scores)
        if facts.fill_scores
        else 0.0,
        "worst_fill_score": min(facts.fill_scores, default=0.0),
        "log_deleted_units": math.log1p(len(facts.deleted)),
        "log_filled_pieces": math.log1p(len(facts.fill_scores)),
        "is_insert": facts.kind == "insert",
        "is_delete": facts.kind == "delete",
        "segment_doubt_logit": mean_logit([facts.doubt]),
        "only_punctuation": not words.removed and not words.written,
        "deletes_function_words": _all(words.removed, _FUNCTION_WORDS),
        "fills_function_words": _all(words.written, _FUNCTION_WORDS),
        "fills_articles": _all(words.written, ARTICLES),
        "only_recases": bool(words.written) and words.removed == words.written,
        "share_copied": sum(word in facts.around for word in words.written)
        / max(1, len(words.written)),
        "swaps_articles": words.swaps(ARTICLES),
        "adds_article": not words.out and _all(words.come, ARTICLES),
        "drops_article": not words.come and _all(words.out, ARTICLES),
        "swaps_pronouns": words.swaps(_PRONOUNS),
        "swaps_prepositions": words.swaps(_PREPOSITIONS),
        "adds_auxiliary": not words.out and _all(words.come, _AUXILIARIES),
        "content_words_out": sum(word not in _FUNCTION_WORDS for word in words.out),
        "content_words_in": sum(word not in _FUNCTION_WORDS for word in words.come),
        "words_added": len(words.come) - len(words.out),
        "likeness": fuzz.ratio(" ".join(words.out), " ".join(words.come)) / 100
        if words.out and words.come
        else 0.0,
        "touches_quotes": not _QUOTES.isdisjoint((*facts.deleted, *facts.fill)),
        "adds_comma": "," in facts.fill and "," not in facts.deleted,
        "drops_comma": "," in facts.deleted and "," not in facts.fill,
        "at_start": facts.at_start,
        "at_end": facts.at_end,
    }
    return tuple(float(named[name]) for name in FEATURES)


def mean_logit(probabilities: Sequence[float]) -> float:
    """Return the mean log-odds, clipped to ±9.2; 0 for none."""
    if not probabilities:
        return 0.0
    clipped = [min(max(p, 1e-4), 1 - 1e-4) for p in probabilities]
    return sum(math.log(p / (1 - p)) for p in clipped) / len(clipped)


def _all(words: Sequence[str], kind: frozenset[str]) -> bool:
    return bool(words) and kind.issuperset(words)
