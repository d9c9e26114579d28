"""The three graphs of the runtime, as torch modules that trace cleanly.

The decoder is unrolled by the caller; its cross-attention keys are computed once per segment
(:class:`MemoryGraph`) and its self-attention keys are handed from step to step
(:class:`StepGraph`). Shapes: B segments, T pieces, G gaps, L layers, H heads, S steps so far,
E hidden size, V vocabulary.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from mtfix.model.tokenizer import PAD
from mtfix.training.modeling import Attention, DecoderLayer, EditModel, EncoderLayer, layers
from mtfix.training.torch_backend import NEVER_WRITTEN

# Large enough to mute an attention score in float32, small enough to stay finite when added.
_MUTED = -1e9


class EncoderGraph(nn.Module):
    """pieces (B, T) → states (B, T, E), delete (B, T), insert (B, T)."""

    def __init__(self, model: EditModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Encode and locate."""
        model = self.model
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        states = model.embedding_norm(model.embedding(pieces) + model.position(positions))
        mask = _mask(pieces)
        for layer in layers(model.encoder, EncoderLayer):
            attended = _attend(layer.attention, states, *_keys(layer.attention, states), mask)
            states = layer.attention_norm(states + attended)
            states = layer.output_norm(states + layer.feed_forward(states))
        delete, insert = model.locate(states)
        return states, delete.sigmoid(), insert.sigmoid()


class MemoryGraph(nn.Module):
    """What stays the same while the fills of a batch are written.

    states (B, T, E), deleted (B, T), gaps (B, G) → keys and values (L, B, H, T, E/H), gap states
    (B, G, E), pointer keys (B, T, E).
    """

    def __init__(self, model: EditModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, states: Tensor, deleted: Tensor, gaps: Tensor) -> tuple[Tensor, ...]:
        """Project the memory once for all steps."""
        memory = self.model.memory(states, deleted)
        pairs = [
            _keys(layer.cross_attention, memory)
            for layer in layers(self.model.decoder, DecoderLayer)
        ]
        keys = torch.stack([key for key, _ in pairs])
        values = torch.stack([value for _, value in pairs])
        return keys, values, self.model.gap_states(states, gaps), self.model.pointer_key(memory)


class StepGraph(nn.Module):
    """One piece for every gap: the most likely piece (B, G), its log-probability, new keys."""

    def __init__(self, model: EditModel) -> None:
        super().__init__()
        self.model = model
        self.never: Tensor
        never = torch.zeros(model.config.vocab_size)
        never[list(NEVER_WRITTEN)] = _MUTED
        self.register_buffer("never", never)

    def forward(
        self,
        previous: Tensor,
        position: Tensor,
        gap_states: Tensor,
        pieces: Tensor,
        keys: Tensor,
        values: Tensor,
        pointer_keys: Tensor,
        past_keys: Tensor,
        past_values: Tensor,
    ) -> tuple[Tensor, ...]:
        """Advance all gaps by one piece."""
        model = self.model
        batch, count = previous.shape[0], previous.shape[1]
        size = gap_states.shape[2]
        states = model.decoder_norm(
            model.embedding(previous) + model.fill_position(position) + gap_states
        )
        memory_mask = _mask(pieces)
        new_keys, new_values = [], []
        for number, layer in enumerate(layers(model.decoder, DecoderLayer)):
            rows = states.reshape(batch * count, 1, size)  # each gap is a row of its own
            key, value = _keys(layer.attention, rows)
            key = torch.cat([past_keys[number], key], dim=2)
            value = torch.cat([past_values[number], value], dim=2)
            new_keys.append(key)
            new_values.append(value)
            attended = _attend(layer.attention, rows, key, value, None)
            states = layer.attention_norm(states + attended.reshape(batch, count, size))
            attended = _attend(
                layer.cross_attention, states, keys[number], values[number], memory_mask
            )
            states = layer.cross_norm(states + attended)
            states = layer.output_norm(states + layer.feed_forward(states))
        hidden = model.fill_hidden(states)
        written = torch.matmul(hidden, model.embedding.weight.t()) + (model.fill_bias + self.never)
        pointed = model.pointer_logits(hidden, pointer_keys, memory_mask[:, 0])
        scores = torch.cat([written, pointed], dim=2)
        best, index = scores.max(-1)
        vocabulary = written.shape[2]
        source = pieces.gather(1, (index - vocabulary).clamp(min=0))
        chosen = torch.where(index < vocabulary, index, source)
        score = best - torch.logsumexp(scores, -1)
        return chosen, score, torch.stack(new_keys), torch.stack(new_values)


def _mask(pieces: Tensor) -> Tensor:
    return ((pieces == PAD).to(torch.float32) * _MUTED)[:, None, None, :]


def _keys(attention: Attention, memory: Tensor) -> tuple[Tensor, Tensor]:
    return attention.split(attention.key(memory)), attention.split(attention.value(memory))


def _attend(
    attention: Attention, states: Tensor, key: Tensor, value: Tensor, mask: Tensor | None
) -> Tensor:
    """Attention written out, since exporters disagree on the fused operator."""
    query = attention.split(attention.query(states))
    scores = torch.matmul(query, key.transpose(2, 3)) * (key.shape[3] ** -0.5)
    if mask is not None:
        scores = scores + mask
    mixed = torch.matmul(scores.softmax(-1), value).transpose(1, 2)
    result: Tensor = attention.output(mixed.reshape(mixed.shape[0], mixed.shape[1], -1))
    return result
