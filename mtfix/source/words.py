"""Words of a Russian text, and phrases that are found among them in any inflection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from mtfix.source.stemming import noun_stem, stem

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PIECE = re.compile(rf"…|=?{_WORD.pattern}")
_NOTE = re.compile(r"\([^)]*\)")
# What goes on after a comma instead of beginning another phrase: «в том, что», «те, кто».
_GOES_ON = frozenset(
    "что чтобы как кто которые который почему если то и но чем чему где когда куда зачем".split()
)
# Words that inflection does not change, and whose stems would be confused.
_FIXED = frozenset(
    "в во на с со к ко по из от за у о об обо для до при под над про без через между и а но или же "
    "бы ли не ни что как то это его ее их все всё еще уже так там тут где".split()
)
_OPENS = re.compile(r"(?:^|[.!?…:;]|[-—–«„“\"(]\s?|\d\.)\s*$")
_GAP = 4  # words that «…» may stand for
# Forms that only verbs have: they part «договориться» from «договор».
_VERBAL = re.compile(r"(?:[тл]ся|ться|л[аои]сь|[еи]тесь|ить|[иыо]вать)$")


class Word(NamedTuple):
    """A word of a Russian text.

    Attributes:
        start: First character in the text.
        end: One past the last.
        text: As written.
        stem: By the Snowball stemmer.
    """

    start: int
    end: int
    text: str
    stem: str

    @property
    def is_capitalized(self) -> bool:
        """Whether it begins with a capital and goes on in small letters."""
        return self.text[0].isupper() and self.text[1:2].islower()


class Term(NamedTuple):
    """One word of a phrase.

    Attributes:
        kind: ``exact`` as written, ``fixed`` in this form, ``stem`` in any inflection, ``gap``.
        text: Word, or stem.
        noun: The stem, if the word is a noun: the Snowball stemmer sees verbs in some.
        verbal: Whether a word that is a verb by its form may stand here.
    """

    kind: Literal["exact", "fixed", "stem", "gap"]
    text: str
    noun: str = ""
    verbal: bool = False


Phrase = tuple[Term, ...]


def words(text: str) -> tuple[Word, ...]:
    """The words of ``text``, in order."""
    return tuple(
        Word(match.start(), match.end(), match.group(), stem(match.group()))
        for match in _WORD.finditer(text)
    )


@lru_cache(maxsize=8192)
def phrases(russian: str) -> tuple[Phrase, ...]:
    """The alternatives that the ``russian`` field of a rule names.

    Commas and semicolons part them, unless a conjunction goes on. ``…`` stands for up to four
    words; abbreviations are taken as written, and so are words with ``=`` before them; notes in
    brackets are left out.

    >>> [len(phrase) for phrase in phrases("ЧП, чрезвычайное происшествие; в том, что")]
    [1, 2, 3]
    """
    found = []
    for part in _NOTE.sub("", russian).split(";"):
        pieces: list[str] = []
        for piece in part.split(","):
            first = piece.split()[:1]
            if pieces and first and first[0] in _GOES_ON:
                pieces[-1] += f" {piece}"
            else:
                pieces.append(piece)
        found += [_phrase(piece) for piece in pieces]
    return tuple(phrase for phrase in found if phrase)


def _phrase(piece: str) -> Phrase:
    terms = [_term(match.group()) for match in _PIECE.finditer(piece)]
    while terms and terms[0].kind == "gap":
        terms.pop(0)
    while terms and terms[-1].kind == "gap":
        terms.pop()
    return tuple(terms)


def _term(word: str) -> Term:
    if word == "…":
        return Term("gap", "")
    if word[0] == "=":
        return Term("exact" if word[1].isupper() else "fixed", word[1:])
    if any(map(str.isupper, word[1:])) or word.isdigit():
        return Term("exact", word)
    lower = word.lower()
    if lower in _FIXED:
        return Term("fixed", lower)
    return Term("stem", stem(lower), noun_stem(lower), _VERBAL.search(lower) is not None)


def occurs(phrase: Phrase, text: Sequence[Word]) -> bool:
    """Whether the words of ``phrase`` stand together, in order, in ``text``.

    >>> said = words("Он не нарушал договора с ними и договорился о мире.")
    >>> [occurs(phrases(p)[0], said) for p in ("договор", "договор … мир", "не нарушать")]
    [True, False, True]
    """
    return any(_stands(phrase, text, at) for at in range(len(text)))


def _stands(phrase: Phrase, text: Sequence[Word], at: int) -> bool:
    reach = 0
    for term in phrase:
        if term.kind == "gap":
            reach = _GAP
            continue
        for step in range(reach + 1):
            if at + step < len(text) and _fits(term, text[at + step]):
                at += step + 1
                break
        else:
            return False
        reach = 0
    return True


def _fits(term: Term, word: Word) -> bool:
    if term.kind == "exact":
        return word.text == term.text
    if term.kind == "fixed":
        return word.text.lower() == term.text
    if word.stem != term.text and noun_stem(word.text) != term.noun:
        return False
    return term.verbal or _VERBAL.search(word.text.lower()) is None


def opens(text: str, at: int) -> bool:
    """Whether the word at ``at`` opens a sentence, a quotation or a line."""
    lead = text[max(0, at - 4) : at]
    return "\n" in lead or _OPENS.search(lead) is not None
