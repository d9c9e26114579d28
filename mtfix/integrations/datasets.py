"""Hugging Face ``datasets``: a function for ``Dataset.map`` that repairs one column.

    dataset = dataset.map(repair_column("text"), batched=True)

What ``map`` asks of a function, this one gives: it can be pickled (``num_proc``), it hashes to the
same value in every session (the cache is found again), and to another one when settings, version,
lexicon or model differ (the cache never serves yesterday's repairs). The rules and the model are
loaded on first use, once a process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from mtfix.config import Config
from mtfix.errors import ConfigError

if TYPE_CHECKING:
    from mtfix.result import Repair


@dataclass(frozen=True, slots=True)
class ColumnRepair:
    """Repairs one column of the rows it is called with; build it with ``repair_column``.

    Attributes:
        column: The column to repair.
        into: The column to write.
        edits: The column for the edits; None for none.
        config: How to repair.
        threads: Threads of the model's runtime.
        fingerprint: Version, lexicon and model, so that the hash tells them apart.
    """

    column: str
    into: str
    edits: str | None
    config: Config
    threads: int | None
    fingerprint: str

    def __call__(self, rows: Mapping[str, Any]) -> dict[str, Any]:
        """The columns to add, for one row (values) or for a batch of rows (lists of values)."""
        if self.column not in rows:
            raise ConfigError(f"no column {self.column!r}: the rows have {', '.join(rows)}")
        value = rows[self.column]
        single = value is None or isinstance(value, str)
        repaired = self._repair([value] if single else list(value))
        columns: dict[str, Any] = {self.into: [r and r.text for r in repaired]}
        if self.edits is not None:
            columns[self.edits] = [r and _edits(r) for r in repaired]
        return {name: values[0] for name, values in columns.items()} if single else columns

    def _repair(self, values: Sequence[str | None]) -> list[Repair | None]:
        from mtfix.integrations.process import repairer

        texts = [value for value in values if value is not None]
        repairs = iter(repairer(self.config, self.threads).repair_batch(texts))
        return [None if value is None else next(repairs) for value in values]


def repair_column(
    column: str,
    into: str = "repaired",
    *,
    edits: str | None = None,
    config: Config | None = None,
    threads: int | None = None,
) -> ColumnRepair:
    """A function for ``Dataset.map``, with ``batched=True`` or without.

    Args:
        column: The column to repair; every row is a document of its own. Null stays null.
        into: The column to write; may be ``column`` itself.
        edits: Also write the edits to this column, as a JSON array a row: a type that does not
            change where a batch happens to have no edits.
        config: How to repair; by default ``Config()``.
        threads: Threads of the model's runtime; with ``num_proc`` workers, pass 1.

    Raises:
        ConfigError: A column is named twice.
        ModelError: The model cannot be used.

    >>> rules = Config(model=None)
    >>> repair_column("mt", into="mt", config=rules)({"mt": ["It cost 2 500 rubles.", None]})
    {'mt': ['It cost 2,500 rubles.', None]}
    """
    from mtfix.batch.settings import lexicon_digest, model_identity
    from mtfix.version import __version__

    if edits in (column, into):
        raise ConfigError(f"the edits cannot go to the column {edits!r}, which holds a text")
    settings = config or Config()
    model = model_identity(settings.model)
    fingerprint = f"mtfix {__version__} lexicon={lexicon_digest()} model={model}"
    return ColumnRepair(column, into, edits, settings, threads, fingerprint)


def _edits(repair: Repair) -> str:
    return json.dumps([asdict(edit) for edit in repair.edits], ensure_ascii=False)
