"""The suites by name, and how each is loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from mtfix.errors import ConfigError
from mtfix.evaluation.documents import Suite
from mtfix.evaluation.suites import clean, mlqe, overlay, passages, seed, wmt

SUITES: Mapping[str, Callable[[], Suite]] = MappingProxyType(
    {
        "seed-dev": seed.load,
        "passages-dev": partial(passages.load, "dev"),
        "passages-test": partial(passages.load, "test"),
        "overlay-dev": partial(overlay.load, "dev"),
        "overlay-test": partial(overlay.load, "test"),
        "wmt-old": wmt.load_old,
        "wmt-new": wmt.load_new,
        "mlqe-dev": mlqe.load,
        "clean": clean.load_control,
        "clean-external": clean.load_external,
        "clean-translated": clean.load_translated,
    }
)
"""Loader of every suite. A loader raises DataError if its data is not at hand."""

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "quick": ("seed-dev", "passages-dev", "clean"),
        "dev": tuple(name for name in SUITES if not name.endswith("-test")),
        "test": tuple(name for name in SUITES if name.endswith("-test")),
        "all": tuple(SUITES),
    }
)


def names(requested: Sequence[str]) -> list[str]:
    """Resolve suite names and aliases, keeping order, each suite once.

    Raises:
        ConfigError: A name is neither a suite nor an alias.
    """
    resolved: dict[str, None] = {}
    for name in requested:
        if name not in SUITES and name not in ALIASES:
            raise ConfigError(
                f"unknown suite {name!r}; suites: {', '.join(SUITES)}; "
                f"groups of suites: {', '.join(ALIASES)}"
            )
        resolved.update(dict.fromkeys(ALIASES.get(name, (name,))))
    return list(resolved)


def load(name: str) -> Suite:
    """Load one suite.

    Raises:
        ConfigError: There is no suite of that name.
        DataError: Its data is missing or malformed.
    """
    if name not in SUITES:
        raise ConfigError(f"unknown suite {name!r}; suites: {', '.join(SUITES)}")
    return SUITES[name]()
