"""Cuts line-based input into records: a line of JSONL or text, a record of CSV."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

# An unclosed quotation mark would swallow the rest of a CSV file; it may swallow this much.
_LONGEST_QUOTED = 8 * 2**20

Record = tuple[int, bytes]


def line_records(lines: Iterable[bytes], *, keep_blank: bool) -> Iterator[Record]:
    """Each line with its number, from 1; without its line end, unless blank lines are kept."""
    for number, line in enumerate(lines, 1):
        if keep_blank:
            yield number, line
        elif bare := line.rstrip(b"\r\n"):
            yield number, bare


def csv_records(lines: Iterable[bytes]) -> Iterator[Record]:
    """Records of CSV (RFC 4180) with the number of their first line; blank lines are dropped.

    A record ends at the first line end outside quotation marks. Where a mark is never closed,
    the line it stands in is a record of its own, and reading goes on with the next line.
    """
    numbered = enumerate(lines, 1)
    again: deque[Record] = deque()
    held: list[Record] = []
    quotes = size = 0
    while True:
        item = again.popleft() if again else next(numbered, None)
        if item is None or size > _LONGEST_QUOTED:
            if not held:
                return
            if item is not None:
                held.append(item)
            yield held[0][0], held[0][1].rstrip(b"\r\n")
            again.extendleft(reversed(held[1:]))
            held, quotes, size = [], 0, 0
            continue
        held.append(item)
        quotes += item[1].count(b'"')
        size += len(item[1])
        if quotes % 2 == 0:
            record = b"".join(line for _, line in held).rstrip(b"\r\n")
            if record:
                yield held[0][0], record
            held, quotes, size = [], 0, 0
