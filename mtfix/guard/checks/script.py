"""Script and spacing: no foreign letters, no control characters, no glued words, no stray spaces.

Accepted: ``He said,that it is so.`` → ``He said that it is so.``
Rejected: ``The incident occurred.`` → ``Theincident occurred.`` (glued)
Rejected: ``He came to Moscow.`` → ``He came to Москва.`` (Cyrillic that was not there)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from mtfix.guard.change import Change, Site
from mtfix.guard.checks.check import Example, Refusal

EXAMPLES = (
    Example("He said,that it is so.", "He said that it is so.", True),
    Example("The incident occurred.", "Theincident occurred.", False),
    Example("They wait in the palace.", "They wait inthe palace.", False),
    Example("He came to Moscow.", "He came to Москва.", False),
    Example("He came to Москва .", "He came to Moscow.", True),
    Example("He came to Sao Paulo.", "He came to São Paulo.", True),
    Example("The talks went well.", "The talks  went well.", False),
    Example("The talks went well.", "The talks went well .", False),
    Example("The talks went well.", "The talks\x07 went well.", False),
    Example("He left, and she stayed.", "He left,and she stayed.", False),
    Example("This web site is new.", "This website is new.", True),
    Example("We can not go.", "We cannot go.", True),
    Example("We visited the Kremlin.", "We visited theKremlin.", False),
)

# Spaces where English has none, and none where it has one. A pair of spaces, one before a closing
# mark or after an opening bracket, a comma or the like that a letter follows.
_SPACING = re.compile(
    r"[ \t\xa0]{2}|[ \t\xa0](?:[,;:!?)\]}]|\.(?![\w.]))|[(\[{][ \t\xa0]"
    r"|[,;!?][^\W\d_]|\w\(|\)\w|[\r\n]"
)
_CAMEL = re.compile(r"[^\W\d_A-Z][A-Z]")
# Short words that are never the first or last part of a compound.
_NEVER_FIRST = ("the", "of", "and")
_NEVER_LAST = ("the", "of", "that")
_JOINED = frozenset("hereof thereof whereof proof roof hoof aloof".split())


@dataclass(frozen=True, slots=True)
class Script:
    """Refuses damage to letters, words and spaces."""

    name: ClassVar[str] = "script"

    def refuse(self, change: Change) -> Refusal | None:
        """Object to the first defect that an edit brings in."""
        for site in change.sites:
            detail = _foreign(site, change.source.text) or _glued(site, change.document.text)
            if detail:
                return Refusal(detail)
        detail = _spacing(change)
        # Another edit may take the space on the other side.
        return Refusal(detail, final=False) if detail else None


def _foreign(site: Site, segment: str) -> str:
    if site.edit.after.isascii() and site.edit.after.isprintable():
        return ""
    for char in site.edit.after:
        if (char.isascii() and char.isprintable()) or char in segment or char.swapcase() in segment:
            continue
        category = unicodedata.category(char)
        if category[0] == "C" or category in ("Zl", "Zp") or char == "\ufffd":
            return f"brings in the control character U+{ord(char):04X}"
        if category[0] == "L" and not _is_latin(char):
            return f"brings in the foreign letter {char!r}"
    return ""


def _is_latin(char: str) -> bool:
    return "LATIN" in unicodedata.name(char, "") or char in "ªº"


def _glued(site: Site, text: str) -> str:
    """Name a word that the edit made by gluing two together."""
    removed, added = site.removed, site.added
    if added == removed:
        return ""
    known = set(removed)
    for word in added:
        if word in known:
            continue
        if _CAMEL.search(word) and not _CAMEL.search(site.before) and word not in text:
            return f"glues words together: {word!r}"
        low = word.lower()
        for index, first in enumerate(removed):
            if not low.startswith(first.lower()) or len(low) == len(first):
                continue
            rest = low[len(first) :]
            following = removed[index + 1].lower() if index + 1 < len(removed) else None
            if rest == following and (
                first.lower() in _NEVER_FIRST or (rest in _NEVER_LAST and low not in _JOINED)
            ):
                return f"glues words together: {word!r}"
        if _fused(site):
            return f"glues words together: {word!r}"
    return ""


def _fused(site: Site) -> bool:
    """Whether inserted text runs into the word next to it, where none did before."""
    edit = site.edit
    if not edit.after:
        return False
    left = site.before[: edit.start - site.start][-1:]
    right = site.before[edit.end - site.start :][:1]
    return (left.isalnum() and edit.after[0].isalnum() and not edit.before[:1].isalnum()) or (
        right.isalnum() and edit.after[-1].isalnum() and not edit.before[-1:].isalnum()
    )


def _spacing(change: Change) -> str:
    before, after = change.source.text, change.text
    if after[:1].isspace() and not before[:1].isspace():
        return "puts a space first"
    if after[-1:].isspace() and not before[-1:].isspace():
        return "leaves a space last"
    if len(change.sites) == 1:
        # Only what is near the edit can be new.
        edit = change.sites[0].edit
        low = max(0, edit.start - 3)
        before, after = before[low : edit.end + 3], after[low : edit.start + len(edit.after) + 3]
    found = _SPACING.findall(after)
    if not found:
        return ""
    old = _SPACING.findall(before)
    for defect in found:
        if found.count(defect) > old.count(defect):
            return f"breaks the spacing: {defect!r}"
    return ""
