"""Learning curves of a run, drawn from its log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mtfix.errors import DataError, MissingExtra

_PANELS = (
    ("delete", "deletion loss, nats"),
    ("insert", "insertion loss, nats"),
    ("fill", "fill loss, nats per piece"),
)


def read_log(folder: Path) -> list[dict[str, Any]]:
    """Read ``log.jsonl`` of a run.

    Raises:
        DataError: The run has no log yet.
    """
    path = folder / "log.jsonl"
    if not path.is_file():
        raise DataError(f"{path} is missing: the run has not logged anything yet")
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]


def plot(folder: Path, target: Path) -> None:
    """Draw training and development losses against millions of pieces seen.

    Args:
        folder: Folder of the run.
        target: Path of the chart without its ending; a PNG and an SVG are written.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra.of("matplotlib", "train") from error
    rows = read_log(folder)
    figure = Figure(figsize=(10, 3), layout="constrained")
    for axes, (name, label) in zip(figure.subplots(1, len(_PANELS)), _PANELS, strict=True):
        for kind, style in (("train", "-"), ("development", "o-")):
            chosen = [row for row in rows if row["kind"] == kind]
            axes.plot(
                [row["pieces"] / 1e6 for row in chosen],
                [row[name] for row in chosen],
                style,
                label=kind,
                markersize=3,
                linewidth=1,
            )
        axes.set_xlabel("pieces seen, millions")
        axes.set_ylabel(label)
        axes.grid(alpha=0.3)
        axes.legend(frameon=False)
    target.parent.mkdir(parents=True, exist_ok=True)
    for ending in (".png", ".svg"):
        figure.savefig(target.with_suffix(ending), dpi=120)
