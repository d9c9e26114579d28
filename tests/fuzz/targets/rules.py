"""The whole rule layer: edits that replay, a fixed point, nothing protected touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from inputs import SEPARATOR, our_texts, parts_of, text_of

from mtfix.config import Config
from mtfix.document import Document
from mtfix.edits import apply
from mtfix.repairer import Repairer
from mtfix.result import Repair
from mtfix.rules.lexicon import load_lexicon

_URL = "https://a.org/b"
_CONFIGS = (
    Config(model=None),
    Config(model=None, mode="safe"),
    Config(model=None, mode="bold", protect=("he said", "2 500", "the Kremlin")),
    Config(model=None, glossary={"union": "alliance", "START": "New START", "a b": "c"}),
)
_OWN = (
    '"', '", "- he said', " — ", "said, ", "says", "2-states", "22-th", "2 500", "1,5 million",
    "25 %", "№ 5", "a alliance", "in Kremlin", "the President of Russia Vladimir Putin",
    "FNS [Federal Tax Service]", "Sergei Lavrov", "Sergey Lavrov", "Medvedevu", "union", "START",
    _URL, "\xff", "\n\n", "Like this post?",
    "ranks (among)", "a b", "c c", "he/she", "\u00a0", "the the",
)  # fmt: skip


def tokens() -> tuple[str, ...]:
    """What the rules look for: phrases of the lexicon, and what procedural rules want."""
    phrases = [p for entry in load_lexicon() for p in entry.match if not set("(){}|") & set(p)]
    return (*_OWN, *phrases[::3])


def seeds() -> Iterator[bytes]:
    """Texts to start from, under each configuration; some with the Russian."""
    for text, russian in _PAIRS:
        yield SEPARATOR.join([f"0{text}".encode(), russian.encode()])
    yield f'0"We agree, "- he said. See {_URL}.'.encode()
    yield b"2The union of 2-states; he said so in Kremlin."
    yield b"3The union, START and a b."
    for number, text in enumerate(our_texts()):
        yield f"{number % 4}{text}".encode()


_PAIRS = (
    ("He met Sergei Lavrov in 2010.", "Он встретил Сергея Рябкова в 2011 году."),
    ("The contract is signed. We agree, he said.", "Договор подписан. «Мы согласны», — сказал он."),
    ("He is guilty of 2,500 things.\n\nNo.", "Он не виновен в 25 000 вещей.\n\nНет."),
)


@cache
def _repairer(number: int) -> Repairer:
    return Repairer(_CONFIGS[number])


def one(data: bytes) -> None:
    """Repair one text, with what follows a separator as its source.

    The first byte chooses the configuration.
    """
    number = data[0] % len(_CONFIGS) if data else 0
    head, *rest = parts_of(data[1:])
    text, source = text_of(head), text_of(rest[0]) if rest else None
    repairer, config = _repairer(number), _CONFIGS[number]
    result = repairer.repair(text, source)
    assert apply(text, result.edits) == result.text
    _check_edits(text, result)
    again = repairer.repair(result.text, source)
    assert again.text == result.text, "a second repair changes nothing"
    assert repairer.repair_batch(["It is so.", text], [None, source])[1] == result
    assert Repair.from_dict(json.loads(json.dumps(result.to_dict()))) == result
    for term in (_URL, *config.protect):
        assert result.text.count(term) >= text.count(term), f"{term!r} is protected"
    if not result.changed:
        assert not result.edits


def _check_edits(text: str, result: Repair) -> None:
    """The edits are disjoint, and outside of them every byte is the same."""
    done = shift = 0
    protected = Document.parse(text).protected
    for edit in result.edits:
        assert done <= edit.start <= edit.end <= len(text)
        assert text[edit.start : edit.end] == edit.before != edit.after
        assert edit.rule
        assert edit.layer in ("rules", "glossary")
        assert text[done : edit.start] == result.text[done + shift : edit.start + shift]
        assert not any(edit.start < end and start < edit.end for start, end in protected), edit
        shift += len(edit.after) - len(edit.before)
        done = edit.end
    assert text[done:] == result.text[done + shift :]
