"""Repair degraded Russian-to-English machine translation.

import mtfix

result = mtfix.repair(text)
result.text     # the repaired text
result.edits    # every change, with its rule, its reason and the Russian behind it
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mtfix.version import __version__

if TYPE_CHECKING:
    from mtfix.api import explain, repair, repair_batch
    from mtfix.config import Config
    from mtfix.edits import Edit
    from mtfix.errors import MtfixError
    from mtfix.repairer import Repairer
    from mtfix.result import Repair

__all__ = [
    "Config",
    "Edit",
    "MtfixError",
    "Repair",
    "Repairer",
    "__version__",
    "explain",
    "repair",
    "repair_batch",
]

# A library is silent until the program that uses it sets up logging.
logging.getLogger(__name__).addHandler(logging.NullHandler())

# Where each public name lives; imported on first use, so that `import mtfix` costs nothing.
_HOMES = {
    "Config": "mtfix.config",
    "Edit": "mtfix.edits",
    "MtfixError": "mtfix.errors",
    "Repair": "mtfix.result",
    "Repairer": "mtfix.repairer",
    "explain": "mtfix.api",
    "repair": "mtfix.api",
    "repair_batch": "mtfix.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'mtfix' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
