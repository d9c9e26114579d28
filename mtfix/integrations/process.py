"""One repairer a process, whoever asks for it."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtfix.config import Config
    from mtfix.repairer import Repairer


def repairer(config: Config, threads: int | None = None) -> Repairer:
    """The repairer of this process for ``config``; rules and model are loaded on first use.

    A process that was forked loads its own: the threads of the model's runtime stay behind in
    the parent.

    Args:
        config: How to repair.
        threads: Threads of the model's runtime; None leaves its choice.

    Raises:
        ConfigError: A rule prefix in ``config`` names no rule.
        ModelError: The model cannot be used.
    """
    return _load(config, threads, os.getpid())


@lru_cache(maxsize=4)
def _load(config: Config, threads: int | None, _process: int) -> Repairer:
    from mtfix.repairer import Repairer

    if config.model is None or threads is None:
        return Repairer(config)
    from mtfix.model import load

    return Repairer(config, load(config.model, threads=threads))
