"""The stream of training examples: weighted sources, drawn afresh."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mtfix.model.tokenizer import UnitTokenizer
from mtfix.training.examples import Example, make_example

Draw = Callable[[random.Random], tuple[str, str, float]]
"""Draw one (before, after, loss weight)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A named source with its share of the stream."""

    name: str
    share: float
    draw: Draw


def batches(
    sources: Sequence[Source],
    tokenizer: UnitTokenizer,
    *,
    pieces: int,
    rng: random.Random,
    max_fill: int = 32,
    pool: int = 24,
) -> Iterator[list[Example]]:
    """Yield batches of about ``pieces`` encoder pieces, padding included, for ever.

    Examples are drawn for ``pool`` batches at a time, sorted by length and cut into batches, so
    that little is padded; the batches of a pool come in random order.
    """
    shares = [source.share for source in sources]
    while True:
        drawn: list[Example] = []
        total = 0
        while total < pool * pieces:
            (source,) = rng.choices(sources, shares)
            before, after, weight = source.draw(rng)
            example = make_example(tokenizer, before, after, weight=weight, max_fill=max_fill)
            if example is not None:
                drawn.append(example)
                total += len(example.pieces)
        drawn.sort(key=lambda e: (len(e.pieces), sum(len(ids) for _, ids in e.fills)))
        cut: list[list[Example]] = [[]]
        for example in drawn:
            if (len(cut[-1]) + 1) * len(example.pieces) > pieces and cut[-1]:
                cut.append([])
            cut[-1].append(example)
        rng.shuffle(cut)
        yield from cut


def nearness(distance: float, scale: float = 0.3) -> float:
    """Weight of a mined pair: the smaller the edit, the likelier an editor made it."""
    return math.exp(-distance / scale)
