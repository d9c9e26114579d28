"""Segments longer than the network's window are read in parts, without loss."""

from __future__ import annotations

from collections.abc import Iterator

from mtfix.model.tokenizer import UnitTokenizer

_CLAUSE_ENDS = frozenset(",;:.!?")


def windows(text: str, tokenizer: UnitTokenizer, max_pieces: int) -> Iterator[tuple[int, str]]:
    """Yield (offset, part) so that the parts cover ``text`` and each fits the window.

    Parts end behind a clause's punctuation where there is some in the second half of the window,
    else between two units. A single unit that is longer than the window is left out: there is
    nothing to repair in such a thing.
    """
    pieces = tokenizer.pieces(text)
    if len(pieces.ids) <= max_pieces:
        yield 0, text
        return
    room = max_pieces - 2  # BOS and EOS
    bounds = [*pieces.starts, len(pieces.ids) - 1]
    first = 0
    while first < len(pieces.units):
        last = first
        while last < len(pieces.units) and bounds[last + 1] - bounds[first] <= room:
            last += 1
        if last == first:
            first += 1
            continue
        if last < len(pieces.units):
            half = (first + last) // 2
            for cut in range(last - 1, half, -1):
                if pieces.units[cut].text in _CLAUSE_ENDS:
                    last = cut + 1
                    break
        start = pieces.units[first].start
        yield start, text[start : pieces.units[last - 1].end]
        first = last
