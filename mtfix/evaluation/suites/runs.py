"""Documents out of numbered lines: consecutive lines of one system belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mtfix.evaluation.documents import EvalDocument, Line, assemble


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a line of machine output stands: test set, system, line number."""

    set: str
    system: str
    line: int


def documents(lines: Iterable[tuple[Place, Line]]) -> Iterator[EvalDocument]:
    """Group lines into documents, one for each run of consecutive numbers of one system.

    Official test sets follow the order of their documents but do not mark the borders, so a
    run can hold several stories. Every line is a paragraph of its own.
    """
    run: list[tuple[Place, Line]] = []
    for place, line in sorted(lines, key=lambda item: item[0]):
        if run and not _follows(run[-1][0], place):
            yield _document(run)
            run = []
        run.append((place, line))
    if run:
        yield _document(run)


def line_number(id: str) -> int:
    """The line number in an id such as ``newstest2013.17``."""
    return int(id.rsplit(".", 1)[1])


def _follows(previous: Place, place: Place) -> bool:
    same = (previous.set, previous.system) == (place.set, place.system)
    return same and place.line == previous.line + 1


def _document(run: list[tuple[Place, Line]]) -> EvalDocument:
    first, last = run[0][0], run[-1][0]
    group = f"{first.set} {first.system}"
    return assemble(f"{group} {first.line}-{last.line}", group, [[line] for _, line in run])
