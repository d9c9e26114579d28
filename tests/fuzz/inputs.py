"""From the bytes of the fuzzer to what the code under test takes."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mtfix.edits import Edit

SEPARATOR = b"\xff"  # never part of UTF-8
_CORPORA = Path(__file__).resolve().parents[2] / "corpora"


def text_of(raw: bytes) -> str:
    """Any string, lone surrogates included: bytes that are not UTF-8 become such."""
    return raw.decode("utf-8", "surrogateescape")


def parts_of(data: bytes) -> list[bytes]:
    """The pieces between separators; at least one."""
    return data.split(SEPARATOR)


def edit_of(text: str, part: bytes) -> Edit:
    """An edit that fits ``text``: place, length and confidence in a byte each, then the filling."""
    place, length, confidence = (part[:3] + b"\0\0\0")[:3]
    start = place % (len(text) + 1)
    end = min(len(text), start + length % 24)
    after = text_of(part[3:])
    return Edit(start, end, text[start:end], after, "model", "model.x", confidence=confidence / 255)


def part_of(start: int, end: int, after: str, confidence: int = 255) -> bytes:
    """What ``edit_of`` reads, for seeds."""
    return bytes([start, end - start, confidence]) + after.encode()


def disjoint(edits: list[Edit]) -> list[Edit]:
    """Those that can be made together: no two overlap or insert at one place."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        same = kept and (edit.start, edit.end) == (kept[-1].start, kept[-1].end)
        if not same and (not kept or edit.start >= kept[-1].end):
            kept.append(edit)
    return kept


@cache
def scratch() -> Path:
    """A folder for this process, in memory where there is such a place."""
    memory = Path("/dev/shm")
    found = tempfile.mkdtemp(prefix="mtfix-fuzz-", dir=memory if memory.is_dir() else None)
    atexit.register(clean_up)
    return Path(found)


def clean_up() -> None:
    """Remove the folder; the end of a fuzzer's run passes ``atexit`` by."""
    if scratch.cache_info().currsize:
        shutil.rmtree(scratch(), ignore_errors=True)


def our_texts() -> Iterator[str]:
    """Texts of our own: examples of the lexicon, degraded passages, clean controls."""
    from mtfix.rules.lexicon import load_lexicon

    for entry in load_lexicon():
        for example in entry.fires[:1]:
            yield f"{example.before}\n\n{example.context}".strip()
    for line in (_CORPORA / "passages" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["degraded"]
    for line in (_CORPORA / "clean" / "control.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
