"""Our own degraded passages, rebuilt into documents from their paragraph and segment numbers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from mtfix.evaluation import data
from mtfix.evaluation.documents import EvalDocument, Line, Suite, assemble


def load(split: str) -> Suite:
    """Load ``passages-dev`` or ``passages-test``; ``split`` is ``dev`` or ``test``."""
    documents = tuple(build(data.read_jsonl(data.own(f"passages/{split}.jsonl"))))
    count = sum(len(document.segments) for document in documents)
    return Suite(
        name=f"passages-{split}",
        kind="repair",
        documents=documents,
        sample=f"all {count} segments of {len(documents)} documents",
        notes=("degraded by hand in the manner of old engines and a synonym spinner",),
    )


def build(rows: Iterable[dict[str, Any]]) -> Iterable[EvalDocument]:
    """Documents of ``rows``, which are in document order; grouped by topic."""
    for name, document in groupby(rows, key=lambda row: str(row["doc"])):
        lines = [(row["par"], row["topic"], _line(row)) for row in document]
        paragraphs = [
            [line for _, _, line in paragraph]
            for _, paragraph in groupby(lines, key=lambda item: item[0])
        ]
        yield assemble(name, str(lines[0][1]), paragraphs)


def _line(row: dict[str, Any]) -> Line:
    return Line(
        id=f"{row['doc']}.{row['par']}.{row['seg']}",
        text=row["degraded"],
        references=(row["light"], row["full"]),
        errors=tuple(row["errors"]),
    )
