"""Finds and reads corpora: ours in the checkout, the external ones where the user keeps them."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mtfix.errors import DataError

ENVIRONMENT = "MTFIX_CORPORA"


def checkout() -> Path:
    """The folder that holds the ``mtfix`` package; the repository in a checkout."""
    return Path(__file__).resolve().parents[2]


def external_roots() -> list[Path]:
    """Folders searched for external corpora: ``$MTFIX_CORPORA``, then ``../shared/corpora``."""
    configured = os.environ.get(ENVIRONMENT)
    roots = [Path(configured).expanduser()] if configured else []
    return [*roots, checkout().parent / "shared" / "corpora"]


def external(name: str) -> Path:
    """Path of the external corpus file ``name``.

    Raises:
        DataError: No searched folder has it.
    """
    return _find(
        name,
        external_roots(),
        f"set {ENVIRONMENT} to the folder that holds it (corpora/manifest.toml says where to "
        "get it)",
    )


def seed(name: str) -> Path:
    """Path of a file of the seed article: in ``seed/`` inside or beside the external corpora.

    Raises:
        DataError: It is in neither place.
    """
    roots = [
        folder for root in external_roots() for folder in (root / "seed", root.parent / "seed")
    ]
    return _find(name, roots, f"set {ENVIRONMENT} to a folder with seed/{name} in or beside it")


def own(name: str) -> Path:
    """Path of a file of the project's own ``corpora/``, which wheels do not carry.

    Raises:
        DataError: There is no such file in the checkout or the working directory.
    """
    roots = [checkout() / "corpora", Path.cwd() / "corpora"]
    return _find(name, roots, "run inside a checkout of mtfix that has it")


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSONL file, gzipped or plain.

    Raises:
        DataError: A line is not a JSON object; names the file and the line.
    """
    for number, line in enumerate(read_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError(f"{path}:{number} is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise DataError(f"{path}:{number} should be a JSON object, not {type(row).__name__}")
        yield row


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a UTF-8 text file, gzipped or plain, without their line ends."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def _find(name: str, roots: Sequence[Path], advice: str) -> Path:
    for root in roots:
        if (root / name).is_file():
            return root / name
    looked = ", ".join(str(root) for root in roots)
    raise DataError(f"{name} was not found (looked in {looked}); {advice}")
