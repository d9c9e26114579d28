"""Runs and comparisons as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from mtfix.evaluation.compare import Change, SuiteComparison
from mtfix.evaluation.metrics import LOWER_IS_BETTER, NAMES
from mtfix.evaluation.outcomes import Outcomes
from mtfix.evaluation.results import Run, SuiteResult
from mtfix.evaluation.significance import Difference


def summary(run: Run) -> RenderableType:
    """All suites of a run: scores with their change, outcomes, false alarms, what was skipped."""
    parts: list[RenderableType] = [_heading(run)]
    measured = [suite for suite in run.suites if not suite.skipped]
    if scored := [suite for suite in measured if suite.scores]:
        parts.append(_scores(scored))
    if any(suite.against for suite in scored):
        parts.append(_against(scored, run.against or "a saved run"))
    if clean := [suite for suite in measured if suite.alarms]:
        parts.append(_alarms(clean))
    parts.extend(
        Text(f"SKIPPED {suite.name}: {suite.skipped}", style="bold yellow")
        for suite in run.suites
        if suite.skipped
    )
    return Group(*parts)


def details(suite: SuiteResult) -> RenderableType:
    """Error tags and breakdown of one suite, its sample, notes and metric signatures."""
    parts: list[RenderableType] = [Text(f"\n{suite.name}: {suite.sample}", style="bold")]
    rate = f"{suite.words / suite.seconds:,.0f} words/s" if suite.seconds else ""
    parts.append(Text(f"  {suite.words:,} words, {suite.documents} documents {rate}", style="dim"))
    parts.extend(Text(f"  {note}", style="dim") for note in suite.notes)
    parts.extend(
        Text(f"  {name}: {score.signature}", style="dim") for name, score in suite.scores.items()
    )
    if suite.tags:
        table = _table("error tag", "n", "improved", "repaired", "worse")
        for tag, recall in suite.tags.items():
            table.add_row(
                tag,
                str(recall.segments),
                _share(recall.improved, recall.segments),
                _share(recall.repaired, recall.segments),
                _share(recall.worse, recall.segments),
            )
        parts.append(table)
    if len(suite.groups) > 1:
        parts.append(_groups(suite))
    return Group(*parts)


def examples(suite: SuiteResult, count: int) -> RenderableType:
    """The ``count`` most improved and the ``count`` most worsened segments of a suite."""
    changes = [
        Change(row.id, row.input, row.input, row.output, row.gain)
        for row in suite.rows
        if row.input != row.output
    ]
    better = sorted((c for c in changes if c.gain > 0), key=lambda c: -c.gain)[:count]
    worse = sorted((c for c in changes if c.gain < 0), key=lambda c: c.gain)[:count]
    return Group(
        Text(f"\n{suite.name}: changed segments", style="bold"), *_changes([*better, *worse])
    )


def comparison(
    comparisons: Sequence[SuiteComparison], left_out: Sequence[str], show: int | None = None
) -> RenderableType:
    """Two runs compared: counts, then the segments (``show`` of each kind; all if ``None``)."""
    table = _table("suite", "n", "better", "worse", "changed, same TER")
    for suite in comparisons:
        counts = [suite.segments, *map(len, (suite.better, suite.worse, suite.neutral))]
        table.add_row(suite.name, *map(str, counts))
    parts: list[RenderableType] = [table]
    parts.extend(Text(f"NOT COMPARED {line}", style="bold yellow") for line in left_out)
    for suite in comparisons:
        for title, changes in (("better", suite.better), ("worse", suite.worse)):
            if changes:
                parts.append(Text(f"\n{suite.name}: {title} ({len(changes)})", style="bold"))
                parts.extend(_changes(changes[:show]))
    return Group(*parts)


def _heading(run: Run) -> Text:
    identity = ", ".join(f"{key} {value}" for key, value in run.identity.items() if value)
    versions = ", ".join(f"{key} {value}" for key, value in run.versions.items())
    return Text(f"{run.system}  {identity}\n{versions}, {run.created}", style="dim")


def _scores(suites: Iterable[SuiteResult]) -> Table:
    table = _table("suite", "n", *NAMES, "better:\nsame:worse", "saved\n/edit")
    for suite in suites:
        saved = suite.effort.saved_per_edit if suite.effort else None
        table.add_row(
            suite.name,
            str(suite.segments),
            *(_difference(name, suite.significance[name]) for name in NAMES),
            outcome(suite.outcomes),
            "–" if saved is None else f"{saved:.2f}",
        )
    table.caption = (
        "score and change from do-nothing; * p < 0.05 (paired bootstrap); TER: lower is better"
    )
    return table


def _against(suites: Iterable[SuiteResult], name: str) -> Table:
    table = _table(f"against {name}", *NAMES)
    for suite in suites:
        if suite.against:
            table.add_row(suite.name, *(_difference(m, suite.against[m]) for m in NAMES))
    return table


def _alarms(suites: Iterable[SuiteResult]) -> Table:
    table = _table("clean text", "n", "words", "changed", "changed/1,000 n", "edits/1,000 words")
    for suite in suites:
        if (found := suite.alarms) is not None:
            table.add_row(
                suite.name,
                f"{found.segments:,}",
                f"{found.words:,}",
                str(found.changed),
                f"{found.changed_per_1000_segments:.2f}",
                f"{found.edits_per_1000_words:.2f}",
            )
    return table


def _groups(suite: SuiteResult) -> Table:
    if suite.alarms:
        table = _table("group", "n", "changed", "edits/1,000 words")
        for name, part in suite.groups.items():
            if part.alarms:
                rate = f"{part.alarms.edits_per_1000_words:.2f}"
                table.add_row(name, str(part.segments), str(part.alarms.changed), rate)
        return table
    table = _table("group", "n", *NAMES, "better:\nsame:worse")
    for name, part in suite.groups.items():
        cells = [f"{part.scores[m]:.1f} {part.scores[m] - part.baseline[m]:+.2f}" for m in NAMES]
        table.add_row(name, str(part.segments), *cells, outcome(part.outcomes))
    return table


def outcome(found: Outcomes | None) -> str:
    """Better, same and worse segments as ``12:80:3``."""
    return f"{found.better}:{found.same}:{found.worse}" if found else "–"


def _difference(metric: str, found: Difference) -> str:
    star = "*" if found.significant else ""
    cell = f"{found.score:.1f} {found.delta:+.2f}{star}"
    if not found.significant:
        return cell
    improved = (found.delta < 0) == (metric in LOWER_IS_BETTER)
    return f"[{'green' if improved else 'red'}]{cell}[/]"


def _changes(changes: Iterable[Change]) -> Iterator[Text]:
    for change in changes:
        yield Text.from_markup(
            f"  {change.gain:+g}  [dim]{escape(change.id)}[/]\n"
            f"      [red]- {escape(change.old)}[/]\n"
            f"      [green]+ {escape(change.new)}[/]"
        )


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.0f} %)"


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(first, no_wrap=True)
    for other in others:
        table.add_column(other, justify="right", no_wrap=True)
    return table
