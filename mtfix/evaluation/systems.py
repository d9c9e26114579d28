"""What is measured: anything that turns documents into repaired segments."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mtfix.errors import ConfigError
from mtfix.evaluation.data import checkout
from mtfix.evaluation.documents import EvalDocument

if TYPE_CHECKING:
    from mtfix.config import Config, Mode
    from mtfix.repairer import Repairer


class System(Protocol):
    """A system under measurement."""

    @property
    def name(self) -> str:
        """Short name for tables and file names."""

    @property
    def identity(self) -> dict[str, str | None]:
        """What the numbers depend on: mode, model, versions, signature."""

    def repair_documents(self, documents: Sequence[EvalDocument]) -> list[list[str]]:
        """The repaired text of every segment of every document."""


@dataclass(frozen=True, slots=True)
class DoNothing:
    """Returns every segment as it was: the baseline of all comparisons."""

    name: str = "do-nothing"

    @property
    def identity(self) -> dict[str, str | None]:
        """Nothing to tell."""
        return {}

    def repair_documents(self, documents: Sequence[EvalDocument]) -> list[list[str]]:
        """The segments themselves."""
        return [document.inputs for document in documents]


class Mtfix:
    """mtfix itself, under one configuration.

    Args:
        config: Settings of the repairer; ``model=None`` measures the rules alone.
        name: Short name; by default ``rules`` without a model, ``mtfix`` with one.
        with_source: Give the repairer the Russian of the documents that have it.

    Attributes:
        identity: Mode, model with the hash of its weights, hash of the rules, and the signature
            of the repairer.
    """

    def __init__(
        self, config: Config, name: str | None = None, *, with_source: bool = False
    ) -> None:
        from mtfix.repairer import Repairer

        self.name = name or ("rules" if config.model is None else "mtfix")
        if with_source:
            self.name += "+source"
        self.config = config
        self.with_source = with_source
        self.repairer: Repairer = Repairer(config)
        # Taken now: the files can change while a long measurement runs.
        self.identity: dict[str, str | None] = {
            "mode": config.mode,
            "model": self.repairer.signature.rpartition("model=")[2],
            "rules": rules_hash(),
            "signature": self.repairer.signature,
        }

    def repair_documents(self, documents: Sequence[EvalDocument]) -> list[list[str]]:
        """Repair each document as a whole and cut its measured segments out."""
        sources = [
            (document.source or None) if self.with_source else None for document in documents
        ]
        repairs = self.repairer.repair_batch([document.text for document in documents], sources)
        return [
            repair.project(document.spans)
            for document, repair in zip(documents, repairs, strict=True)
        ]


def create(
    name: str, mode: Mode = "balanced", model: str | None = None, *, with_source: bool = False
) -> System:
    """Build a system by its command-line name: ``do-nothing``, ``rules`` or ``mtfix``.

    Raises:
        ConfigError: The name is unknown, or a model or the source was given to a system that
            makes no use of it.
    """
    if name == "do-nothing":
        if with_source:
            raise ConfigError("do-nothing makes no use of a source")
        return DoNothing()
    if name not in ("rules", "mtfix"):
        raise ConfigError(f"unknown system {name!r}; systems: do-nothing, rules, mtfix")
    if name == "rules" and model is not None:
        raise ConfigError("the system 'rules' uses no model; measure one with the system 'mtfix'")
    from mtfix.config import Config

    chosen = None if name == "rules" else model or "auto"
    return Mtfix(Config(model=chosen, mode=mode), name, with_source=with_source)


def rules_hash() -> str:
    """Hash of the code and data that rules and guard consist of: equal hashes, equal rules."""
    folder = checkout() / "mtfix"
    digest = hashlib.sha256()
    for part in ("document", "edits", "guard", "rules", "source"):
        files = (path for path in (folder / part).rglob("*") if path.suffix in (".py", ".toml"))
        for path in sorted(files):
            name = path.relative_to(folder).as_posix()
            digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
