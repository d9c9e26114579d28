"""One spelling a person in one document.

What it does:
    Unifies transliteration variants of a full name (Sergey Lavrov, Sergei Lavrov) to the one that
    the document prefers, and takes Russian case endings off a surname that it also has without.
The Russian behind it:
    Сергей is Sergei or Sergey, Дмитрий is Dmitry, Dmitri or Dmitrii; a surname keeps the ending of
    its case: Медведеву, Путиным.
Example:
    Sergei Lavrov … Sergei Lavrov … Sergey Lavrov  →  Sergei Lavrov, three times
Safety:
    Evidence. Both parts of the name must sound the same, and one spelling must prevail; endings go
    only where the bare surname stands in the document.
Known problems:
    The ending -a is left alone: it may be a woman's surname.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

# Looked ahead, since "Then Sergei" would hide "Sergei Lavrov".
_FULL = re.compile(r"\b(?=(?P<name>[A-Z][a-z]{2,14} [A-Z][a-z]{3,20})\b)")
_RUSSIAN = re.compile(r"(?:ov|ev|yov|in|yn|sky|ski|skiy|skii|tsky|iy|ii|y|ko|uk|enko)$")
_ENDING = re.compile(r"\b(?P<base>[A-Z][a-z]{2,14}(?:ov|ev|in|yn))(?:u|ym|om|ymi)\b")
_FOLDS = (
    ("yev", "ev"),
    ("ye", "e"),
    ("kh", "h"),
    ("ks", "x"),
    ("iy", "i"),
    ("ii", "i"),
    ("ij", "i"),
    ("ey", "ei"),
    ("ej", "ei"),
    ("ay", "ai"),
    ("y", "i"),
    ("j", "i"),
)


def _variants(document: Document) -> Iterator[Change]:
    people: defaultdict[tuple[str, str], list[re.Match[str]]] = defaultdict(list)
    for match in _FULL.finditer(document.text):
        first, last = match["name"].split(" ")
        people[skeleton(first), skeleton(last)].append(match)
    for matches in people.values():
        counts = Counter(match["name"] for match in matches)
        if len(counts) < 2:
            continue
        (best, most), (_, second) = counts.most_common(2)
        if most == second or not _RUSSIAN.search(best.split(" ")[1]):
            continue
        for match in matches:
            if match["name"] != best:
                yield Change(match.start(), match.end("name"), best)


def _endings(document: Document) -> Iterator[Change]:
    for match in _ENDING.finditer(document.text):
        if document.evidence.count(match["base"], exact=True):
            yield Change(match.start(), match.end(), match["base"])


def skeleton(name: str) -> str:
    """A key that transliteration variants of one Russian name share.

    >>> skeleton("Sergey") == skeleton("Sergei") and skeleton("Evgeny") == skeleton("Yevgeniy")
    True
    """
    key = name.lower()
    for variant, folded in _FOLDS:
        key = key.replace(variant, folded)
    return key


RULES = (
    ProceduralRule(
        id="name.variant",
        description="Sergey Lavrov → Sergei Lavrov, where the document prefers it",
        reason="The document spells this name otherwise elsewhere.",
        russian="Сергей",
        safety="evidence",
        changes=_variants,
        fires=(
            Fires(
                "Sergey Lavrov left.",
                "Sergei Lavrov left.",
                context="Sergei Lavrov spoke. Then Sergei Lavrov listened.",
            ),
        ),
        silent=(
            Silent("Sergey Lavrov left.", context="Sergei Lavrov spoke."),
            Silent("Mary Johnson left.", context="Mari Johnson spoke. Mari Johnson left."),
            Silent("Sergey Ivanov left.", context="Sergei Lavrov spoke. Sergei Lavrov listened."),
        ),
    ),
    ProceduralRule(
        id="name.case_ending",
        description="Medvedevu → Medvedev, where the document has the bare name",
        reason="The surname has kept its Russian case ending.",
        russian="Медведеву",
        safety="evidence",
        changes=_endings,
        fires=(
            Fires("He wrote to Medvedevu.", "He wrote to Medvedev.", context="Medvedev agreed."),
        ),
        silent=(
            Silent("He wrote to Medvedevu."),
            Silent("Rogozina sang.", context="Rogozin spoke."),
        ),
    ),
)
