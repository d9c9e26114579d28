"""Settings of a batch job, apart from how to repair."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from mtfix.errors import ConfigError

Format = Literal["jsonl", "csv", "tsv", "parquet", "text"]
Target = Literal["same", "jsonl", "csv", "tsv", "parquet", "text"]
Compression = Literal["none", "gzip", "zstd"]
Addition = Literal["edits", "changed", "confidence"]
TextPer = Literal["line", "file"]
EngineName = Literal["local", "ray"]

_CHOICES: dict[str, object] = {
    "to": Target,
    "compress": Compression,
    "text_per": TextPer,
    "engine": EngineName,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What decides the bytes of the output, besides the input and the repair.

    Attributes:
        text_field: The field to repair; also the name of the text in rows made from plain text.
        id_field: The field that names a row, for dead letters, the report and the count of
            duplicates.
        source_field: The field with the Russian: repairs are checked against it, and the report
            shows it.
        repaired_field: The field to write the repaired text to; the input must not have it.
        add: Further fields to write: ``edits``, ``changed``, ``confidence`` (the lowest of the
            row's edits; null where there are none).
        to: Format of the output; ``same`` as the input.
        text_per: Whether a plain text file is one document or a document a line.
        compress: Compression of the output; Parquet always compresses its columns.
        shard_rows: Most rows in one shard.
        shard_bytes: A shard ends once its input reaches this many bytes.
        max_chars: Longest text that is repaired, in code points; longer ones are dead letters.

    Raises:
        ConfigError: A setting is unknown or out of range.
    """

    text_field: str = "text"
    id_field: str | None = None
    source_field: str | None = None
    repaired_field: str = "repaired"
    add: tuple[Addition, ...] = ()
    to: Target = "same"
    text_per: TextPer = "line"
    compress: Compression = "none"
    shard_rows: int = 2_000
    shard_bytes: int = 4_000_000
    max_chars: int = 200_000

    def __post_init__(self) -> None:
        for name in ("to", "compress", "text_per"):
            _check_choice(name, getattr(self, name))
        for name in ("shard_rows", "shard_bytes", "max_chars"):
            _check_positive(name, getattr(self, name))
        unknown = [item for item in self.add if item not in get_args(Addition)]
        if isinstance(self.add, str) or unknown:
            raise ConfigError(f"add takes some of {get_args(Addition)}, not {self.add!r}")
        if self.to == "text" and self.add:
            raise ConfigError(
                f"plain text has no place for {', '.join(self.add)}: "
                "write jsonl, csv, tsv or parquet"
            )
        if self.repaired_field in (self.text_field, self.id_field, self.source_field):
            raise ConfigError(
                f"the repaired text cannot go to the input field {self.repaired_field!r}: "
                "input fields stay as they are; choose another repaired_field"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a batch job runs; none of it changes the output.

    Attributes:
        layout: What the output looks like.
        engine: ``local`` (processes of this machine) or ``ray`` (Ray Data).
        address: Address of the Ray cluster; None starts one on this machine.
        workers: Worker processes; None is one for each processor that this process may use.
        max_errors: Stop once more rows than this are dead letters; None never stops.
        force: Do everything anew and replace what is in the output folder.
        report: Where to write a sample of the edits as HTML.

    Raises:
        ConfigError: A setting is unknown or out of range.
    """

    layout: Layout = field(default_factory=Layout)
    engine: EngineName = "local"
    address: str | None = None
    workers: int | None = None
    max_errors: int | None = None
    force: bool = False
    report: Path | None = None

    def __post_init__(self) -> None:
        _check_choice("engine", self.engine)
        if self.workers is not None:
            _check_positive("workers", self.workers)
        if self.max_errors is not None and self.max_errors < 0:
            raise ConfigError(f"max_errors must be 0 or more, not {self.max_errors}")
        if self.address is not None and self.engine != "ray":
            raise ConfigError("address is for the engine 'ray'; the local engine needs none")


def _check_choice(name: str, value: object) -> None:
    choices = get_args(_CHOICES[name])
    if value not in choices:
        raise ConfigError(f"{name} must be one of {choices}, not {value!r}")


def _check_positive(name: str, value: int) -> None:
    if value < 1:
        raise ConfigError(f"{name} must be 1 or more, not {value}")
