"""Neural output of 2020 with the post-edits that people made of it (MLQE-PE, CC0)."""

from __future__ import annotations

from mtfix.evaluation import data
from mtfix.evaluation.documents import Line, Suite, assemble


def load() -> Suite:
    """Load ``mlqe-dev``. The sentences are unrelated, so each is a document of its own."""
    documents = tuple(
        assemble(
            str(row["id"]),
            "edited" if row["hter"] else "left as it was",
            [[Line(str(row["id"]), row["mt"], (row["reference"],), source=row.get("source", ""))]],
        )
        for row in data.read_jsonl(data.external("mlqe-pe.ru-en.dev.jsonl"))
    )
    return Suite(
        name="mlqe-dev",
        kind="repair",
        documents=documents,
        sample=f"all {len(documents)} sentences of the development part",
        notes=("one human post-edit each; about half were left as they were",),
    )
