"""The pipeline: Document → RuleLayer → Corrector → Guard → Repair."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mtfix.config import Config
from mtfix.document import Document
from mtfix.edits import apply, compose, minimize
from mtfix.errors import ModelNotFound, SourceError, TextTypeError
from mtfix.result import Repair
from mtfix.rules.engine import Layer, Layered
from mtfix.rules.glossary import Glossary, GlossedLayer
from mtfix.rules.registry import rule_layer
from mtfix.version import __version__

if TYPE_CHECKING:
    from mtfix.correction import CorrectionLayer, Memo
    from mtfix.guard import Guard
    from mtfix.guard.verdict import Rejection
    from mtfix.model.corrector import Corrector
    from mtfix.source import SourceDocument

_log = logging.getLogger("mtfix")
_BATCH = 256  # texts whose segments go to the model together


class Repairer:
    """Repairs texts with fixed settings; immutable and safe to share between threads.

    Args:
        config: The settings.
        corrector: The model to use; by default the one that ``config.model`` names.
        guard: Judge of the model's edits; by default one tuned to ``config.mode``.

    Raises:
        ConfigError: A rule prefix in ``config`` names no rule.
        ModelNotFound: ``config.model`` names a model that is not there.
        ModelDamaged: Its files are not what its manifest says.
    """

    def __init__(
        self,
        config: Config | None = None,
        corrector: Corrector | None = None,
        guard: Guard | None = None,
    ) -> None:
        self.config = config or Config()
        glossary = Glossary(self.config.glossary)
        self._protect: tuple[str | re.Pattern[str], ...] = (
            *self.config.protect,
            *glossary.protect,
        )
        self._rules: Layer = rule_layer(_rules_only(self.config))
        if self.config.glossary:
            self._rules = GlossedLayer(glossary, self._rules, self.config.protect)
        model = corrector or _load(self.config.model)
        self._correction = self._correction_layer(model, guard) if model else None
        name = model.signature if model else "none"
        self.signature = f"mtfix {__version__} mode={self.config.mode} model={name}"

    def repair(self, text: str, source: str | None = None) -> Repair:
        """Repair one text.

        Args:
            text: The whole document.
            source: The Russian that it was translated from, where it is at hand.

        Raises:
            TextTypeError: ``text`` or ``source`` is not a ``str``.
        """
        return self.repair_batch([text], [source])[0]

    def repair_batch(
        self, texts: Iterable[str], sources: Iterable[str | None] | None = None
    ) -> list[Repair]:
        """Repair several texts, each a document of its own; the model sees them in batches.

        Args:
            texts: The documents.
            sources: The Russian of each, or None where there is none.

        Raises:
            TextTypeError: One of ``texts`` is not a ``str``, or ``texts`` is a single one.
            SourceError: There are not as many ``sources`` as texts.
        """
        if isinstance(texts, str | bytes):
            raise TextTypeError("repair_batch takes several texts; for a single one call repair")
        pending = list(texts)
        for text in pending:
            if not isinstance(text, str):
                raise TextTypeError.of(text)
        originals = _paired(sources, len(pending))
        repaired: list[Repair] = []
        for first in range(0, len(pending), _BATCH):
            together = slice(first, first + _BATCH)
            repaired.extend(self._repair_together(pending[together], originals[together]))
        return repaired

    def _repair_together(self, texts: list[str], sources: list[str | None]) -> list[Repair]:
        documents = [
            Document.parse(text, self._protect, _parsed(source) if source else None)
            for text, source in zip(texts, sources, strict=True)
        ]
        ruled = [self._rules.run(document) for document in documents]
        memo: Memo = {}
        if self._correction:
            self._correction.prepare([layered.document for layered in ruled], memo)
        return [
            self._finish(text, layered, memo) for text, layered in zip(texts, ruled, strict=True)
        ]

    def _finish(self, text: str, ruled: Layered, memo: Memo) -> Repair:
        """Model and guard over the text as the rules left it, in offsets of the original."""
        if not self._correction:
            return self._result(text, ruled, ())
        from mtfix.correction import moved

        corrected = self._correction.run(ruled.document, memo)
        edits = compose(ruled.edits, corrected.layered.edits)
        rejected = tuple(moved(item, text, ruled.edits) for item in corrected.rejected)
        return self._result(text, Layered(corrected.layered.document, edits), rejected)

    def _result(self, text: str, layered: Layered, rejected: tuple[Rejection, ...]) -> Repair:
        edits = tuple(minimize(edit) for edit in layered.edits)
        assert apply(text, edits) == layered.document.text, "edits must replay"
        signature = f"{self.signature} source=yes" if layered.document.source else self.signature
        return Repair(text, layered.document.text, edits, rejected, signature)

    def _correction_layer(self, model: Corrector, guard: Guard | None) -> CorrectionLayer:
        from mtfix.correction import CorrectionLayer
        from mtfix.guard import Guard
        from mtfix.guard.limits import Thresholds
        from mtfix.model.corrector import TunedCorrector

        if guard is None:
            tuned = isinstance(model, TunedCorrector) and model.thresholds(self.config.mode)
            guard = Guard(tuned or Thresholds.of_mode(self.config.mode))
        return CorrectionLayer(model, guard, self._rules)


def _paired(sources: Iterable[str | None] | None, count: int) -> list[str | None]:
    """One source for each of ``count`` texts."""
    if sources is None:
        return [None] * count
    if isinstance(sources, str | bytes):
        raise SourceError("sources takes one Russian original for each text, as a list")
    originals = list(sources)
    if len(originals) != count:
        raise SourceError(
            f"{len(originals)} sources were given for {count} texts: pass one for each, "
            "None where there is none"
        )
    for source in originals:
        if not (source is None or isinstance(source, str)):
            raise TextTypeError.of(source)
    return originals


def _parsed(source: str) -> SourceDocument | None:
    from mtfix.source import SourceDocument

    usable = SourceDocument.usable(source)
    if usable is None and source.strip():
        _log.warning("the source is not Russian: repairing without it")
    return usable


def _rules_only(config: Config) -> Config:
    """The part of ``config`` that the rule layer depends on, so that layers are shared."""
    return Config(mode=config.mode, enable=config.enable, disable=config.disable)


def _load(name: str | None) -> Corrector | None:
    """The model of that name; None for the rules alone."""
    if name is None:
        return None
    import mtfix.model

    load = getattr(mtfix.model, "load", None)
    if load is None:  # this build has no model runtime
        if name == "auto":
            return None
        raise ModelNotFound(f"this build of mtfix cannot load models: {name!r}")
    model: Corrector | None = load(name)
    if model is None:
        _log.warning("mtfix: no model found, repairing with the rules alone")
    return model
