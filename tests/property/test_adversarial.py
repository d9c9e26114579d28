"""Long runs of what the rules look for: the work stays in proportion to the text.

Work is counted in proposals and rounds, not in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import mtfix
from mtfix.config import Config
from mtfix.document import Document
from mtfix.edits import Edit
from mtfix.rules import engine
from mtfix.rules.registry import rule_layer

_SIZE = 50_000
_PIECES = [
    '"',
    '" ',
    '","- he said. ',
    "— ",
    "-",
    "a ",
    "A",
    ".",
    ". ",
    ", ",
    "1",
    "1 000 ",
    "2-states ",
    " ",
    "\n",
    "[",
    "AB [C",
    '"b" ',
    "said, ",
    "friend ",
    "the President of Russia ",
    "Ivan Petrov ",
    "“",
    "<a",
    "`",
    "a@a.",
    "http://",
    "\ud800",
    "\u0301",
    'company "A',
    'says a" said a',
    "22-th ",
    "1,5 ",
    "Medvedevu ",
    "U.S. ",
    "in Kremlin ",
    "Like this post?\n\n",
    '" x — he said. — T',
    "friend against each othe ",
    "at the same tim ",
]


class _Counting:
    """Counts the proposals of another proposer."""

    def __init__(self, inner: engine.Proposer) -> None:
        self.inner = inner
        self.proposals = 0

    def propose(self, document: Document) -> Iterable[Edit]:
        for edit in self.inner.propose(document):
            self.proposals += 1
            yield edit


@pytest.mark.parametrize("piece", _PIECES)
def test_work_is_in_proportion(piece: str) -> None:
    text = (piece * (_SIZE // len(piece) + 1))[:_SIZE]
    layer = rule_layer(Config(model=None))
    counting = [_Counting(proposer) for proposer in layer.proposers]
    result = engine.RuleLayer(counting).run(Document.parse(text))
    assert result.document.text == mtfix.repair(text, model=None).text
    assert sum(c.proposals for c in counting) <= len(text)


def test_ten_megabytes_pass() -> None:
    text = "The talks go on. They said no more.\n\n" * 270_000
    assert len(text) > 9_900_000
    assert not mtfix.repair(text, model=None).changed
