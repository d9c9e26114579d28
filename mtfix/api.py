"""The verbs: ``repair``, ``repair_batch`` and ``explain``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from mtfix.config import Config, Mode
from mtfix.errors import TextTypeError
from mtfix.explanation import explanation
from mtfix.repairer import Repairer
from mtfix.result import Repair

_DEFAULT = "as in config"  # tells "not given" from model=None


def repair(
    text: str,
    *,
    config: Config | None = None,
    mode: Mode | None = None,
    model: str | None = _DEFAULT,
) -> Repair:
    """Repair one text.

    Args:
        text: The whole document: its paragraphs are each other's evidence.
        config: All settings; by default ``Config()``.
        mode: Overrides ``config.mode``: ``safe``, ``balanced`` or ``bold``.
        model: Overrides ``config.model``: None for the rules alone, or a name or path.

    Returns:
        The repaired text with the list of edits; ``str()`` of it is the text.

    Raises:
        TextTypeError: ``text`` is not a ``str``.
        ConfigError: A setting is unknown.
        ModelError: The model that was asked for cannot be used.

    >>> str(repair('"We agree, "- he said.', model=None))
    '"We agree," he said.'
    """
    if not isinstance(text, str):
        raise TextTypeError.of(text)
    return _repairer(_settings(config, mode, model)).repair(text)


def repair_batch(
    texts: Iterable[str],
    *,
    config: Config | None = None,
    mode: Mode | None = None,
    model: str | None = _DEFAULT,
) -> list[Repair]:
    """Repair several texts, each a document of its own. Arguments and errors as in ``repair``."""
    return _repairer(_settings(config, mode, model)).repair_batch(texts)


def explain(
    text: str,
    *,
    config: Config | None = None,
    mode: Mode | None = None,
    model: str | None = _DEFAULT,
) -> str:
    """Repair ``text`` and tell in plain text what was changed, by which rule, and why.

    Arguments and errors as in ``repair``.

    >>> print(explain("We won 25 % of it.", model=None))
    1:10  ‹ › → nothing  [numeral.sign]  English writes this sign so. (25 %, № 5)
    """
    return explanation(repair(text, config=config, mode=mode, model=model))


def _settings(config: Config | None, mode: Mode | None, model: str | None) -> Config:
    settings = config or Config()
    if mode is not None:
        settings = replace(settings, mode=mode)
    if model != _DEFAULT:
        settings = replace(settings, model=model)
    return settings


@lru_cache(maxsize=8)
def _repairer(config: Config) -> Repairer:
    return Repairer(config)
