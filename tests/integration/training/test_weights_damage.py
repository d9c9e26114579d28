"""Weights to train on from: safetensors or nothing, whole or refused, never a pickle."""

from __future__ import annotations

import json
import os
import pickle
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from mtfix.errors import ModelDamaged, ModelNotFound
from mtfix.model.bundle import FORMAT, MANIFEST_FILE
from mtfix.model.transformers_corrector import TransformersCorrector
from mtfix.training.modeling import EditModel, EditModelConfig
from mtfix.training.weights import WEIGHTS_FILE, open_model, open_tensors

_SIZES = {
    "vocab_size": 20,
    "hidden_size": 8,
    "num_attention_heads": 2,
    "intermediate_size": 16,
    "num_hidden_layers": 1,
    "num_decoder_layers": 1,
    "max_position_embeddings": 16,
}


class _Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.mark),)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """The safetensors of a saved model."""
    folder = tmp_path / "model"
    EditModel(EditModelConfig(**_SIZES)).half().save_pretrained(folder)
    return folder / WEIGHTS_FILE


def _header(size: int, header: bytes = b"{}") -> bytes:
    return struct.pack("<Q", size) + header


def test_a_whole_model_opens(weights: Path) -> None:
    assert open_model(weights.parent, dropout=0.5).config.dropout == 0.5


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw[:0],
        lambda raw: raw[:7],
        lambda raw: raw[:-1],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw + b"\0",
        lambda raw: _header(2**63, raw[8:]),
        lambda raw: _header(2**64 - 1, raw[8:]),
        lambda raw: _header(10**9, raw[8:]),
        lambda raw: _header(2) + raw,
        lambda raw: _header(100_000, b"[" * 100_000) + raw,
        lambda raw: (
            _header(60, b'{"a":{"dtype":"F32","shape":[4294967295],"data_offsets":[0,4') + raw
        ),
        lambda raw: raw.replace(b'"F16"', b'"F64"'),
        lambda raw: raw.replace(b'"data_offsets":[0', b'"data_offsets":[9'),
    ],
    ids="empty stub cut half longer 2**63 2**64-1 1e9 no-tensors deep broken wider moved".split(),
)
def test_malformed_safetensors_are_refused(weights: Path, change: Callable[[bytes], bytes]) -> None:
    weights.write_bytes(change(weights.read_bytes()))
    with pytest.raises(ModelDamaged, match=WEIGHTS_FILE):
        open_model(weights.parent)


def test_missing_tensors_are_not_made_up(weights: Path) -> None:
    tensors = load_file(weights)
    del tensors["embedding.weight"]
    save_file(tensors, weights, metadata={"format": "pt"})
    with pytest.raises(ModelDamaged, match=r"lacks 1 tensors, 'embedding.weight'"):
        open_model(weights.parent)


def test_tensors_of_another_size_are_refused(weights: Path) -> None:
    tensors = load_file(weights)
    tensors["embedding.weight"] = torch.zeros(21, 8, dtype=torch.float16)
    save_file(tensors, weights, metadata={"format": "pt"})
    with pytest.raises(ModelDamaged, match=WEIGHTS_FILE):
        open_model(weights.parent)


def test_weights_must_be_numbers(weights: Path) -> None:
    tensors = load_file(weights)
    tensors["embedding.weight"][3, 3] = float("nan")
    save_file(tensors, weights, metadata={"format": "pt"})
    with pytest.raises(ModelDamaged, match="no numbers"):
        open_model(weights.parent)


@pytest.mark.parametrize("name", [WEIGHTS_FILE, "pytorch_model.bin"])
@pytest.mark.parametrize("pack", ["pickle", "torch"])
def test_a_pickle_never_runs(weights: Path, tmp_path: Path, name: str, pack: str) -> None:
    mark = tmp_path / "it-ran"
    weights.unlink()
    path = weights.with_name(name)
    if pack == "pickle":
        path.write_bytes(pickle.dumps(_Trap(mark)))
    else:
        torch.save({"embedding.weight": _Trap(mark)}, path)
    with pytest.raises((ModelDamaged, ModelNotFound), match=WEIGHTS_FILE):
        open_model(weights.parent)
    assert not mark.exists()


def test_the_checksum_of_a_bundle_covers_the_weights(weights: Path) -> None:
    entries = {WEIGHTS_FILE: {"bytes": 0, "sha256": "0" * 64}}
    manifest = {"format": FORMAT, "name": "tiny", "files": entries}
    (weights.parent / MANIFEST_FILE).write_text(json.dumps(manifest))
    with pytest.raises(ModelDamaged, match=f"{WEIGHTS_FILE} is not the file that"):
        open_model(weights.parent)


@pytest.mark.parametrize("content", [b"", b"\x80\x04N.", b"{}", _header(2**63), b"\0" * 100])
def test_a_warm_start_wants_safetensors_too(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / WEIGHTS_FILE
    path.write_bytes(content)
    with pytest.raises(ModelDamaged, match=WEIGHTS_FILE):
        open_tensors(path)


@pytest.mark.parametrize("pack", ["pickle", "torch", "damaged"])
def test_a_seq2seq_checkpoint_is_no_way_in(tmp_path: Path, pack: str) -> None:
    from tokenizers import Tokenizer, models
    from transformers import PreTrainedTokenizerFast, T5Config

    mark, folder = tmp_path / "it-ran", tmp_path / "t5"
    core = Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>"))
    PreTrainedTokenizerFast(tokenizer_object=core, unk_token="<unk>").save_pretrained(folder)
    T5Config(vocab_size=3, d_model=8, d_kv=4, d_ff=8, num_layers=1, num_heads=2).save_pretrained(
        folder
    )
    if pack == "pickle":
        (folder / "pytorch_model.bin").write_bytes(pickle.dumps(_Trap(mark)))
    elif pack == "torch":
        torch.save({"shared.weight": _Trap(mark)}, folder / "pytorch_model.bin")
    else:
        (folder / WEIGHTS_FILE).write_bytes(_header(2**63))
    with pytest.raises((ModelDamaged, ModelNotFound)):
        TransformersCorrector.load(str(folder))
    assert not mark.exists()
