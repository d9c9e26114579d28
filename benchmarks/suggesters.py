"""The peers, bare: text in, suggested replacements out.

Imports nothing of mtfix, so that a peer's memory and start-up can be measured without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any, NamedTuple


class Unavailable(Exception):
    """A contender cannot take part; the message says why."""


class Suggestion(NamedTuple):
    """Replace ``text[start:end]`` (code points) by ``after``."""

    start: int
    end: int
    after: str


class Harper:
    """Harper through harper-py: every rule of its default configuration but spelling.

    Spelling findings are left out in Harper's favor: with them it rewrites Russian names.
    """

    package = "harper"

    def __init__(self) -> None:
        try:
            import harper
        except ImportError as error:
            raise Unavailable("harper-py is not installed (pip install 'mtfix[bench]')") from error
        self._harper: Any = harper
        self._linter = harper.Linter()
        self.identity: dict[str, str | None] = {"version": version("harper-py")}

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """The first suggestion of every lint that has one."""
        kinds = self._harper.SuggestionKind
        for lint in self._linter.lint(text, language=self._harper.Language.PLAINTEXT):
            if lint.lint_kind == "Spelling" or not lint.suggestions:
                continue
            first = lint.suggestions[0]
            start, end = lint.span.start, lint.span.end
            if first.kind == kinds.INSERT_AFTER:
                start = end
            after = "" if first.kind == kinds.REMOVE else first.replacement_text
            yield Suggestion(start, end, after)


class QuireGrammar:
    """quire-grammar with its model, in its default configuration."""

    package = "quire_grammar"

    def __init__(self) -> None:
        try:
            import quire_grammar
            from quire_grammar import model
        except ImportError as error:
            message = "quire-grammar is not installed (pip install 'mtfix[bench]')"
            raise Unavailable(message) from error
        if not model.is_available():
            raise Unavailable("quire-grammar has no model here (pip install 'mtfix[bench]')")
        self._check: Any = quire_grammar.check
        self.identity: dict[str, str | None] = {
            "version": version("quire-grammar"),
            "model": version("quire-grammar-model"),
        }

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """The first suggestion of every correction that has one."""
        for found in self._check(text):
            if found.suggestions:
                yield Suggestion(found.start, found.end, found.suggestions[0])


def choose(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """From left to right, pass over what overlaps a suggestion already taken."""
    chosen: list[Suggestion] = []
    for suggestion in sorted(suggestions):
        if not chosen or suggestion.start >= chosen[-1].end:
            chosen.append(suggestion)
    return chosen


def replace(text: str, suggestions: Iterable[Suggestion]) -> str:
    """``text`` with the chosen suggestions carried out."""
    pieces, position = [], 0
    for start, end, after in choose(suggestions):
        pieces += [text[position:start], after]
        position = end
    return "".join([*pieces, text[position:]])
