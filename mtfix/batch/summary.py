"""What became of a job."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from mtfix.batch.discovery import shown
from mtfix.batch.shards import Counts

Status = Literal["complete", "interrupted", "too-many-errors", "incomplete"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a job.

    Attributes:
        status: ``complete``; ``interrupted`` by a signal; ``too-many-errors`` for max_errors;
            ``incomplete`` where an input changed while it was read.
        signature: Version, settings, model and lexicon that made the output.
        out: The output folder.
        sources: Inputs: files, or bundles of text files.
        sources_complete: Those that are finished.
        empty: Inputs without a row.
        changed_while_read: Inputs that are to be done again.
        shards: Finished shards, of this run and earlier ones.
        shards_now: Those that this run finished.
        counts: Rows of all finished shards of the inputs.
        reasons: Dead letters by kind.
        duplicate_ids: Rows whose id an earlier row has; they are repaired like any other.
        seconds: Duration of this run.
        words_per_second: Of this run.
        signal: The signal that ended the job, or None.
    """

    status: Status
    signature: str
    out: str
    sources: int
    sources_complete: int
    empty: tuple[str, ...]
    changed_while_read: tuple[str, ...]
    shards: int
    shards_now: int
    counts: Counts
    reasons: Mapping[str, int] = field(default_factory=dict)
    duplicate_ids: int = 0
    seconds: float = 0.0
    words_per_second: float = 0.0
    signal: int | None = None

    @property
    def exit_code(self) -> int:
        """0 all repaired; 1 with dead letters or incomplete; 3 too many errors; 128 + signal."""
        if self.signal is not None:
            return 128 + self.signal
        if self.status == "too-many-errors":
            return 3
        return 1 if self.counts.errors or self.status == "incomplete" else 0

    def to_json(self) -> str:
        """The summary as JSON."""
        return json.dumps(asdict(self), ensure_ascii=True, indent=2) + "\n"

    def to_text(self) -> str:
        """The summary for people."""
        counts = self.counts
        share = counts.changed / max(counts.rows, 1)
        lines = [
            f"{self.status}: {counts.rows:,} rows repaired, {counts.changed:,} of them changed "
            f"({share:.1%}), {counts.edits:,} edits, {counts.errors:,} dead letters",
            f"{self.sources_complete:,} of {self.sources:,} inputs, {self.shards:,} shards "
            f"({self.shards_now:,} now), {self.seconds:,.1f} s, "
            f"{self.words_per_second:,.0f} words/s",
        ]
        lines += [f"dead letters, {kind}: {n:,}" for kind, n in sorted(self.reasons.items())]
        if counts.errors:
            lines.append(f"dead letters are in {self.out}/_dead-letters")
        if self.duplicate_ids:
            lines.append(f"{self.duplicate_ids:,} rows share an id with an earlier row")
        lines += [f"empty: {shown(path)}" for path in self.empty]
        lines += [f"changed while it was read: {shown(path)}" for path in self.changed_while_read]
        if self.status == "too-many-errors":
            lines.append("stopped for --max-errors: run again with a higher limit to go on")
        elif self.status != "complete":
            lines.append("run the same command again to go on")
        lines.append(self.signature)
        return "\n".join(lines)
