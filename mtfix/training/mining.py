"""Nearest better translation: natural post-edits mined from many systems' outputs.

The WMT sets hold up to 23 systems' outputs for one source line. For each output the target is
the candidate (another system's output, or a reference) nearest to it in word edit distance
among those clearly closer to a reference. This turns independent references, which reword
freely, into targets that an editor might have reached from the output.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from mtfix.training.sources import Line

_WORD = re.compile(r"\w+(?:[.,'’\-]\w+)*|[^\w\s]")

# Systems whose errors are those that users' texts carry: rule-based and early statistical.
_OLD_ENGINES = re.compile(
    r"rbmt|commercial|PROMT|online-[AFG]|online-B$|JHU|umd|LIA|balagur|CMU|QCRI|uedin|FDA|cu-|MES|"
    r"UCAM|OmniFluent|jhu-pbmt|PBMT|Phrase|NRC|AFRL|afrl|AMU",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A hypothesis to repair and the text an editor might make of it.

    Attributes:
        before: The machine output.
        after: The target.
        system: Who wrote ``before``.
        distance: Normalized word edit distance between the two, in [0, 1].
        is_reference: Whether ``after`` is a human translation.
    """

    before: str
    after: str
    system: str
    distance: float
    is_reference: bool


@dataclass(frozen=True, slots=True)
class MiningPolicy:
    """What counts as a target.

    Attributes:
        margin: How much closer to a reference than the output a target must be, in normalized
            word edit distance.
        max_distance: Targets farther than this from the output teach rewording and are dropped.
        min_similarity: A machine target must be at least this similar to a reference, so that
            one old engine's errors are not taught as the repair of another's.
    """

    margin: float = 0.08
    max_distance: float = 0.6
    min_similarity: float = 0.5


def mine(lines: Iterable[Line], policy: MiningPolicy | None = None) -> Iterator[Pair]:
    """Yield for each output of each line its nearest better translation, where there is one."""
    policy = policy or MiningPolicy()
    for line in lines:
        yield from _mine_line(line, policy)


def is_old_engine(system: str) -> bool:
    """Tell whether a system is rule-based or statistical, judged by its published name."""
    return bool(_OLD_ENGINES.search(system))


def _mine_line(line: Line, policy: MiningPolicy) -> Iterator[Pair]:
    texts = [(o.text, o.system, False) for o in line.outputs]
    texts += [(r, "reference", True) for r in line.references]
    words = [_WORD.findall(text) for text, _, _ in texts]
    references = [w for w, (_, _, human) in zip(words, texts, strict=True) if human]
    if not references:
        return
    similarity = [
        1.0 if human else max(_similarity(w, r) for r in references)
        for w, (_, _, human) in zip(words, texts, strict=True)
    ]
    for i, (text, system, human) in enumerate(texts):
        if human or not words[i]:
            continue
        best: tuple[float, int] | None = None
        for j, (other, _, _) in enumerate(texts):
            needed = max(similarity[i] + policy.margin, policy.min_similarity)
            if j == i or similarity[j] < needed or other == text:
                continue
            distance = 1.0 - _similarity(words[i], words[j])
            if best is None or distance < best[0]:
                best = (distance, j)
        if best is not None and best[0] <= policy.max_distance:
            distance, j = best
            yield Pair(text, texts[j][0], system, distance, texts[j][2])


def _similarity(a: list[str], b: list[str]) -> float:
    return float(Levenshtein.normalized_similarity(a, b))
