"""The guard: it would rather keep the input than spoil it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from mtfix.document import Document
from mtfix.edits.edit import Edit
from mtfix.guard.change import Change, Site, Source
from mtfix.guard.checks.check import Check, Refusal
from mtfix.guard.checks.confidence import Confidence
from mtfix.guard.checks.coverage import Coverage
from mtfix.guard.checks.dashes import Dashes
from mtfix.guard.checks.ending import Ending
from mtfix.guard.checks.invention import Invention
from mtfix.guard.checks.length import Length
from mtfix.guard.checks.names import Names
from mtfix.guard.checks.negation import Negation
from mtfix.guard.checks.numbers import Numbers
from mtfix.guard.checks.opening import Opening
from mtfix.guard.checks.protected import Protected
from mtfix.guard.checks.quotes import Quotes
from mtfix.guard.checks.repetition import Repetition
from mtfix.guard.checks.script import Script
from mtfix.guard.limits import Limits, Thresholds
from mtfix.guard.verdict import Rejection, Verdict

_ACCEPTED = Verdict(True)
# Pairs are tried among no more than so many edits, to bound the time that a segment takes.
_MOST_SUSPECTS = 8
_MOST_PARTNERS = 24


def default_checks(thresholds: Thresholds, limits: Limits) -> tuple[Check, ...]:
    """All checks, the cheap and final ones first."""
    return (
        Confidence(thresholds),
        Protected(),
        Length(limits),
        Script(),
        Numbers(),
        Negation(),
        Names(),
        Quotes(),
        Ending(),
        Dashes(),
        Opening(),
        Coverage(limits),
        Invention(limits),
        Repetition(),
    )


class Guard:
    """Judges proposed edits of a segment; immutable and safe to share between threads.

    Args:
        thresholds: The least confidence per kind of edit; the default asks for none.
        limits: How much may be deleted, added, shortened and lengthened.
        checks: Checks to run, in order, instead of the default ones.
    """

    def __init__(
        self,
        thresholds: Thresholds | None = None,
        limits: Limits | None = None,
        checks: Sequence[Check] | None = None,
    ) -> None:
        self.thresholds = thresholds or Thresholds()
        self.limits = limits or Limits()
        if checks is None:
            checks = default_checks(self.thresholds, self.limits)
        self.checks = tuple(checks)

    def review(
        self, segment: str, edits: Sequence[Edit], document: Document
    ) -> tuple[tuple[Edit, ...], tuple[Rejection, ...]]:
        """Part ``edits`` of ``segment`` into those that may be made and those that may not.

        Each edit is judged alone. What an edit takes away, another may bring in elsewhere (a word
        that moves), so a refusal that is not final is lifted where the edit passes together with
        another suspect one. Then all that is left is judged as a whole; while that fails, the
        least confident of the offending edits is dropped.

        Args:
            segment: A segment's text.
            edits: Edits of ``segment``, in any order.
            document: The document around it.

        Returns:
            Accepted edits in the order of the text, and the rejections in the order of the text.
        """
        if not edits:
            return (), ()
        source = Source(segment, document)
        rejections: list[Rejection] = []
        sites: list[Site] = []
        for edit in _fitting(segment, edits, rejections):
            site = source.site(edit)
            sites.append(site)
        kept = self._judge_alone(source, sites, rejections)
        kept = self._judge_together(source, kept, rejections)
        accepted = tuple(site.edit for site in kept)
        return accepted, tuple(sorted(rejections, key=_order))

    def judge(self, segment: str, edits: Sequence[Edit], document: Document) -> Verdict:
        """The verdict on all ``edits`` as a whole, nothing dropped."""
        rejections: list[Rejection] = []
        fitting = _fitting(segment, edits, rejections)
        if rejections:
            return Verdict(False, rejections[0].check, rejections[0].detail)
        source = Source(segment, document)
        failed = self._first_refusal(Change(source, [source.site(edit) for edit in fitting]))
        return Verdict(False, failed[0].name, failed[1].detail) if failed else _ACCEPTED

    def _first_refusal(self, change: Change) -> tuple[Check, Refusal] | None:
        for check in self.checks:
            refusal = check.refuse(change)
            if refusal:
                return check, refusal
        return None

    def _judge_alone(
        self, source: Source, sites: list[Site], rejections: list[Rejection]
    ) -> list[Site]:
        """Drop edits that fail on their own and that no other edit makes good."""
        kept: list[Site] = []
        suspects: list[list[tuple[Site, Refusal]]] = [[] for _ in self.checks]
        for site in sites:
            change = Change(source, (site,))
            doubts: list[tuple[int, Refusal]] = []
            for index, check in enumerate(self.checks):
                refusal = check.refuse(change)
                if refusal is None:
                    continue
                if refusal.final or len(sites) == 1:
                    rejections.append(Rejection(site.edit, check.name, refusal.detail))
                    break
                doubts.append((index, refusal))
            else:
                kept.append(site)
                for index, refusal in doubts:
                    suspects[index].append((site, refusal))
        for check, doubtful in zip(self.checks, suspects, strict=True):
            doubtful = [doubt for doubt in doubtful if doubt[0] in kept]
            for site, refusal in _unacquitted(check, source, doubtful, kept):
                rejections.append(Rejection(site.edit, check.name, refusal.detail))
                kept = [other for other in kept if other is not site]
        return kept

    def _judge_together(
        self, source: Source, sites: list[Site], rejections: list[Rejection]
    ) -> list[Site]:
        """Drop the least confident offenders until what is left passes as a whole."""
        while sites:
            if len(sites) == 1 and not rejections:
                return sites  # judged alone already
            failed = self._first_refusal(Change(source, sites))
            if failed is None:
                return sites
            check, refusal = failed
            offender = _offender(check, source, sites)
            rejections.append(Rejection(offender.edit, check.name, refusal.detail))
            sites = [site for site in sites if site is not offender]
        return sites


def _unacquitted(
    check: Check, source: Source, doubtful: list[tuple[Site, Refusal]], sites: list[Site]
) -> list[tuple[Site, Refusal]]:
    """Those of the doubtful edits of one check that pass with no other edit of ``sites``."""
    if not doubtful or len(doubtful) > _MOST_SUSPECTS:
        return doubtful
    if check.refuse(Change(source, sites)) is None:
        return []
    acquitted: list[Site] = []
    for (site, _), other in product(doubtful, sites[:_MOST_PARTNERS]):
        if other is site or (site in acquitted and other in acquitted):
            continue
        pair = (site, other) if site.start <= other.start else (other, site)
        if check.refuse(Change(source, pair)) is None:
            acquitted += pair
    return [doubt for doubt in doubtful if doubt[0] not in acquitted]


def _offender(check: Check, source: Source, sites: list[Site]) -> Site:
    """The least confident of the edits without which the check passes, else of those it refuses."""
    if len(sites) == 1:
        return sites[0]

    def without(site: Site) -> Change:
        return Change(source, [other for other in sites if other is not site])

    suspects = [site for site in sites if check.refuse(without(site)) is None]
    if not suspects:
        suspects = [site for site in sites if check.refuse(Change(source, (site,)))]
    # Of equals, the last: the same input always gives the same result.
    return min(suspects or sites, key=lambda s: (s.edit.confidence, -s.edit.start, -s.edit.end))


def _fitting(segment: str, edits: Sequence[Edit], rejections: list[Rejection]) -> list[Edit]:
    """Edits that fit the segment, in its order; the less confident of two that overlap goes."""
    fitting: list[Edit] = []
    for edit in sorted(edits, key=_position):
        if not 0 <= edit.start <= edit.end <= len(segment):
            rejections.append(Rejection(edit, "span", "lies outside of the segment"))
        elif segment[edit.start : edit.end] != edit.before:
            rejections.append(Rejection(edit, "span", "does not fit what the segment reads"))
        elif fitting and _collide(segment, fitting[-1], edit):
            loser = edit
            if edit.confidence > fitting[-1].confidence:
                loser, fitting[-1] = fitting[-1], edit
            rejections.append(
                Rejection(loser, "span", "overlaps an edit that is no less confident")
            )
        else:
            fitting.append(edit)
    return fitting


def _collide(segment: str, first: Edit, second: Edit) -> bool:
    """Whether two edits, sorted, overlap, insert at one place or cut one word."""
    if second.start < first.end or (first.start, first.end) == (second.start, second.end):
        return True
    between = segment[max(0, first.end - 1) : second.start + 1]
    return first.end > 0 and len(between) > second.start - first.end + 1 and between.isalnum()


def _position(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _order(rejection: Rejection) -> tuple[int, int]:
    return _position(rejection.edit)
