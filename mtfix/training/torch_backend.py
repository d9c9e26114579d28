"""The network in torch: the reference that the exported graphs must agree with."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from mtfix.model.backend import Encoded, Fills, Ints
from mtfix.model.tokenizer import BOS, EOS, PAD, UNK
from mtfix.training.modeling import EditModel, additive_mask, block_causal_mask

NEVER_WRITTEN = (PAD, BOS, UNK)


class TorchBackend:
    """Runs an :class:`EditModel` without any cache: plain, slow, and easy to check."""

    def __init__(self, model: EditModel, *, max_pieces: int = 160) -> None:
        self._model = model.eval()
        self.max_pieces = max_pieces

    @torch.no_grad()
    def encode(self, pieces: Ints) -> Encoded:
        """Encode (B, T) piece ids, 0 for padding."""
        states = self._model.encode(torch.from_numpy(pieces))
        delete, insert = self._model.locate(states)
        return Encoded(states.numpy(), delete.sigmoid().numpy(), insert.sigmoid().numpy())

    @torch.no_grad()
    def fill(self, encoded: Encoded, pieces: Ints, deleted: Ints, gaps: Ints) -> Fills:
        """Write the text of each gap, greedily, every step from the start."""
        model = self._model
        states = torch.from_numpy(encoded.states)
        memory = model.memory(states, torch.from_numpy(deleted))
        memory_mask = additive_mask(torch.from_numpy(pieces) != PAD, states.dtype)
        batch, count = gaps.shape
        inputs = torch.full((batch, count, 1), BOS)
        alive = torch.from_numpy(gaps != PAD)
        written: list[Tensor] = []
        scores: list[Tensor] = []
        for position in range(model.config.max_fill_length):
            length = position + 1
            decoded = model.decode(
                memory,
                memory_mask,
                model.gap_states(states, torch.from_numpy(np.repeat(gaps, length, axis=1))),
                inputs.reshape(batch, count * length),
                torch.arange(length).repeat(batch, count),
                block_causal_mask(
                    torch.arange(count).repeat_interleave(length).repeat(batch, 1), states.dtype
                ),
            ).reshape(batch, count, length, -1)[:, :, -1]
            chosen, score = next_piece(model, decoded, memory, memory_mask, pieces)
            written.append(torch.where(alive & (chosen != EOS), chosen, PAD))
            scores.append(torch.where(alive, score, 0.0))
            alive = alive & (chosen != EOS)
            inputs = torch.cat([inputs, chosen.unsqueeze(-1)], dim=-1)
            if not alive.any():
                break
        return Fills(
            torch.stack(written, -1).numpy(), torch.stack(scores, -1).numpy(), ~alive.numpy()
        )


def next_piece(
    model: EditModel, decoded: Tensor, memory: Tensor, memory_mask: Tensor, pieces: Ints
) -> tuple[Tensor, Tensor]:
    """Return the most likely next piece (B, G) and its log-probability, written or pointed at.

    Writing a piece and pointing at a copy of it are not added up here, as they are in training:
    the maximum of the two is what the exported graph can afford.
    """
    hidden = model.fill_hidden(decoded)
    written = model.fill_logits(hidden)
    written[..., list(NEVER_WRITTEN)] = torch.finfo(torch.float32).min
    pointed = model.pointer_logits(hidden, model.pointer_key(memory), memory_mask[:, 0])
    scores = torch.cat([written, pointed], dim=-1).log_softmax(-1)
    score, index = scores.max(-1)
    vocabulary = written.shape[-1]
    source = torch.from_numpy(pieces).gather(1, (index - vocabulary).clamp(min=0))
    return torch.where(index < vocabulary, index, source), score
