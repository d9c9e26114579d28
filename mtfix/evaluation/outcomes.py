"""Segment by segment: what got better, what got worse, and what the change was worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many segments need fewer, as many, or more TER edits than before.

    Attributes:
        better: Fewer edits to the nearest reference.
        same: As many; ``changed_same`` of them were changed all the same.
        worse: More edits.
        changed_same: Changed without a difference in edits (a case change is invisible to TER).
    """

    better: int
    same: int
    worse: int
    changed_same: int

    @property
    def segments(self) -> int:
        """All segments."""
        return self.better + self.same + self.worse

    @property
    def changed(self) -> int:
        """Segments whose text was changed."""
        return self.better + self.worse + self.changed_same


@dataclass(frozen=True, slots=True)
class Effort:
    """How much was changed, and what an edit brought.

    Attributes:
        edits: Stretches of changed tokens, over all segments.
        edited_words: Tokens replaced, inserted or deleted, over all segments.
        edits_saved: TER edits an editor no longer has to make (negative: has to make more).
        ter_points: TER points gained on the suite (positive is better).
    """

    edits: int
    edited_words: int
    edits_saved: float
    ter_points: float

    @property
    def saved_per_edit(self) -> float | None:
        """TER edits saved by one edit; ``None`` if there was no edit."""
        return self.edits_saved / self.edits if self.edits else None

    @property
    def saved_per_edited_word(self) -> float | None:
        """TER edits saved by one edited word: 1.0 means every edited word was needed."""
        return self.edits_saved / self.edited_words if self.edited_words else None

    @property
    def points_per_100_edits(self) -> float | None:
        """TER points gained by 100 edits; comparable only within one suite."""
        return 100 * self.ter_points / self.edits if self.edits else None


@dataclass(frozen=True, slots=True)
class TagRecall:
    """What became of the segments that carry one error tag.

    A segment mostly carries several tags, so ``improved`` is an upper bound on the repair of
    this very error; ``repaired`` (equal to a reference, case included) is a lower bound.
    """

    segments: int
    improved: int
    repaired: int
    worse: int


def outcomes(
    inputs: Sequence[str], outputs: Sequence[str], before: Sequence[float], after: Sequence[float]
) -> Outcomes:
    """Count outcomes from the texts and their TER edits before and after the repair."""
    better = same = worse = changed_same = 0
    for given, got, old, new in zip(inputs, outputs, before, after, strict=True):
        if new < old:
            better += 1
        elif new > old:
            worse += 1
        else:
            same += 1
            changed_same += given != got
    return Outcomes(better, same, worse, changed_same)


def effort(
    inputs: Sequence[str], outputs: Sequence[str], edits_saved: float, ter_points: float
) -> Effort:
    """Measure the changes from ``inputs`` to ``outputs`` against what they brought."""
    counts = [count_edits(given, got) for given, got in zip(inputs, outputs, strict=True)]
    return Effort(
        edits=sum(edits for edits, _ in counts),
        edited_words=sum(words for _, words in counts),
        edits_saved=edits_saved,
        ter_points=ter_points,
    )


def tag_recall(
    tags: Sequence[Sequence[str]], before: Sequence[float], after: Sequence[float]
) -> dict[str, TagRecall]:
    """For each error tag, what became of its segments; most frequent tag first.

    Args:
        tags: Error tags of each segment.
        before: Case-sensitive TER edits of each segment before the repair.
        after: The same after it.
    """
    counts: dict[str, list[int]] = {}
    for segment, old, new in zip(tags, before, after, strict=True):
        for tag in dict.fromkeys(segment):
            row = counts.setdefault(tag, [0, 0, 0, 0])
            for column, holds in enumerate((True, new < old, new == 0 < old, new > old)):
                row[column] += holds
    ranked = sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))
    return {tag: TagRecall(*row) for tag, row in ranked}


@cache
def count_edits(before: str, after: str) -> tuple[int, int]:
    """Edits and edited words between two texts, by word-level Levenshtein alignment.

    An edit is an unbroken stretch of changed tokens (words or single punctuation marks); a
    stretch counts as many words as the longer of its two sides. A change of spaces alone is one
    edit of no words.
    """
    from rapidfuzz.distance import Levenshtein

    if before == after:
        return 0, 0
    edits = words = 0
    inside = False
    blocks = Levenshtein.opcodes(_TOKEN.findall(before), _TOKEN.findall(after))
    for block in blocks:
        changed = block.tag != "equal"
        edits += changed and not inside
        if changed:
            words += max(
                block.src_end - block.src_start,
                block.dest_end - block.dest_start,
            )
        inside = changed
    return max(edits, 1), words


def count_words(text: str) -> int:
    """Words of ``text``: runs of non-spaces that hold a letter or a digit."""
    return len(_WORD.findall(text))
