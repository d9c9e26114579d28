"""The edit model as a transformers ``PreTrainedModel``.

An encoder reads the segment; two heads say for each unit whether to delete it and whether to
insert something before it; a shallow decoder writes the text of each gap (EdiT5: Mallinson et
al., 2022; FELIX: Mallinson et al., 2020). All gaps of a segment are packed into one decoder
sequence under a block-causal mask, so that the cross-attention keys are computed once.

Shapes: B segments, T encoder pieces, D packed decoder pieces, H heads, E hidden size, V vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import PretrainedConfig, PreTrainedModel

L = TypeVar("L", bound=nn.Module)


class EditModelConfig(PretrainedConfig):
    """Sizes of the edit model; the defaults are those of a MiniLM-L6 warm start."""

    model_type = "mtfix-edit"

    def __init__(
        self,
        vocab_size: int = 16_000,
        hidden_size: int = 384,
        num_attention_heads: int = 12,
        intermediate_size: int = 1536,
        num_hidden_layers: int = 6,
        num_decoder_layers: int = 2,
        max_position_embeddings: int = 512,
        max_fill_length: int = 32,
        layer_norm_eps: float = 1e-12,
        dropout: float = 0.0,
        pad_token_id: int = 0,
        bos_token_id: int = 1,
        eos_token_id: int = 2,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        self.num_attention_heads = num_attention_heads
        self.intermediate_size = intermediate_size
        self.num_hidden_layers = num_hidden_layers
        self.num_decoder_layers = num_decoder_layers
        self.max_position_embeddings = max_position_embeddings
        self.max_fill_length = max_fill_length
        self.layer_norm_eps = layer_norm_eps
        self.dropout = dropout
        kwargs.setdefault("tie_word_embeddings", False)  # tied by hand: the head has its own bias
        kwargs.update(
            pad_token_id=pad_token_id, bos_token_id=bos_token_id, eos_token_id=eos_token_id
        )
        super().__init__(**kwargs)


@dataclass(frozen=True, slots=True)
class EditLosses:
    """Mean losses of a batch, each a scalar tensor in nats."""

    delete: Tensor
    insert: Tensor
    fill: Tensor

    @property
    def total(self) -> Tensor:
        """The training objective."""
        return self.delete + self.insert + self.fill


class Attention(nn.Module):
    """Multi-head attention with separate projections for queries and for the memory."""

    def __init__(self, config: EditModelConfig) -> None:
        super().__init__()
        size = config.hidden_size
        self.heads = config.num_attention_heads
        self.query = nn.Linear(size, size)
        self.key = nn.Linear(size, size)
        self.value = nn.Linear(size, size)
        self.output = nn.Linear(size, size)

    def split(self, states: Tensor) -> Tensor:
        """Reshape (B, L, E) to (B, H, L, E / H)."""
        batch, length, size = states.shape
        return states.view(batch, length, self.heads, size // self.heads).transpose(1, 2)

    def attend(self, states: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
        """Attend from ``states`` (B, L, E) to split keys and values (B, H, M, E / H)."""
        query = self.split(self.query(states))
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        batch, heads, length, size = mixed.shape
        result: Tensor = self.output(mixed.transpose(1, 2).reshape(batch, length, heads * size))
        return result

    def forward(self, states: Tensor, memory: Tensor, mask: Tensor | None) -> Tensor:
        """Attend from ``states`` (B, L, E) to ``memory`` (B, M, E)."""
        return self.attend(
            states, self.split(self.key(memory)), self.split(self.value(memory)), mask
        )


class FeedForward(nn.Module):
    """The position-wise network of a transformer layer."""

    def __init__(self, config: EditModelConfig) -> None:
        super().__init__()
        self.up = nn.Linear(config.hidden_size, config.intermediate_size)
        self.down = nn.Linear(config.intermediate_size, config.hidden_size)

    def forward(self, states: Tensor) -> Tensor:
        """Map (B, L, E) to (B, L, E)."""
        result: Tensor = self.down(F.gelu(self.up(states)))
        return result


class EncoderLayer(nn.Module):
    """A post-norm transformer encoder layer, as in BERT."""

    def __init__(self, config: EditModelConfig) -> None:
        super().__init__()
        self.attention = Attention(config)
        self.attention_norm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.feed_forward = FeedForward(config)
        self.output_norm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Map (B, T, E) to (B, T, E); ``mask`` (B, 1, 1, T) is added to the scores."""
        states = self.attention_norm(states + self.dropout(self.attention(states, states, mask)))
        result: Tensor = self.output_norm(states + self.dropout(self.feed_forward(states)))
        return result


