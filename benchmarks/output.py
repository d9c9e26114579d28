"""Where benchmark results go, and how their charts look."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HERE = Path(__file__).resolve().parent

COLORS: Mapping[str, str] = {
    "do-nothing": "#9a9a9a",
    "rules": "#1b6ca8",
    "rules+model": "#d1495b",
    "harper-py": "#c9a227",
    "quire-grammar": "#6b9080",
}
"""One color per contender, the same in every chart."""


def environment() -> dict[str, Any]:
    """What the figures depend on besides the code: machine, load, versions."""
    return {
        "created": datetime.now().astimezone().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": [round(value, 2) for value in os.getloadavg()],
    }


def write_results(name: str, document: Mapping[str, Any]) -> Path:
    """Write ``results/NAME.json``."""
    path = HERE / "results" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


def figure(columns: int, width: float = 9.0, height: float = 3.6) -> tuple[Figure, list[Any]]:
    """A figure of plots side by side, in the common style; sizes in inches."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update(
        {
            "font.size": 9,
            "axes.titlesize": 10,
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": "#e6e6e6",
            "grid.linewidth": 0.8,
            "legend.frameon": False,
            "svg.hashsalt": "mtfix",
        }
    )
    from matplotlib import pyplot

    drawn, axes = pyplot.subplots(
        1, columns, figsize=(width, height), squeeze=False, layout="constrained"
    )
    return drawn, list(axes[0])


def legend_above(drawn: Figure, axes: Any) -> None:
    """One legend for all plots of a figure, above them."""
    handles, labels = axes.get_legend_handles_labels()
    drawn.legend(handles, labels, loc="outside upper left", ncols=len(labels))


def write_chart(name: str, drawn: Figure) -> list[Path]:
    """Write ``charts/NAME.png`` and ``charts/NAME.svg``."""
    folder = HERE / "charts"
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.png", folder / f"{name}.svg"]
    drawn.savefig(paths[0], dpi=160)
    drawn.savefig(paths[1], metadata={"Date": None})
    return paths


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()
