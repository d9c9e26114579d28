"""Finds a model by name or path and opens it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mtfix.errors import ModelNotFound
from mtfix.model.corrector import Corrector

DEFAULT_MODEL = "ruen-edit-small"
_MANIFEST = "manifest.json"


def load(name: str, *, threads: int | None = None) -> Corrector | None:
    """Open a model.

    Args:
        name: ``"auto"`` for the model that came with the package; the name of a bundle; the path of
            a bundle; or ``"transformers:PATH_OR_HUB_NAME"`` for any seq2seq checkpoint.
        threads: Threads of the runtime; None leaves its choice.

    Returns:
        The model; None only for ``"auto"`` where none is installed.

    Raises:
        ModelNotFound: No such model.
        ModelDamaged: A file of it is missing, altered or malformed.
        MissingExtra: A transformers checkpoint is asked for without transformers installed.
    """
    if name.startswith("transformers:"):
        from mtfix.model.transformers_corrector import TransformersCorrector

        return TransformersCorrector.load(name.removeprefix("transformers:"))
    folder = find_bundle(DEFAULT_MODEL if name == "auto" else name)
    if folder is None:
        if name == "auto":
            return None
        looked = ", ".join(str(place) for place in _places())
        raise ModelNotFound(f"no model {name!r}: it is neither a folder nor in {looked}")
    from mtfix.model.bundle import load_bundle

    return load_bundle(folder, threads=threads)


def find_bundle(name: str) -> Path | None:
    """Return the folder of a bundle given by path or by name; None where there is none."""
    given = Path(name)
    if (given / _MANIFEST).is_file() or given.is_dir():
        return given
    if given.name != name:  # a path, and nothing is there
        return None
    return next((p / name for p in _places() if (p / name / _MANIFEST).is_file()), None)


def _places() -> Iterator[Path]:
    """Where bundles lie: ``$MTFIX_MODELS``, the installed package, the checkout."""
    if folder := os.environ.get("MTFIX_MODELS"):
        yield Path(folder)
    package = Path(__file__).resolve().parents[1]
    yield package / "_models"
    if (package.parent / "pyproject.toml").is_file():
        yield package.parent / "models"
