"""Whoever tampers with a bundle gets an error that names the file; nothing of theirs ever runs.

Half of these tests set the checksums right again, as one would who makes a bundle to do harm.
"""

from __future__ import annotations

import io
import json
import pickle
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mtfix.errors import ModelDamaged
from mtfix.model.bundle import (
    MANIFEST_FILE,
    RUNTIME_FILES,
    SETTINGS_FILE,
    TOKENIZER_FILE,
    load_bundle,
    write_manifest,
)
from mtfix.model.corrector import SegmentContext
from mtfix.model.onnx_backend import ENCODER_FILE, MEMORY_FILE, STEP_FILE

_GRAPHS = (ENCODER_FILE, MEMORY_FILE, STEP_FILE)


class _Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        import os

        return os.mkdir, (str(self.mark),)


def _pickled(mark: Path) -> bytes:
    return pickle.dumps(_Trap(mark))


def _zipped(mark: Path) -> bytes:
    """As torch.save writes it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("archive/data.pkl", _pickled(mark))
        archive.writestr("archive/version", "3\n")
    return content.getvalue()


def _alter(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def _edit_json(path: Path, *keys: str, value: Any) -> None:
    data = json.loads(path.read_bytes())
    place = data
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    path.write_text(json.dumps(data), encoding="utf-8")


def test_the_tiny_bundle_is_whole(bundle: Path) -> None:
    corrector = load_bundle(bundle, threads=1)
    assert corrector.signature.startswith("tiny@")
    (edits,) = corrector.correct([SegmentContext("The union is here, he said.")])
    assert all(0 <= edit.confidence <= 1 for edit in edits)


@pytest.mark.parametrize("name", RUNTIME_FILES)
def test_any_flipped_bit_is_noticed(bundle: Path, name: str) -> None:
    path = bundle / name
    whole = path.read_bytes()
    chance = random.Random(name)
    places = {0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(60))}
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        with pytest.raises(ModelDamaged, match=name):
            load_bundle(bundle)
    path.write_bytes(whole)
    load_bundle(bundle)


@pytest.mark.parametrize("name", RUNTIME_FILES)
@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw[:-1],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[1:],
        lambda raw: raw[:0],
        lambda raw: raw + b"\0",
        lambda raw: raw * 2,
        lambda raw: bytes(len(raw)),
    ],
    ids=["last byte", "half", "first byte", "empty", "longer", "twice", "zeros"],
)
def test_what_is_cut_or_grown_is_noticed(
    bundle: Path, name: str, change: Callable[[bytes], bytes]
) -> None:
    _alter(bundle / name, change)
    with pytest.raises(ModelDamaged, match=name):
        load_bundle(bundle)


@pytest.mark.parametrize("name", RUNTIME_FILES)
@pytest.mark.parametrize("disguise", [_pickled, _zipped])
def test_a_pickle_in_disguise_never_runs(
    bundle: Path, tmp_path: Path, name: str, disguise: Callable[[Path], bytes]
) -> None:
    mark = tmp_path / "it-ran"
    (bundle / name).write_bytes(disguise(mark))
    for _ in ("with the checksum wrong", "with the checksum right"):
        with pytest.raises(ModelDamaged, match=name):
            load_bundle(bundle)
        write_manifest(bundle, name="tiny")
    assert not mark.exists()


def _varint(number: int) -> bytes:
    content = bytearray()
    while number > 127:
        content.append(number & 127 | 128)
        number >>= 7
    return bytes((*content, number))


@pytest.mark.parametrize("name", [*_GRAPHS, TOKENIZER_FILE])
@pytest.mark.parametrize("field", [1, 7])  # of a protobuf message; 7 is the graph of ONNX
@pytest.mark.parametrize("size", [2**31 - 1, 2**40, 2**63 - 1, 2**70])
def test_a_huge_length_is_no_reason_to_ask_for_memory(
    bundle: Path, name: str, field: int, size: int
) -> None:
    _alter(bundle / name, lambda raw: bytes([field << 3 | 2]) + _varint(size) + raw)
    write_manifest(bundle, name="tiny")
    with pytest.raises(ModelDamaged, match=name):
        load_bundle(bundle)


@pytest.mark.parametrize("name", _GRAPHS)
def test_a_graph_that_is_another_is_refused(bundle: Path, name: str) -> None:
    other = _GRAPHS[(_GRAPHS.index(name) + 1) % 3]
    (bundle / name).write_bytes((bundle / other).read_bytes())
    write_manifest(bundle, name="tiny")
    with pytest.raises(ModelDamaged, match=f"{name} is another graph"):
        load_bundle(bundle)


@pytest.mark.parametrize("location", ["weights.bin", "../weights.bin", "/etc/passwd"])
def test_weights_in_other_files_are_refused(bundle: Path, location: str) -> None:
    import onnx

    for place in (bundle / "weights.bin", bundle.parent / "weights.bin"):
        place.write_bytes(bytes(4 * 50))
    path = bundle / ENCODER_FILE
    model = onnx.load(path)
    tensor = next(item for item in model.graph.initializer if item.name == "embedding")
    onnx.external_data_helper.set_external_data(tensor, location, offset=0, length=4 * 50)
    tensor.ClearField("raw_data")
    path.write_bytes(model.SerializeToString())
    write_manifest(bundle, name="tiny")
    with pytest.raises(ModelDamaged, match=f"{ENCODER_FILE} keeps weights in other files"):
        load_bundle(bundle)


def test_a_tokenizer_of_another_model_is_refused(bundle: Path, maker: ModuleType) -> None:
    (bundle / TOKENIZER_FILE).write_bytes(maker.larger_tokenizer())
    write_manifest(bundle, name="tiny")
    with pytest.raises(ModelDamaged, match=f"{ENCODER_FILE} cannot read what {TOKENIZER_FILE}"):
        load_bundle(bundle)


@pytest.mark.parametrize(
    "listed", ["../secret", "/etc/passwd", "a/b", "..", ".", "", "./settings.json", "a/../b"]
)
def test_a_manifest_lists_files_of_its_folder_only(bundle: Path, listed: str) -> None:
    path = bundle / MANIFEST_FILE
    _edit_json(path, "files", listed, value={"bytes": 0, "sha256": ""})
    with pytest.raises(ModelDamaged, match=f"{MANIFEST_FILE} may list files of its folder only"):
        load_bundle(bundle)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("format",), "1"),
        (("format",), None),
        (("format",), 2),
        (("files",), None),
        (("files",), ["encoder.onnx"]),
        (("files", ENCODER_FILE), None),
        (("files", ENCODER_FILE), "sha256"),
        (("files", ENCODER_FILE), {}),
        (("files", ENCODER_FILE, "sha256"), None),
        (("files", ENCODER_FILE, "sha256"), ["a"]),
        (("name",), None),
        (("name",), ["tiny"]),
        (("name",), "a\nb"),
        (("name",), "\ud800"),
    ],
)
def test_a_malformed_manifest_is_refused(bundle: Path, keys: tuple[str, ...], value: Any) -> None:
    _edit_json(bundle / MANIFEST_FILE, *keys, value=value)
    with pytest.raises(ModelDamaged, match=f"{MANIFEST_FILE}|{ENCODER_FILE}"):
        load_bundle(bundle)


@pytest.mark.parametrize("name", [MANIFEST_FILE, SETTINGS_FILE])
@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"null", b"[]", b'"x"', b"[" * 100_000, b"{", b'{"a": 1}', b"1e999"]
)
def test_json_that_is_none_of_ours_is_refused(bundle: Path, name: str, content: bytes) -> None:
    (bundle / name).write_bytes(content)
    if name != MANIFEST_FILE:
        write_manifest(bundle, name="tiny")
    with pytest.raises(ModelDamaged, match=name):
        load_bundle(bundle)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("decoding", "at_delete"), "0.5"),
        (("decoding", "at_delete"), 1.5),
        (("decoding", "at_insert"), True),
        (("decoding", "keep"), float("nan")),
        (("decoding", "new"), 0.5),
        (("decoding",), []),
        (("calibration",), None),
        (("calibration", "bias"), float("inf")),
        (("calibration", "bias"), "0"),
        (("calibration", "weights"), [1.0]),
        (("calibration", "weights", "deletion_logit"), float("nan")),
        (("calibration", "weights", "deletion_logit"), 1e300),
        (("calibration", "weights", "deletion_logit"), None),
        (("thresholds",), []),
        (("thresholds", "safe"), 0.5),
        (("thresholds", "safe", "replace"), -0.1),
        (("thresholds", "safe", "replace"), float("nan")),
        (("thresholds", "safe", "rewrite"), 0.5),
        (("max_pieces",), 2),
        (("max_pieces",), 10**30),
        (("max_pieces",), float("inf")),
        (("max_pieces",), 160.0),
        (("max_fill",), 0),
        (("max_fill",), -1),
        (("max_fill",), "32"),
    ],
)
def test_settings_out_of_range_are_refused(bundle: Path, keys: tuple[str, ...], value: Any) -> None:
    _edit_json(bundle / SETTINGS_FILE, *keys, value=value)
    write_manifest(bundle, name="tiny")
    with pytest.raises(ModelDamaged, match=SETTINGS_FILE):
        load_bundle(bundle)
