"""Model bundles: opened, or refused with an error of the model kind; nothing else, ever."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from inputs import SEPARATOR, parts_of, scratch, text_of
from tiny_bundle import write_tiny_bundle

from mtfix.errors import ModelDamaged, ModelError
from mtfix.model.bundle import (
    MANIFEST_FILE,
    RUNTIME_FILES,
    SETTINGS_FILE,
    TOKENIZER_FILE,
    Settings,
    load_bundle,
    verify,
    write_manifest,
)
from mtfix.model.corrector import SegmentContext
from mtfix.model.onnx_backend import ENCODER_FILE, MEMORY_FILE, STEP_FILE

_VALUES: tuple[Any, ...] = (
    None, True, 0, 1, 2, -1, 10**30, 0.5, 1.5, math.nan, math.inf, -math.inf, "", "0.5", "x", [],
    [1], {}, {"a": 1}, {"replace": 0.5}, {"replace": 2}, "../encoder.onnx", "/etc/passwd",
)  # fmt: skip
_PLACES: tuple[tuple[str, ...], ...] = (
    ("decoding",), ("decoding", "at_delete"), ("decoding", "keep"), ("decoding", "new"),
    ("calibration",), ("calibration", "bias"), ("calibration", "weights"),
    ("calibration", "weights", "deletion_logit"), ("calibration", "weights", "new"),
    ("thresholds",), ("thresholds", "safe"), ("thresholds", "balanced", "replace"),
    ("thresholds", "balanced", "new"), ("max_pieces",), ("max_fill",), ("new",),
)  # fmt: skip
_ENTRIES: tuple[tuple[str, ...], ...] = (
    ("format",), ("name",), ("files",), ("files", ENCODER_FILE), ("files", "../x"),
    ("files", ENCODER_FILE, "sha256"), ("files", ENCODER_FILE, "bytes"), ("new",),
    ("files", SETTINGS_FILE), ("files", "/etc/passwd"), ("files", "model.safetensors"),
)  # fmt: skip
TOKENS = ("\xff", '"files"', '"format": 1', "NaN", "Infinity", "1e999", "[[[[", "{}", "null")
_KINDS = ("settings", "manifest", "raw settings", "raw manifest", "tokenizer", "graph")


def seeds() -> Iterator[bytes]:
    """What to damage, then how."""
    for kind in range(2):
        for place in range(len(_PLACES)):
            yield bytes([kind]) + SEPARATOR + bytes([place, place * 5 % len(_VALUES)])
    folder = _good()
    yield b"\x02" + (folder / SETTINGS_FILE).read_bytes()
    yield b"\x03" + (folder / MANIFEST_FILE).read_bytes()
    yield b"\x04" + (folder / TOKENIZER_FILE).read_bytes()
    for number, name in enumerate((ENCODER_FILE, MEMORY_FILE, STEP_FILE)):
        yield bytes([5, number]) + (folder / name).read_bytes()


def one(data: bytes) -> None:
    """Damage one file of a good bundle, its checksum set right, and open it."""
    folder, good = _good(), dict(_contents())
    kind = _KINDS[data[0] % len(_KINDS)] if data else "settings"
    rest = data[1:]
    name = SETTINGS_FILE
    if kind == "settings":
        content = _changed(good[SETTINGS_FILE], _PLACES, rest)
    elif kind == "manifest":
        name, content = MANIFEST_FILE, _changed(good[MANIFEST_FILE], _ENTRIES, rest)
    elif kind.startswith("raw"):
        name, content = f"{kind[4:]}.json", rest
    elif kind == "tokenizer":
        name, content = TOKENIZER_FILE, rest
    else:
        name = (ENCODER_FILE, MEMORY_FILE, STEP_FILE)[rest[0] % 3] if rest else ENCODER_FILE
        content = rest[1:]
    try:
        (folder / name).write_bytes(content)
        if name != MANIFEST_FILE:
            try:
                verify(folder)
            except ModelDamaged as error:
                if name not in str(error):
                    raise AssertionError("the error must name the file") from error
            else:
                assert content == good[name], "what differs from the manifest is refused"
            write_manifest(folder, name="tiny")
        _open(folder, name)
    finally:
        for changed in (name, MANIFEST_FILE):
            (folder / changed).write_bytes(good[changed])


def _open(folder: Path, name: str) -> None:
    try:
        corrector = load_bundle(folder, threads=1)
    except ModelError:
        return
    assert isinstance(corrector.signature, str)
    for mode in ("safe", "balanced", "bold"):
        corrector.thresholds(mode)
    settings = Settings.load(folder)
    assert settings.max_pieces > 2
    assert settings.max_fill > 0
    assert math.isfinite(settings.decoding.keep)
    if name in (SETTINGS_FILE, MANIFEST_FILE, TOKENIZER_FILE) and settings.max_pieces < 1000:
        (edits,) = corrector.correct([SegmentContext("The union is here.")])
        assert all(0 <= edit.confidence <= 1 for edit in edits)


def _changed(raw: bytes, places: tuple[tuple[str, ...], ...], rest: bytes) -> bytes:
    data = json.loads(raw)
    for step in parts_of(rest)[:6]:
        if len(step) < 2:
            continue
        *way, last = places[step[0] % len(places)]
        target: Any = data
        try:
            for key in way:
                target = target[key]
            if step[1] == 254:
                del target[last]
            else:
                target[last] = deepcopy(_VALUES[step[1] % len(_VALUES)])
        except (KeyError, IndexError, TypeError):
            continue
        if len(step) > 6:
            target[text_of(step[6:])] = 0
    return json.dumps(data).encode()


@cache
def _contents() -> tuple[tuple[str, bytes], ...]:
    folder = _good()
    return tuple((name, (folder / name).read_bytes()) for name in (*RUNTIME_FILES, MANIFEST_FILE))


@cache
def _good() -> Path:
    folder = scratch() / "bundle"
    write_tiny_bundle(folder)
    return folder
