"""The seed article: repaired whole, measured on its annotated segments."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mtfix.errors import DataError
from mtfix.evaluation import data
from mtfix.evaluation.documents import EvalDocument, EvalSegment, Suite


def load() -> Suite:
    """Load the suite ``seed-dev``.

    The whole article is one document, so that rules see the evidence of all of it. Only the
    listed segments count; they are located in order, one after the other.
    """
    article = data.seed("article.txt").read_text(encoding="utf-8")
    path = data.seed("dev.jsonl")
    document = EvalDocument("seed", "seed", article, locate(article, data.read_jsonl(path), path))
    return Suite(
        name="seed-dev",
        kind="repair",
        documents=(document,),
        sample=f"all {len(document.segments)} annotated segments of the seed article",
        notes=("the article is repaired whole; its unlisted segments are not measured",),
    )


def locate(article: str, rows: Iterable[dict[str, Any]], path: Path) -> tuple[EvalSegment, ...]:
    """Find each row's ``degraded`` text after the one before it.

    Raises:
        DataError: A segment is not in the article at or after the previous one's end.
    """
    segments: list[EvalSegment] = []
    position = 0
    for row in rows:
        degraded = row["degraded"]
        start = article.find(degraded, position)
        if start < 0:
            raise DataError(
                f"{path}: segment {row['par']}.{row['seg']} is not in the article after "
                f"character {position}: {degraded[:60]!r}"
            )
        position = start + len(degraded)
        segments.append(
            EvalSegment(
                id=f"seed.{row['par']}.{row['seg']}",
                start=start,
                end=position,
                references=(row["light"], row["full"]),
                errors=tuple(row["errors"]),
            )
        )
    return tuple(segments)
