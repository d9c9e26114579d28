"""The systems that the quality benchmark sets side by side: mtfix and its peers.

A peer suggests; it does not repair. To measure what its suggestions are worth, the first
suggestion of each finding is applied, and the segments are cut out of the result exactly as
for mtfix.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from suggesters import Harper, QuireGrammar, Unavailable, choose

from mtfix.config import Config
from mtfix.edits import Edit, project
from mtfix.evaluation import DoNothing, EvalDocument, Mtfix, System


class Peer:
    """A suggester made a system."""

    def __init__(self, name: str, suggester: Harper | QuireGrammar) -> None:
        self.name = name
        self.identity = suggester.identity
        self._suggester = suggester

    def repair_documents(self, documents: Sequence[EvalDocument]) -> list[list[str]]:
        """Apply the chosen suggestions to each document as a whole."""
        return [self._repair(document) for document in documents]

    def _repair(self, document: EvalDocument) -> list[str]:
        text = document.text
        edits = [
            Edit(start, end, text[start:end], after, "rules", self.name)
            for start, end, after in choose(self._suggester.suggest(text))
        ]
        return project(document.spans, text, edits)


def with_model(model: str) -> System:
    """mtfix with a model: ``auto`` is the one that ships with it, else a name or path."""
    system = Mtfix(Config(model=model), "rules+model")
    if system.identity["model"] == "none":
        raise Unavailable("no model ships with this version of mtfix")
    return system


def language_tool() -> System:
    """LanguageTool cannot be had from package registries alone."""
    raise Unavailable(
        "LanguageTool is not measured: its Python package (language-tool-python) carries no "
        "checker and fetches a Java archive from the web at first use; Debian has no package"
    )


def lineup(model: str = "auto") -> tuple[list[System], dict[str, str]]:
    """Build every contender that can be had; for the others, the reason why not."""
    contenders: dict[str, Callable[[], System]] = {
        "do-nothing": DoNothing,
        "rules": lambda: Mtfix(Config(model=None)),
        "rules+model": lambda: with_model(model),
        "harper-py": lambda: Peer("harper-py", Harper()),
        "quire-grammar": lambda: Peer("quire-grammar", QuireGrammar()),
        "LanguageTool": language_tool,
    }
    systems: list[System] = []
    missing: dict[str, str] = {}
    for name, build in contenders.items():
        try:
            systems.append(build())
        except Unavailable as error:
            missing[name] = str(error)
    return systems, missing
