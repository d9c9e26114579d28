"""The role of each straight quotation mark in a paragraph: does it open or close?

Old engines break the spaces around quotation marks (``longer, "- he said``, ``place." From``), so
the shape of a mark says little about its role. Its place in the order of marks says more: they
alternate, once short self-contained quotations such as ``"b"`` or ``"b."`` are set aside.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Role = Literal["open", "close"]

# A quotation that is whole in itself: no space inside its marks, no more than a few words.
SHORT = re.compile(r'(?<![\w"])"(?![^"]{0,30}[ ,.]-)[^\s"](?:[^"\n—–]{0,28}[^\s",])?"(?!\w)')


class QuoteMark(NamedTuple):
    """A straight double quotation mark and its role."""

    at: int
    role: Role


def quote_marks(text: str, start: int, end: int) -> list[QuoteMark]:
    """Roles of the straight double quotation marks of ``text[start:end]``, in order.

    The last mark of a paragraph with an odd number of marks keeps the role it alternates to, so
    callers that repair must check ``len(...) % 2 == 0`` first.

    >>> [mark.role for mark in quote_marks('"No longer, "- he said "b". " We go," he said.', 0, 46)]
    ['open', 'close', 'open', 'close', 'open', 'close']
    """
    marks: list[QuoteMark] = []
    is_open = False
    position = text.find('"', start, end)
    while position >= 0:
        short = SHORT.match(text, position, end)
        if short:
            marks.append(QuoteMark(position, "open"))
            position = short.end() - 1
            marks.append(QuoteMark(position, "close"))
        else:
            marks.append(QuoteMark(position, "close" if is_open else "open"))
            is_open = not is_open
        position = text.find('"', position + 1, end)
    return marks
