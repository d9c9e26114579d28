"""Our references for public machine output, joined with the output at run time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from mtfix.errors import DataError
from mtfix.evaluation import data
from mtfix.evaluation.documents import Line, Suite
from mtfix.evaluation.suites import runs


def load(split: str) -> Suite:
    """Load ``overlay-dev`` or ``overlay-test``; ``split`` is ``dev`` or ``test``.

    Raises:
        DataError: The overlay or the machine output it is for is missing, or an output is not
            the one that our references were written for.
    """
    rows = list(data.read_jsonl(data.own(f"overlay/{split}.jsonl")))
    documents = tuple(runs.documents(join(rows)))
    systems = {f"{row['set']} {row['system']}" for row in rows}
    return Suite(
        name=f"overlay-{split}",
        kind="repair",
        documents=documents,
        sample=f"all {len(rows)} segments that have our references, {len(systems)} engines",
        notes=("real output of old engines; references are minimal and full post-edits",),
    )


def join(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[runs.Place, Line]]:
    """Give each overlay row the machine output it belongs to, checked by its hash."""
    outputs: dict[tuple[str, str, str], tuple[str, str]] = {}
    wanted = {(row["set"], row["id"], row["system"]) for row in rows}
    for name in sorted({str(row["set"]) for row in rows}):
        for line in data.read_jsonl(data.external(f"{name}.ru-en.jsonl.gz")):
            key = (name, str(line["id"]), str(line["system"]))
            if key in wanted:
                outputs[key] = line["mt"], line.get("source", "")
    for row in rows:
        text, source = outputs.get((row["set"], row["id"], row["system"]), (None, ""))
        where = f"{row['set']} {row['id']} {row['system']}"
        if text is None:
            raise DataError(f"the overlay names {where}, which the machine output does not have")
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise DataError(
                f"the machine output of {where} is not the one our references were written for: "
                "its SHA-256 differs from the overlay's"
            )
        place = runs.Place(row["set"], row["system"], runs.line_number(row["id"]))
        references = (row["light"], row["full"])
        id = f"{row['id']}.{row['system']}"
        yield place, Line(id, text, references, tuple(row["errors"]), source)
