"""Every pattern has a bounded cost at each position, so a text costs linear work.

The bound is counted on the parse tree of the pattern, not measured with a clock: an unbounded
repeat may hold no repeat that competes with it, and nested bounded repeats may not multiply.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import mtfix.document
import mtfix.rules

_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
_MOST = 20_000  # ways to split the text behind one position among the repeats of a pattern


def _patterns() -> list[Any]:
    found = {}
    for package in (mtfix.document, mtfix.rules):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                items = value if isinstance(value, tuple) else (value,)
                for item in items:
                    for part in item if isinstance(item, tuple) else (item,):
                        if isinstance(part, re.Pattern):
                            found[part.pattern] = pytest.param(part, id=f"{info.name}.{name}")
    return list(found.values())


def _ways(tree: Any, inside_unbounded: bool = False) -> int:
    """Upper bound on the nested choices of ``tree``; raises on nested unbounded repeats."""
    ways = 1
    for code, argument in tree:
        if code in _REPEATS:
            low, high, body = argument
            unbounded = high is codes.MAXREPEAT
            if unbounded and inside_unbounded and low == 0 and _can_be_empty(body):
                raise AssertionError("an unbounded repeat of something that can be empty")
            inner = _ways(body, inside_unbounded or unbounded)
            single = len(body) == 1 and body[0][0] not in (codes.SUBPATTERN, codes.BRANCH)
            spread = 1 if unbounded or single else max(1, min(high, 64) - low)
            ways *= max(1, inner) * spread
        elif code is codes.SUBPATTERN:
            ways *= _ways(argument[3], inside_unbounded)
        elif code is codes.BRANCH:
            ways *= max(_ways(branch, inside_unbounded) for branch in argument[1])
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            ways *= _ways(argument[1], inside_unbounded)
    return ways


def _can_be_empty(body: Any) -> bool:
    return bool(body.getwidth()[0] == 0)


@pytest.mark.parametrize("pattern", _patterns())
def test_pattern_is_bounded(pattern: re.Pattern[str]) -> None:
    assert _ways(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)) <= _MOST


def test_there_are_patterns_to_check() -> None:
    assert len(_patterns()) > 30
