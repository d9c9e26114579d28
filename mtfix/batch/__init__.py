"""Batch jobs over whole archives: safe, resumable, on one machine or many.

mtfix.batch.run("archive/", "repaired/", Options(layout=Layout(text_field="mt")))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtfix.batch.job import plan, run
    from mtfix.batch.options import Layout, Options
    from mtfix.batch.summary import Summary
    from mtfix.batch.worker import RepairWorker

__all__ = ["Layout", "Options", "RepairWorker", "Summary", "plan", "run"]

# Imported on first use: a worker process needs a part of it only.
_HOMES = {
    "Layout": "mtfix.batch.options",
    "Options": "mtfix.batch.options",
    "RepairWorker": "mtfix.batch.worker",
    "Summary": "mtfix.batch.summary",
    "plan": "mtfix.batch.job",
    "run": "mtfix.batch.job",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'mtfix.batch' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
