"""Two saved runs side by side: which segments changed for better, which for worse."""

from __future__ import annotations

from dataclasses import dataclass

from mtfix.errors import DataError
from mtfix.evaluation.results import Run, SuiteResult


@dataclass(frozen=True, slots=True)
class Change:
    """A segment that two runs repaired differently.

    Attributes:
        id: The segment.
        input: Its unrepaired text.
        old: What the first run made of it.
        new: What the second run made of it.
        gain: TER edits saved by the second run over the first; negative if it is worse.
    """

    id: str
    input: str
    old: str
    new: str
    gain: float


@dataclass(frozen=True, slots=True)
class SuiteComparison:
    """The differences on one suite, largest first.

    In clean suites a segment is better if only the second run left it alone.
    """

    name: str
    segments: int
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    neutral: tuple[Change, ...]


def compare(old: Run, new: Run) -> tuple[list[SuiteComparison], list[str]]:
    """Compare two runs suite by suite.

    Returns:
        The comparisons, and a line for every suite that could not be compared, with the reason.

    Raises:
        DataError: The runs share no suite at all, or one measured other data under a name.
    """
    comparisons, left_out = [], []
    for name in dict.fromkeys(suite.name for suite in (*old.suites, *new.suites)):
        before, after = old.suite(name), new.suite(name)
        if before is None or after is None:
            missing = "first" if before is None else "second"
            left_out.append(f"{name}: not part of the {missing} run")
        elif before.skipped or after.skipped:
            left_out.append(f"{name}: skipped ({before.skipped or after.skipped})")
        else:
            comparisons.append(_suite(before, after))
    if not comparisons:
        raise DataError("the two runs have no measured suite in common: " + "; ".join(left_out))
    return comparisons, left_out


def _suite(old: SuiteResult, new: SuiteResult) -> SuiteComparison:
    if old.fingerprint != new.fingerprint:
        raise DataError(f"the two runs measured different data under the name {old.name}")
    if not old.rows or not new.rows:
        raise DataError(f"a run without texts cannot be compared on {old.name}")
    changes = [
        Change(before.id, before.input, before.output, after.output, after.gain - before.gain)
        for before, after in zip(old.rows, new.rows, strict=True)
        if before.output != after.output
    ]
    changes.sort(key=lambda change: -abs(change.gain))
    return SuiteComparison(
        name=old.name,
        segments=len(old.rows),
        better=tuple(change for change in changes if change.gain > 0),
        worse=tuple(change for change in changes if change.gain < 0),
        neutral=tuple(change for change in changes if change.gain == 0),
    )
