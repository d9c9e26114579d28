"""Warm start of the edit model from MiniLM-L6, with transfer of the vocabulary.

The encoder is copied as it is. The embedding of each new piece is the mean of the old word
pieces that spell it in lower case, plus a small vector for its casing, so that "The" and "the"
start near each other but apart. Decoder layers are copied from encoder layers, their
cross-attention from the same self-attention (Rothe et al., 2020).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from mtfix.errors import ModelNotFound
from mtfix.model.tokenizer import BOS, EOS, PAD, UNK, UnitTokenizer
from mtfix.training.modeling import (
    Attention,
    DecoderLayer,
    EditModel,
    EditModelConfig,
    EncoderLayer,
    layers,
)
from mtfix.training.weights import open_tensors

_SPACE = "\u2581"
_CASE_SCALE = 0.25
_SPECIAL = {PAD: "[PAD]", BOS: "[CLS]", EOS: "[SEP]", UNK: "[UNK]"}


def warm_start(source: Path, tokenizer: UnitTokenizer, config: EditModelConfig) -> EditModel:
    """Build an edit model that starts from a BERT-like checkpoint.

    Args:
        source: Folder with ``model.safetensors`` and ``vocab.txt`` of an uncased BERT encoder.
        tokenizer: The new vocabulary.
        config: Sizes; the hidden size and the layers must be those of the checkpoint.
    """
    weights_file = source / "model.safetensors"
    if not weights_file.is_file():
        raise ModelNotFound(f"no model.safetensors in {source} to start from")
    old = open_tensors(weights_file)
    vocabulary = (source / "vocab.txt").read_text(encoding="utf-8").splitlines()
    index = {piece: i for i, piece in enumerate(vocabulary)}
    model = EditModel(config)
    with torch.no_grad():
        _transfer_embeddings(model, old, tokenizer, index)
        model.position.weight.copy_(old["embeddings.position_embeddings.weight"])
        _copy_norm(model.embedding_norm, old, "embeddings.LayerNorm")
        _copy_norm(model.decoder_norm, old, "embeddings.LayerNorm")
        count = len(model.encoder)
        for number, layer in enumerate(layers(model.encoder, EncoderLayer)):
            _copy_layer(layer, old, number)
        for number, decoder in enumerate(layers(model.decoder, DecoderLayer)):
            origin = (number + 1) * count // len(model.decoder) - 1
            _copy_layer(decoder, old, origin)
            _copy_attention(decoder.cross_attention, old, origin)
            _copy_norm(
                decoder.cross_norm, old, f"encoder.layer.{origin}.attention.output.LayerNorm"
            )
        # The gap states enter as an addition to the embeddings: small at first.
        for gate in (model.gap_left, model.gap_right):
            gate.weight.copy_(0.3 * torch.eye(config.hidden_size))
        model.decision.weight.normal_(std=0.1)
        model.fill_transform.weight.copy_(torch.eye(config.hidden_size))
    return model


def transfer_vocabulary(model: EditModel, old: UnitTokenizer, new: UnitTokenizer) -> EditModel:
    """Give a finished model another vocabulary: each new piece is the mean of what spelled it."""
    config = EditModelConfig(**{**model.config.to_dict(), "vocab_size": new.vocab_size})
    result = EditModel(config)
    state = model.state_dict()
    embedding, bias = state.pop("embedding.weight"), state.pop("fill_bias")
    result.load_state_dict(state, strict=False)
    with torch.no_grad():
        for piece in range(new.vocab_size):
            surface = new.surface(piece)
            text = surface.replace(_SPACE, " ")
            spelled = old.encode_units([(text.lstrip(), text.startswith(" "))])
            if piece < len(_SPECIAL) or not text.strip():
                spelled = [piece] if piece < len(_SPECIAL) else [old.piece(surface)]
            result.embedding.weight[piece] = embedding[spelled].mean(0)
            result.fill_bias[piece] = bias[spelled].mean()
    return result


def spell(surface: str, index: Mapping[str, int]) -> list[int]:
    """Spell a SentencePiece surface in an uncased WordPiece vocabulary, greedily.

    >>> spell("\\u2581Union", {"un": 0, "##ion": 1, "union": 2})
    [2]
    """
    inside = not surface.startswith(_SPACE)
    word = surface.lstrip(_SPACE).lower()
    found: list[int] = []
    at = 0
    while at < len(word):
        prefix = "##" if inside or at else ""
        for end in range(len(word), at, -1):
            piece = index.get(prefix + word[at:end])
            if piece is None and prefix and not found:
                piece = index.get(word[at:end])  # punctuation and digits stand alone in BERT
            if piece is not None:
                found.append(piece)
                at = end
                break
        else:
            at += 1
    return found


def _transfer_embeddings(
    model: EditModel, old: Mapping[str, Tensor], tokenizer: UnitTokenizer, index: Mapping[str, int]
) -> None:
    embeddings = old["embeddings.word_embeddings.weight"]
    token_type = old["embeddings.token_type_embeddings.weight"][0]
    generator = torch.Generator().manual_seed(0)
    scale = _CASE_SCALE * float(embeddings.std())
    casing = torch.randn(3, embeddings.shape[1], generator=generator) * scale
    for piece in range(tokenizer.vocab_size):
        surface = tokenizer.surface(piece)
        spelled = [index[_SPECIAL[piece]]] if piece in _SPECIAL else spell(surface, index)
        if piece == PAD:
            continue
        vector = embeddings[spelled].mean(0) if spelled else embeddings.mean(0)
        model.embedding.weight[piece] = vector + token_type + casing[_case(surface)]


def _case(surface: str) -> int:
    word = surface.lstrip(_SPACE)
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _copy_layer(layer: EncoderLayer | DecoderLayer, old: Mapping[str, Tensor], number: int) -> None:
    prefix = f"encoder.layer.{number}"
    _copy_attention(layer.attention, old, number)
    _copy_norm(layer.attention_norm, old, f"{prefix}.attention.output.LayerNorm")
    _copy_linear(layer.feed_forward.up, old, f"{prefix}.intermediate.dense")
    _copy_linear(layer.feed_forward.down, old, f"{prefix}.output.dense")
    _copy_norm(layer.output_norm, old, f"{prefix}.output.LayerNorm")


def _copy_attention(attention: Attention, old: Mapping[str, Tensor], number: int) -> None:
    prefix = f"encoder.layer.{number}.attention"
    for name in ("query", "key", "value"):
        _copy_linear(getattr(attention, name), old, f"{prefix}.self.{name}")
    _copy_linear(attention.output, old, f"{prefix}.output.dense")


def _copy_linear(linear: torch.nn.Linear, old: Mapping[str, Tensor], prefix: str) -> None:
    linear.weight.copy_(old[f"{prefix}.weight"])
    linear.bias.copy_(old[f"{prefix}.bias"])


def _copy_norm(norm: torch.nn.LayerNorm, old: Mapping[str, Tensor], prefix: str) -> None:
    norm.weight.copy_(old[f"{prefix}.weight"])
    norm.bias.copy_(old[f"{prefix}.bias"])
