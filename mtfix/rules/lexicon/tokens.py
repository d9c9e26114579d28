"""A document as the lexicon reads it: lower-cased tokens joined by single spaces.

Tokens are units, with the possessive ``'s`` and the number of ``2-states`` split off, so that
phrases match before them. Joined by spaces they make a string in which a phrase with a space on
either side can only be found whole, whatever whitespace or line ends the document has.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from mtfix.document import Document, units

_FOLD = str.maketrans("’‘“”«»\u00a0", '\'\'"""" ')
BREAK = "\n"  # stands between paragraphs; no phrase contains it


def tokenize(text: str) -> list[tuple[int, int, str]]:
    """Tokens of a phrase or text as ``(start, end, folded text)``."""
    return _split((unit.start, unit.end, unit.text) for unit in units(text))


def _split(found: object) -> list[tuple[int, int, str]]:
    tokens: list[tuple[int, int, str]] = []
    for start, end, word in found:  # type: ignore[attr-defined]
        if not word.isalpha() and len(word) > 1:
            word = word.translate(_FOLD)
            if word[-2:] in ("'s", "'S") and len(word) > 2:
                tokens.append((start, end - 2, word[:-2]))
                tokens.append((end - 2, end, word[-2:]))
                continue
            if word[0].isdigit() and "-" in word:
                head, _, tail = word.partition("-")
                if head.replace(",", "").replace(".", "").isdigit() and tail[0].isalpha():
                    cut = start + len(head)
                    tokens.append((start, cut, head))
                    tokens.append((cut, cut + 1, "-"))
                    tokens.append((cut + 1, end, tail))
                    continue
        elif len(word) == 1:
            word = word.translate(_FOLD)
        tokens.append((start, end, word))
    return tokens


class TokenText:
    """The tokens of a document and the string that phrases are searched in.

    Attributes:
        starts: First code point of each token in the document.
        ends: One past the last.
        words: Token texts as written (quotes and apostrophes straight).
        folded: ``" the kremlin said "``: lower-cased tokens between single spaces.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        tokens: list[tuple[int, int, str]] = []
        all_units = document.units
        borders = [paragraph.start for paragraph in document.paragraphs[1:]]
        if not borders:
            tokens = _split((u.start, u.end, u.text) for u in all_units)
        else:
            done = 0
            starts = [unit.start for unit in all_units]
            for border in borders:
                cut = bisect_right(starts, border - 1)
                tokens.extend(_split((u.start, u.end, u.text) for u in all_units[done:cut]))
                tokens.append((border, border, BREAK))
                done = cut
            tokens.extend(_split((u.start, u.end, u.text) for u in all_units[done:]))
        self.starts = [token[0] for token in tokens]
        self.ends = [token[1] for token in tokens]
        self.words = [token[2] for token in tokens]
        self.lower = [word.lower() for word in self.words]
        self.folded = f" {' '.join(self.lower)} "
        self._offsets = list(accumulate((len(word) + 1 for word in self.lower), initial=0))

    def index_at(self, offset: int) -> int:
        """Index of the token before which the space at ``folded[offset]`` stands."""
        return bisect_right(self._offsets, offset) - 1

    def offset_of(self, index: int) -> int:
        """Offset in ``folded`` of the space before token ``index``."""
        return self._offsets[index]
