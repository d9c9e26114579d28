"""A repair configuration as plain data: for worker processes, and for the job's fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from mtfix.config import Config
from mtfix.errors import ModelNotFound


def to_dict(config: Config) -> dict[str, Any]:
    """Plain data that ``from_dict`` takes back."""
    return {
        "mode": config.mode,
        "model": config.model,
        "enable": list(config.enable),
        "disable": list(config.disable),
        "glossary": dict(config.glossary),
        "protect": list(config.protect),
    }


def from_dict(data: Mapping[str, Any]) -> Config:
    """The configuration of ``to_dict``."""
    fields = dict(data)
    for name in ("enable", "disable", "protect"):
        fields[name] = tuple(fields[name])
    return Config(**fields)


def model_identity(model: str | None) -> str:
    """Name and hash of the weights that ``model`` stands for, ``none`` for the rules alone.

    Raises:
        ModelNotFound: No such model.
        ModelDamaged: Its files are not what its manifest says.
    """
    if model is None:
        return "none"
    from mtfix.model.loading import DEFAULT_MODEL, find_bundle, load

    if model.startswith("transformers:"):
        corrector = load(model)
        return corrector.signature if corrector else "none"
    folder = find_bundle(DEFAULT_MODEL if model == "auto" else model)
    if folder is None:
        if model == "auto":
            return "none"
        load(model)  # raises, and says where it looked
        raise ModelNotFound(f"no model {model!r}")
    from mtfix.model.bundle import verify

    return "@".join(verify(folder))


def lexicon_digest() -> str:
    """A digest of the lexicon: with another one the same version repairs differently."""
    digest = hashlib.sha256()
    folder = files("mtfix.rules") / "data"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
