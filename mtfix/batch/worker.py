"""The one class that every engine runs: loads a repairer once, repairs batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mtfix.batch import settings
from mtfix.batch.options import Addition
from mtfix.errors import ConfigError

if TYPE_CHECKING:
    from mtfix.config import Config
    from mtfix.repairer import Repairer
    from mtfix.result import Repair


class RepairWorker:
    """Repairs batches of texts; for this package's engines, for Ray Data and for Spark.

    It can be pickled; the rules and the model are loaded on first use, where it is used.
    A value that cannot be repaired does not stop a job: its row gets null as the repaired
    text and the reason in the field ``error``.

    Args:
        config: How to repair.
        text_field: The column to repair.
        source_field: The column with the Russian, which repairs are checked against.
        repaired_field: The column to write.
        add: Further columns: ``edits``, ``changed``, ``confidence``.
        threads: Threads of the model's runtime; None leaves its choice. One worker a core
            with one thread each is the fastest division of a machine.
        max_chars: Longest text to repair, in code points.

    Raises:
        ConfigError: A setting is unknown.
    """

    def __init__(
        self,
        config: Config | None = None,
        *,
        text_field: str = "text",
        source_field: str | None = None,
        repaired_field: str = "repaired",
        add: Sequence[Addition] = (),
        threads: int | None = None,
        max_chars: int = 200_000,
    ) -> None:
        from mtfix.config import Config

        if repaired_field == text_field:
            raise ConfigError(f"the repaired text cannot go to the input field {text_field!r}")
        self._settings = settings.to_dict(config or Config())
        self._text_field = text_field
        self._source_field = source_field
        self._repaired_field = repaired_field
        self._add = tuple(add)
        self._threads = threads
        self._max_chars = max_chars
        self._loaded: Repairer | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_loaded": None}

    @property
    def threads(self) -> int | None:
        """Threads of the model's runtime; None for its own choice."""
        return self._threads

    @property
    def repairer(self) -> Repairer:
        """The repairer, loaded on first use.

        Raises:
            MtfixError: The configuration or the model cannot be used.
        """
        if self._loaded is None:
            from mtfix.repairer import Repairer

            config = settings.from_dict(self._settings)
            corrector = None
            if config.model is not None:
                from mtfix.model import load

                corrector = load(config.model, threads=self._threads)
                if corrector is None:  # the job has said so, once
                    config = settings.from_dict({**self._settings, "model": None})
            self._loaded = Repairer(config, corrector)
        return self._loaded

    @property
    def signature(self) -> str:
        """Version, mode, model and lexicon, as loaded where the worker is."""
        return f"{self.repairer.signature} lexicon={settings.lexicon_digest()}"

    def repair(
        self, texts: Sequence[str], sources: Sequence[str | None] | None = None
    ) -> list[Repair | Exception]:
        """Repair texts together; where that fails, one by one, the failures in their places."""
        originals = list(sources) if sources is not None else [None] * len(texts)
        try:
            return list(self.repairer.repair_batch(texts, originals))
        except Exception:  # a bug met on one row must cost that row only
            return [self._repair_one(*pair) for pair in zip(texts, originals, strict=True)]

    def __call__(self, batch: Any) -> Any:
        """Repair a batch of Ray Data: a mapping of columns, a pandas frame or an Arrow table.

        Returns:
            The same kind of batch with the columns added, rows in the same order.
        """
        if hasattr(batch, "to_pylist"):
            return self._arrow(batch)
        if hasattr(batch, "assign"):
            return batch.assign(**self._columns(lambda name: list(batch[name])))
        columns = self._columns(lambda name: list(batch[name]))
        return {**batch, **{name: _array(values) for name, values in columns.items()}}

    def map_in_pandas(self, frames: Iterable[Any]) -> Iterator[Any]:
        """Repair pandas frames one after the other, as Spark's ``mapInPandas`` hands them."""
        for frame in frames:
            yield self(frame)

    def _repair_one(self, text: str, source: str | None) -> Repair | Exception:
        try:
            return self.repairer.repair(text, source)
        except Exception as error:
            return error

    def _columns(self, column: Callable[[str], list[Any]]) -> dict[str, list[Any]]:
        """The columns to add; ``column`` gives those of the batch by name."""
        values = column(self._text_field)
        sources: list[Any] = [None] * len(values)
        if self._source_field is not None:
            sources = [s if isinstance(s, str) else None for s in column(self._source_field)]
        results: list[Repair | str] = [self._refusal(value) for value in values]
        fine = [index for index, refusal in enumerate(results) if not refusal]
        repaired = self.repair([values[i] for i in fine], [sources[i] for i in fine])
        for index, result in zip(fine, repaired, strict=True):
            failed = isinstance(result, Exception)
            results[index] = f"{type(result).__name__}: {result}" if failed else result  # type: ignore[assignment]
        columns: dict[str, list[Any]] = {
            self._repaired_field: [None if isinstance(r, str) else r.text for r in results]
        }
        for name in self._add:
            columns[name] = [None if isinstance(r, str) else addition(name, r) for r in results]
        columns["error"] = [r if isinstance(r, str) else None for r in results]
        return columns

    def _refusal(self, value: object) -> str:
        return refusal(value, self._max_chars)

    def _arrow(self, table: Any) -> Any:
        import pyarrow as pa

        from mtfix.batch.arrow import addition_types

        columns = self._columns(lambda name: table.column(name).to_pylist())
        for name, values in columns.items():
            type_ = addition_types()[name] if name in self._add else pa.string()
            table = table.append_column(name, pa.array(values, type_))
        return table


def refusal(value: object, max_chars: int) -> str:
    """Why ``value`` cannot be repaired; empty if it can."""
    if not isinstance(value, str):
        return f"not text but {'null' if value is None else type(value).__name__}"
    if len(value) > max_chars:
        return f"{len(value)} characters are more than max_chars={max_chars}"
    try:
        value.encode()
    except UnicodeEncodeError as error:
        return f"holds a lone surrogate at {error.start}: not text that UTF-8 can hold"
    return ""


def addition(name: Addition, repair: Repair) -> object:
    """The value of an added field."""
    if name == "changed":
        return repair.changed
    if name == "edits":
        return [asdict(edit) for edit in repair.edits]
    return min((edit.confidence for edit in repair.edits), default=None)


def _array(values: list[Any]) -> Any:
    import numpy as np

    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
