"""Text to measure speed on: real machine output, or our own passages where that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mtfix.errors import DataError
from mtfix.evaluation import data, suites

ENGINES = (
    "rbmt-1",
    "rbmt-3",
    "rbmt-4",
    "commercial-3",
    "online-A",
    "online-B",
    "online-G",
    "PROMT.2754",
)


def machine_output(words_each: int, count: int) -> tuple[list[str], str]:
    """``count`` different documents of about ``words_each`` words, and the name of the sample.

    Lines of newstest2013 output of old engines, each a paragraph, none used twice. Where
    that corpus is missing, our own degraded passages, repeated as often as needed: caches then
    flatter the result, and the name of the sample says so.
    """
    try:
        lines = _lines()
        sample = f"newstest2013 output of {', '.join(ENGINES)}"
        documents = list(islice(_documents(lines, words_each), count))
    except DataError:
        sample = "our passages-dev, REPEATED (newstest2013 output is missing)"
        documents = list(islice(_documents(_own_lines(), words_each), count))
    return documents, f"{len(documents)} documents of about {words_each} words: {sample}"


def _documents(lines: Iterator[str], words_each: int) -> Iterator[str]:
    chosen: list[str] = []
    words = 0
    for line in lines:
        chosen.append(line)
        words += len(line.split())
        if words >= words_each:
            yield "\n\n".join(chosen)
            chosen, words = [], 0


def _lines() -> Iterator[str]:
    rows = list(data.read_jsonl(data.external("wmt13.ru-en.jsonl.gz")))
    return (row["mt"] for engine in ENGINES for row in rows if row["system"] == engine)


def _own_lines() -> Iterator[str]:
    suite = suites.load("passages-dev")
    while True:
        for document in suite.documents:
            yield from document.inputs