class DecoderLayer(nn.Module):
    """A post-norm decoder layer: self-attention inside a gap, cross-attention to the segment."""

    def __init__(self, config: EditModelConfig) -> None:
        super().__init__()
        self.attention = Attention(config)
        self.attention_norm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.cross_attention = Attention(config)
        self.cross_norm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.feed_forward = FeedForward(config)
        self.output_norm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, states: Tensor, memory: Tensor, mask: Tensor, memory_mask: Tensor) -> Tensor:
        """Map (B, D, E) to (B, D, E); masks are added to the scores."""
        states = self.attention_norm(states + self.dropout(self.attention(states, states, mask)))
        states = self.cross_norm(
            states + self.dropout(self.cross_attention(states, memory, memory_mask))
        )
        result: Tensor = self.output_norm(states + self.dropout(self.feed_forward(states)))
        return result


class EditModel(PreTrainedModel):
    """Says what to delete and where to insert, and writes what is inserted."""

    config_class = EditModelConfig
    base_model_prefix = "edit"

    def __init__(self, config: EditModelConfig) -> None:
        super().__init__(config)
        size = config.hidden_size
        self.embedding = nn.Embedding(config.vocab_size, size, padding_idx=config.pad_token_id)
        self.position = nn.Embedding(config.max_position_embeddings, size)
        self.embedding_norm = nn.LayerNorm(size, eps=config.layer_norm_eps)
        self.encoder = nn.ModuleList(EncoderLayer(config) for _ in range(config.num_hidden_layers))
        self.delete_head = _head(size)
        self.insert_head = _head(size)
        # What becomes of a unit, as the decoder sees it in its memory: kept, deleted.
        self.decision = nn.Embedding(2, size)
        self.gap_left = nn.Linear(size, size)
        self.gap_right = nn.Linear(size, size)
        self.fill_position = nn.Embedding(config.max_fill_length + 1, size)
        self.decoder_norm = nn.LayerNorm(size, eps=config.layer_norm_eps)
        self.decoder = nn.ModuleList(DecoderLayer(config) for _ in range(config.num_decoder_layers))
        self.fill_transform = nn.Linear(size, size)
        self.fill_norm = nn.LayerNorm(size, eps=config.layer_norm_eps)
        self.fill_bias = nn.Parameter(torch.zeros(config.vocab_size))
        # A pointer into the segment: two of three pieces that are written stand in it already,
        # moved or inflected, and to point at one is learned sooner than to spell it.
        self.pointer_query = nn.Linear(size, size)
        self.pointer_key = nn.Linear(size, size)
        self.post_init()

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=0.02)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)
        elif isinstance(module, nn.LayerNorm):
            nn.init.ones_(module.weight)
            nn.init.zeros_(module.bias)

    def encode(self, pieces: Tensor) -> Tensor:
        """Encode (B, T) piece ids, 0 for padding, to states (B, T, E)."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.embedding_norm(self.embedding(pieces) + self.position(positions))
        mask = additive_mask(pieces != self.config.pad_token_id, states.dtype)
        for layer in layers(self.encoder, EncoderLayer):
            states = layer(states, mask)
        result: Tensor = states
        return result

    def locate(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Return the delete and insert logits, each (B, T); they count at units' first pieces."""
        return self.delete_head(states).squeeze(-1), self.insert_head(states).squeeze(-1)

    def gap_states(self, states: Tensor, gaps: Tensor) -> Tensor:
        """Return (B, D, E): what stands on both sides of the gap before piece ``gaps`` (B, D)."""
        index = gaps.unsqueeze(-1).expand(-1, -1, states.shape[-1])
        left = states.gather(1, (index - 1).clamp(min=0))
        right = states.gather(1, index)
        result: Tensor = self.gap_left(left) + self.gap_right(right)
        return result

    def memory(self, states: Tensor, deleted: Tensor) -> Tensor:
        """Add to the states (B, T, E) what becomes of each piece; ``deleted`` (B, T) is 0 or 1."""
        result: Tensor = states + self.decision(deleted)
        return result

    def decode(
        self,
        memory: Tensor,
        memory_mask: Tensor,
        gap: Tensor,
        pieces: Tensor,
        steps: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """Run the decoder over packed gaps.

        Args:
            memory: (B, T, E) encoder states with decisions.
            memory_mask: (B, 1, 1, T), added to the scores.
            gap: (B, D, E) states of the gap that each position writes for.
            pieces: (B, D) previous piece of each position, BOS at a gap's start.
            steps: (B, D) place of each position in its gap.
            mask: (B, 1, D, D), added to the scores: block-causal.

        Returns:
            (B, D, E) states, to be turned into logits by :meth:`fill_logits`.
        """
        states = self.decoder_norm(self.embedding(pieces) + self.fill_position(steps) + gap)
        for layer in layers(self.decoder, DecoderLayer):
            states = layer(states, memory, mask, memory_mask)
        result: Tensor = states
        return result

    def fill_hidden(self, states: Tensor) -> Tensor:
        """Map decoder states (..., E) to what the logits of a fill are read from."""
        result: Tensor = self.fill_norm(F.gelu(self.fill_transform(states)))
        return result

    def fill_logits(self, hidden: Tensor, shortlist: Tensor | None = None) -> Tensor:
        """Map (..., E) to logits (..., V), the embedding being the output matrix.

        With a ``shortlist`` (K,) of piece ids, logits (..., K) for those alone.
        """
        weight: Tensor = self.embedding.weight
        bias: Tensor = self.fill_bias
        if shortlist is not None:
            weight, bias = weight[shortlist], bias[shortlist]
        return F.linear(hidden, weight, bias)

    def pointer_logits(self, hidden: Tensor, keys: Tensor, memory_mask: Tensor) -> Tensor:
        """Score each piece of the segment as the next to write (See et al., 2017).

        Args:
            hidden: (B, D, E).
            keys: (B, T, E), ``pointer_key`` of the memory.
            memory_mask: (B, 1, T), added to the scores.

        Returns:
            (B, D, T) logits that share one softmax with those of the vocabulary.
        """
        query = self.pointer_query(hidden)
        scores: Tensor = torch.matmul(query, keys.transpose(1, 2)) * query.shape[-1] ** -0.5
        return scores + memory_mask

    def forward(
        self,
        pieces: Tensor,
        unit_mask: Tensor,
        gap_mask: Tensor,
        delete_labels: Tensor,
        insert_labels: Tensor,
        deleted: Tensor,
        fill_gap: Tensor,
        fill_block: Tensor,
        fill_input: Tensor,
        fill_step: Tensor,
        fill_target: Tensor,
        weight: Tensor,
        shortlist: Tensor | None = None,
    ) -> EditLosses:
        """Return the losses of a batch.

        Args:
            pieces: (B, T) piece ids.
            unit_mask: (B, T) true at the first piece of each unit.
            gap_mask: (B, T) true where an insertion may stand: units' first pieces and EOS.
            delete_labels: (B, T) 1.0 where the unit is deleted.
            insert_labels: (B, T) 1.0 where something is inserted before the piece.
            deleted: (B, T) 1 on every piece of a deleted unit.
            fill_gap: (B, D) index of the piece before which a fill stands.
            fill_block: (B, D) number of the fill, -1 for padding.
            fill_input: (B, D) previous piece.
            fill_step: (B, D) place in the fill.
            fill_target: (B, D) piece to predict, -100 for padding.
            weight: (B,) weight of each example.
            shortlist: (K,) sorted unique piece ids that hold every target; the softmax of the
                fills then runs over them alone, which saves a sixth of a step on a CPU.
        """
        states = self.encode(pieces)
        delete_logits, insert_logits = self.locate(states)
        delete = _weighted(
            F.binary_cross_entropy_with_logits(delete_logits, delete_labels, reduction="none"),
            unit_mask,
            weight,
        )
        insert = _weighted(
            F.binary_cross_entropy_with_logits(insert_logits, insert_labels, reduction="none"),
            gap_mask,
            weight,
        )
        memory_mask = additive_mask(pieces != self.config.pad_token_id, states.dtype)
        memory = self.memory(states, deleted)
        decoded = self.decode(
            memory,
            memory_mask,
            self.gap_states(states, fill_gap),
            fill_input,
            fill_step,
            block_causal_mask(fill_block, states.dtype),
        )
        real = fill_target != -100
        target = fill_target[real]
        hidden = self.fill_hidden(decoded[real])
        written = self.fill_logits(hidden, shortlist)
        row = torch.arange(len(pieces), device=pieces.device).unsqueeze(1).expand_as(real)[real]
        pointed = self.pointer_logits(
            hidden.unsqueeze(1), self.pointer_key(memory)[row], memory_mask[row, 0]
        ).squeeze(1)
        # The probability of a piece is that of writing it plus that of pointing at any copy.
        everything = torch.cat([written, pointed], dim=1).logsumexp(1)
        index = target if shortlist is None else torch.searchsorted(shortlist, target)
        elsewhere = pieces[row] != target.unsqueeze(1)
        copies = pointed.masked_fill(elsewhere, torch.finfo(pointed.dtype).min)
        of_target = torch.cat([written.gather(1, index.unsqueeze(1)), copies], dim=1).logsumexp(1)
        piece_weight = weight.unsqueeze(1).expand_as(fill_target)[real]
        losses = everything - of_target
        fill = (losses * piece_weight).sum() / piece_weight.sum().clamp(min=1e-6)
        return EditLosses(delete, insert, fill)


def layers(modules: nn.ModuleList, kind: type[L]) -> Iterator[L]:
    """Iterate over the layers of a list with their type, which ``ModuleList`` forgets."""
    for module in modules:
        assert isinstance(module, kind)
        yield module


def additive_mask(real: Tensor, dtype: torch.dtype) -> Tensor:
    """Turn (B, T) booleans into a mask (B, 1, 1, T) that is added to attention scores."""
    mask = torch.zeros(real.shape, dtype=dtype, device=real.device)
    return mask.masked_fill(~real, torch.finfo(dtype).min)[:, None, None, :]


def block_causal_mask(block: Tensor, dtype: torch.dtype) -> Tensor:
    """Let each position see itself and what precedes it in its block; (B, D) to (B, 1, D, D)."""
    length = block.shape[1]
    causal = torch.ones(length, length, dtype=torch.bool, device=block.device).tril()
    same = block[:, :, None] == block[:, None, :]
    mask = torch.zeros(same.shape, dtype=dtype, device=block.device)
    return mask.masked_fill(~(same & causal), torch.finfo(dtype).min)[:, None]


def _head(size: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Linear(size, 1))


def _weighted(losses: Tensor, mask: Tensor, weight: Tensor) -> Tensor:
    weights = mask.to(losses.dtype) * weight.unsqueeze(1)
    return (losses * weights).sum() / weights.sum().clamp(min=1e-6)
