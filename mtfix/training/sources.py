"""Readers of the external corpora, with the lines reserved for evaluation left out.

The corpora are described in ``corpora/manifest.toml``; they are looked up in ``$MTFIX_CORPORA``
and then in ``../shared/corpora`` beside the checkout, and never committed.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from mtfix.errors import DataError
from mtfix.evaluation import data
from mtfix.evaluation.suites.wmt import is_dev_document

_WMT_YEARS = ("13", "16", "17", "18", "19", "21", "22")
_ZONE_MARGIN = 10
_CYRILLIC = re.compile("[\u0400-\u04ff]")

# Terms of these forbid commercial use, so the shipped weights never see them.
_NONCOMMERCIAL = ("fed", "brown", "reuters21578")


@dataclass(frozen=True, slots=True)
class Output:
    """One system's translation of one source line."""

    system: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A source line with its reference translations and all systems' outputs."""

    id: str
    source: str
    references: tuple[str, ...]
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class PostEdit:
    """A machine translation and its human post-edit."""

    source: str
    mt: str
    post_edit: str


def is_reserved(line_id: str) -> bool:
    """Tell whether a WMT line belongs to, or stands next to, what evaluation uses.

    Evaluation uses every tenth hundred of the lines of newstest2013-2019 (1-99, 1000-1099, ...;
    line order follows the documents, so blocks keep documents whole) and one document in five of
    the sets of 2021-22, by the CRC-32 of its id. A margin keeps the neighbors of a block out of
    training.
    """
    document, _, number = line_id.rpartition(".")
    line = int(number)
    if not document.startswith("newstest20") or document >= "newstest2020":
        return is_dev_document(document)
    return any((near // 100) % 10 == 0 for near in (line - _ZONE_MARGIN, line, line + _ZONE_MARGIN))


def wmt_lines(*, reserved: bool = False) -> Iterator[Line]:
    """Yield the WMT lines for training (or, with ``reserved``, those kept from it)."""
    for year in _WMT_YEARS:
        by_id: dict[str, tuple[str, list[str], list[Output]]] = {}
        for row in data.read_jsonl(data.external(f"wmt{year}.ru-en.jsonl.gz")):
            if is_reserved(row["id"]) is not reserved:
                continue
            entry = by_id.setdefault(row["id"], (row["source"], [], []))
            for key in ("reference", "reference2"):
                reference = row.get(key)
                if reference and reference not in entry[1]:
                    entry[1].append(reference)
            if row["mt"] and not _CYRILLIC.search(row["mt"]):
                entry[2].append(Output(row["system"], row["mt"]))
        for line_id, (source, references, outputs) in by_id.items():
            yield Line(line_id, source, tuple(references), tuple(outputs))


def post_edits() -> Iterator[PostEdit]:
    """Yield the MLQE-PE training post-edits."""
    for row in data.read_jsonl(data.external("mlqe-pe.ru-en.train.jsonl.gz")):
        if not _CYRILLIC.search(row["mt"]):
            yield PostEdit(row["source"], row["mt"], row["reference"])


def overlay_post_edits(*, calibration: bool = False) -> Iterator[PostEdit]:
    """Yield our own post-edits of public machine output, joined by system, line and checksum.

    One line in ten is kept from training, for calibration; ``calibration`` yields those instead.
    """
    wanted: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for entry in _own_rows("overlay"):
        key = (entry["id"], entry["system"])
        if _is_for_calibration(entry["id"]) is calibration:
            wanted.setdefault(key, []).append((entry["sha256"], entry["light"]))
    for year in _WMT_YEARS:
        for row in data.read_jsonl(data.external(f"wmt{year}.ru-en.jsonl.gz")):
            for checksum, light in wanted.get((row["id"], row["system"]), ()):
                found = hashlib.sha256(row["mt"].encode()).hexdigest()
                if found == checksum and not is_reserved(row["id"]):
                    yield PostEdit(row["source"], row["mt"], light)


def own_passages(*, calibration: bool = False) -> Iterator[tuple[str, str]]:
    """Yield (degraded, light reference) of the training splits of our own passages.

    One document in ten is kept from training, for calibration; ``calibration`` yields those.
    """
    for row in _own_rows("passages"):
        if row["light"] and _is_for_calibration(row["doc"]) is calibration:
            yield row["degraded"], row["light"]


def _own_rows(name: str) -> Iterator[dict[str, str]]:
    for path in sorted((data.checkout() / "corpora" / name).glob("train*.jsonl")):
        yield from data.read_jsonl(path)


def _is_for_calibration(key: str) -> bool:
    return zlib.crc32(key.encode()) % 10 == 0


def parallel() -> Iterator[tuple[str, str]]:
    """Yield (Russian, English) pairs; the caller removes what evaluation holds."""
    lines = data.read_lines(data.external("parallel.ru-en.tsv.gz"))
    next(lines)  # the header
    for line in lines:
        russian, english, *_ = line.split("\t")
        yield russian, english


def clean_sentences(name: str) -> Iterator[str]:
    """Yield the sentences of ``clean-en.<name>.txt.gz`` in order, document breaks left out."""
    if name in _NONCOMMERCIAL:
        raise DataError(f"clean-en.{name} forbids commercial use and may not shape shipped weights")
    for line in data.read_lines(data.external(f"clean-en.{name}.txt.gz")):
        if text := line.strip():
            yield text
