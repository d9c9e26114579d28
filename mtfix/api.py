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
    source: str | None = None,
    config: Config | None = None,
    mode: Mode | None = None,
    model: str | None = _DEFAULT,
) -> Repair:
    """Repair one text.

    Args:
        text: The whole document: its paragraphs are each other's evidence.
        source: The Russian that ``text`` was translated from, where it is at hand: numbers, names,
            negations, quotes and word senses are checked against it.
        config: All settings; by default ``Config()``.
        mode: Overrides ``config.mode``: ``safe``, ``balanced`` or ``bold``.
        model: Overrides ``config.model``: None for the rules alone, or a name or path.

    Returns:
        The repaired text with the list of edits; ``str()`` of it is the text.

    Raises:
        TextTypeError: ``text`` or ``source`` is not a ``str``.
        ConfigError: A setting is unknown.
        ModelError: The model that was asked for cannot be used.

    >>> str(repair('"We agree, "- he said.', model=None))
    '"We agree," he said.'
    >>> str(repair("The command won.", source="Команда победила.", model=None))
    'The team won.'
    """
    if not isinstance(text, str):
        raise TextTypeError.of(text)
    return _repairer(_settings(config, mode, model)).repair(text, source)


def repair_batch(
    texts: Iterable[str],
    *,
    sources: Iterable[str | None] | None = None,
    config: Config | None = None,
    mode: Mode | None = None,
    model: str | None = _DEFAULT,
) -> list[Repair]:
    """Repair several texts, each a document of its own.

    ``sources`` holds the Russian of each text, or None where there is none. Other arguments and
    errors as in ``repair``.

    Raises:
        SourceError: There are not as many sources as texts.
    """
    return _repairer(_settings(config, mode, model)).repair_batch(texts, sources)


def explain(
    text: str,
    *,
    source: str | None = None,
    config: Config | None = None,
    mode: Mode | None = None,
    model: str | None = _DEFAULT,
) -> str:
    """Repair ``text`` and tell in plain text what was changed, by which rule, and why.

    Arguments and errors as in ``repair``.

    >>> print(explain("We won 25 % of it.", model=None))
    1:10  ‹ › → nothing  [numeral.sign]  English writes this sign so. (25 %, № 5)
    """
    return explanation(repair(text, source=source, config=config, mode=mode, model=model))


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
