"""Good English, which must not change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mtfix.evaluation import data
from mtfix.evaluation.documents import EvalDocument, Line, Suite, assemble

SOURCES = (
    "newstest-orig",
    "newstest-mixed",
    "reuters21578",
    "gmb-voa",
    "un-general-debate",
    "fed",
    "state-history",
    "us-presidents",
    "brown",
)

TRANSLATED = (
    "newstest2012",
    "newstest2014",
    "newstest2016",
    "newstest2017",
    "newstest2018",
    "newstest2019",
    "newstest2020",
    "newstestB2020",
    "generaltest2022",
)

_BLOCKS = 10
_BLOCK = 25


def load_control() -> Suite:
    """Load ``clean``: our clean-control passages, one document and one segment each."""
    documents = tuple(
        assemble(str(row["id"]), str(row["kind"]), [[Line(str(row["id"]), row["text"])]])
        for row in data.read_jsonl(data.own("clean/control.jsonl"))
    )
    return Suite(
        name="clean",
        kind="clean",
        documents=documents,
        sample=f"all {len(documents)} clean-control passages",
        notes=("a passage of several sentences counts once",),
    )


def load_external() -> Suite:
    """Load ``clean-external``: a fixed sample of every external clean-English corpus."""
    documents: list[EvalDocument] = []
    for source in SOURCES:
        lines = list(data.read_lines(data.external(f"clean-en.{source}.txt.gz")))
        documents.extend(sample_blocks(source, lines))
    return Suite(
        name="clean-external",
        kind="clean",
        documents=tuple(documents),
        sample=f"{_BLOCKS} blocks of up to {_BLOCK} consecutive sentences, at even strides, of "
        f"each of {len(SOURCES)} corpora",
        notes=(
            "collected by script: a few sentences are themselves faulty, so zero changes is not "
            "the ideal here as it is for `clean`",
        ),
    )


def load_translated() -> Suite:
    """Load ``clean-translated``: what people made of the Russian, with the Russian."""
    pairs: dict[str, list[tuple[str, str]]] = {name: [] for name in TRANSLATED}
    for line in data.read_lines(data.external("parallel.ru-en.tsv.gz")):
        russian, english, name, direction = line.split("\t")
        if direction == "ru-en" and name in pairs and english.strip():
            pairs[name].append((russian.strip(), english.strip()))
    documents: list[EvalDocument] = []
    for name, lines in pairs.items():
        stride = max(len(lines) // _BLOCKS, _BLOCK)
        for first in range(0, min(len(lines), stride * _BLOCKS), stride):
            block = [
                [Line(f"{name}.{first + number}", english, source=russian)]
                for number, (russian, english) in enumerate(lines[first : first + _BLOCK], start=1)
            ]
            documents.append(assemble(f"{name}.{first + 1}", name, block))
    return Suite(
        name="clean-translated",
        kind="clean",
        documents=tuple(documents),
        sample=f"{_BLOCKS} blocks of up to {_BLOCK} consecutive segments, at even strides, of each "
        f"of {len(TRANSLATED)} test sets translated from Russian by people",
        notes=(
            "has the Russian, so that repair with a source can be watched here",
            "people, too, write words and numbers that the source does not bear out, so zero "
            "changes is not the ideal",
        ),
    )


def sample_blocks(
    source: str, lines: Sequence[str], blocks: int = _BLOCKS, size: int = _BLOCK
) -> Iterator[EvalDocument]:
    """Cut ``blocks`` runs of ``size`` sentences at even strides out of ``lines``.

    Args:
        source: Name of the corpus, used for ids and as group.
        lines: One sentence a line; an empty line ends a document. The documents inside a block
            become documents of the suite.
        blocks: How many runs to cut.
        size: Sentences in a run; the last may be shorter.
    """
    numbered = [(number, line) for number, line in enumerate(lines, start=1)]
    sentences = [index for index, (_, line) in enumerate(numbered) if line.strip()]
    stride = max(len(sentences) // blocks, size)
    for first in range(0, min(len(sentences), stride * blocks), stride):
        chosen = sentences[first : first + size]
        block = numbered[chosen[0] : chosen[-1] + 1]
        for has_text, run in groupby(block, key=lambda item: bool(item[1].strip())):
            if not has_text:
                continue
            part = [Line(f"{source}.{number}", line.strip()) for number, line in run]
            yield assemble(part[0].id, source, [part])
