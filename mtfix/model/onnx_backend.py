"""The network in onnxruntime: an encoder, the decoder's memory, and one decoder step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mtfix.errors import ModelDamaged
from mtfix.model.backend import Encoded, Fills, Ints
from mtfix.model.runtime import import_onnxruntime
from mtfix.model.tokenizer import BOS, EOS, PAD

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

ENCODER_FILE, MEMORY_FILE, STEP_FILE = "encoder.onnx", "memory.onnx", "step.onnx"
# What each graph takes and gives.
_SIGNATURES = {
    ENCODER_FILE: ("pieces", "states delete insert"),
    MEMORY_FILE: ("states deleted gaps", "keys values gap_states pointer_keys"),
    STEP_FILE: (
        "previous position gap_states pieces keys values pointer_keys past_keys past_values",
        "chosen score new_keys new_values",
    ),
}
# Key of the entry that names a file with weights; it has no other use in our graphs.
_EXTERNAL = b"location"


class OnnxBackend:
    """Runs the exported graphs; sessions are thread-safe, so one backend serves all threads."""

    def __init__(
        self,
        encoder: InferenceSession,
        memory: InferenceSession,
        step: InferenceSession,
        *,
        max_pieces: int,
        max_fill: int,
    ) -> None:
        self._encoder = encoder
        self._memory = memory
        self._step = step
        self.max_pieces = max_pieces
        self._max_fill = max_fill

    @classmethod
    def load(
        cls, folder: Path, *, max_pieces: int, max_fill: int, threads: int | None = None
    ) -> OnnxBackend:
        """Open the three graphs of a model folder.

        Args:
            folder: Where the files lie; their checksums are the caller's business.
            max_pieces: Longest segment that the network reads.
            max_fill: Longest fill that it writes.
            threads: Threads of each session; None leaves onnxruntime's choice.

        Raises:
            ModelDamaged: A graph is missing or malformed; names the file.
        """
        sessions = [_session(folder / name, threads) for name in _SIGNATURES]
        return cls(*sessions, max_pieces=max_pieces, max_fill=max_fill)

    def encode(self, pieces: Ints) -> Encoded:
        """Encode (B, T) piece ids, 0 for padding."""
        states, delete, insert = self._encoder.run(None, {"pieces": pieces})
        return Encoded(states, delete, insert)

    def fill(self, encoded: Encoded, pieces: Ints, deleted: Ints, gaps: Ints) -> Fills:
        """Write the text of each gap, greedily, all gaps together with cached keys."""
        keys, values, gap_states, pointer_keys = self._memory.run(
            None, {"states": encoded.states, "deleted": deleted, "gaps": gaps}
        )
        layers, _, heads, _, size = keys.shape
        batch, count = gaps.shape
        past_keys = np.zeros((layers, batch * count, heads, 0, size), dtype=np.float32)
        past_values = past_keys
        previous = np.full((batch, count), BOS, dtype=np.int64)
        alive = gaps != PAD
        written: list[Ints] = []
        scores: list[Any] = []
        for position in range(self._max_fill):
            chosen, score, past_keys, past_values = self._step.run(
                None,
                {
                    "previous": previous,
                    "position": np.asarray([position], dtype=np.int64),
                    "gap_states": gap_states,
                    "pieces": pieces,
                    "keys": keys,
                    "values": values,
                    "pointer_keys": pointer_keys,
                    "past_keys": past_keys,
                    "past_values": past_values,
                },
            )
            written.append(np.where(alive & (chosen != EOS), chosen, PAD))
            scores.append(np.where(alive, score, 0.0).astype(np.float32))
            alive &= chosen != EOS
            previous = chosen
            if not alive.any():
                break
        return Fills(np.stack(written, -1), np.stack(scores, -1), ~alive)


def _session(path: Path, threads: int | None) -> InferenceSession:
    onnxruntime = import_onnxruntime()
    try:
        graph = path.read_bytes()
    except OSError as error:
        raise ModelDamaged(f"{path} cannot be read: {error.strerror}") from error
    if _EXTERNAL in graph:
        raise ModelDamaged(f"{path} keeps weights in other files, which no checksum covers")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if threads is not None:
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
    # Worker threads that spin between the many small decoder steps steal the caller's core.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session: InferenceSession = onnxruntime.InferenceSession(
            graph,
            options,
            providers=["CPUExecutionProvider"],
            enable_fallback=0,  # there is nothing to fall back to, and it would print that it tries
        )
    except Exception as error:  # onnxruntime's errors share no base class but Exception
        raise ModelDamaged(f"{path} cannot be loaded by onnxruntime: {error}") from error
    given, got = _SIGNATURES[path.name]
    inputs, outputs = session.get_inputs(), [node.name for node in session.get_outputs()]
    if sorted(node.name for node in inputs) != sorted(given.split()) or outputs != got.split():
        raise ModelDamaged(f"{path} is another graph: it must take {given} and give {got}")
    return session
