"""A damaged bundle is refused with an error that names the file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mtfix.errors import ModelDamaged, ModelNotFound
from mtfix.model import load
from mtfix.model.bundle import MANIFEST_FILE, RUNTIME_FILES, load_bundle, write_manifest


@pytest.fixture
def bundle(toy_bundle: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(toy_bundle, tmp_path / "bundle"))


@pytest.mark.parametrize("name", RUNTIME_FILES)
def test_a_flipped_bit_is_noticed(bundle: Path, name: str) -> None:
    path = bundle / name
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(ModelDamaged, match=name):
        load_bundle(bundle)


@pytest.mark.parametrize("name", RUNTIME_FILES)
def test_a_missing_file_is_named(bundle: Path, name: str) -> None:
    (bundle / name).unlink()
    with pytest.raises(ModelDamaged, match=name):
        load_bundle(bundle)


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.model", "settings.json"])
@pytest.mark.parametrize("content", [b"", b"\x80\x04N.", b"{}"])
def test_a_malformed_file_is_refused_even_with_its_checksum_right(
    bundle: Path, name: str, content: bytes
) -> None:
    (bundle / name).write_bytes(content)
    write_manifest(bundle, name="toy")
    with pytest.raises(ModelDamaged, match=name):
        load_bundle(bundle)


def test_another_format_is_refused(bundle: Path) -> None:
    path = bundle / MANIFEST_FILE
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, "format": 99}))
    with pytest.raises(ModelDamaged, match="99"):
        load_bundle(bundle)


def test_a_folder_without_a_manifest_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match=MANIFEST_FILE):
        load_bundle(tmp_path)


def test_an_unknown_name_says_where_it_was_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTFIX_MODELS", str(tmp_path))
    with pytest.raises(ModelNotFound, match=str(tmp_path)):
        load("no-such-model")
