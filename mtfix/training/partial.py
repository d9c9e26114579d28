"""Half-done post-edits: drafts in which an editor has made some of the changes already."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mtfix.training.examples import Locus, SpacedUnit, loci, spaced_units
from mtfix.training.noise.substitution import join_units


def partly_edit(before: str, after: str, choose: Callable[[], bool]) -> str:
    """Return ``before`` with those changes towards ``after`` made that ``choose`` says yes to.

    A word that is moved is deleted in one place and written in another; such changes are made
    together or not at all, since half of a move loses a word or doubles it.
    """
    old = spaced_units(before)
    found = loci(old, spaced_units(after))
    groups = _moves(old, found)
    made = {group: choose() for group in dict.fromkeys(groups)}
    units: list[SpacedUnit] = []
    at = 0
    for locus, group in zip(found, groups, strict=True):
        units += old[at : locus.start]
        units += locus.fill if made[group] else old[locus.start : locus.end]
        at = locus.end
    return join_units([*units, *old[at:]])


def _moves(old: Sequence[SpacedUnit], found: Sequence[Locus]) -> list[int]:
    """Number the changes so that those which move words between them share a number."""
    deleted = [_words(old[locus.start : locus.end]) for locus in found]
    written = [_words(locus.fill) for locus in found]
    groups = list(range(len(found)))
    for i, gone in enumerate(deleted):
        for j, come in enumerate(written):
            if i != j and (gone - written[i]) & (come - deleted[j]):
                joined, left = groups[i], groups[j]
                groups = [joined if group == left else group for group in groups]
    return groups


def _words(units: Sequence[SpacedUnit]) -> set[str]:
    return {word.lower() for word, _ in units if word[0].isalnum()}
