"""What the edit corrector asks of a network, whatever runs it."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Encoded(NamedTuple):
    """The encoder's answer for B segments of at most T pieces.

    Attributes:
        states: Whatever the backend needs to go on; opaque to the caller.
        delete: (B, T) probability that the unit starting at a piece goes.
        insert: (B, T) probability that something is inserted before a piece.
    """

    states: Any
    delete: Floats
    insert: Floats


class Fills(NamedTuple):
    """The decoder's answer for B segments of at most G gaps, S steps.

    Attributes:
        pieces: (B, G, S) piece ids, 0 after the end.
        log_probabilities: (B, G, S) of each piece, the closing EOS included; 0 after it.
        finished: (B, G) whether the fill came to an end within S steps.
    """

    pieces: Ints
    log_probabilities: Floats
    finished: NDArray[np.bool_]


class Backend(Protocol):
    """Runs the network."""

    max_pieces: int

    def encode(self, pieces: Ints) -> Encoded:
        """Encode (B, T) piece ids, 0 for padding."""

    def fill(self, encoded: Encoded, pieces: Ints, deleted: Ints, gaps: Ints) -> Fills:
        """Write the text of each gap, greedily.

        Args:
            encoded: The answer of :meth:`encode` for ``pieces``.
            pieces: (B, T) piece ids.
            deleted: (B, T) 1 on each piece of a deleted unit.
            gaps: (B, G) index of the piece before which to write; 0 for padding.
        """
