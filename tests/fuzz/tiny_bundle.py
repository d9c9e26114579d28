"""A bundle of a few kilobytes that opens and answers as a real one does, if not as well."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from mtfix.model.bundle import TOKENIZER_FILE, Settings, write_manifest
from mtfix.model.calibration import Calibration
from mtfix.model.features import FEATURES
from mtfix.model.onnx_backend import ENCODER_FILE, MEMORY_FILE, STEP_FILE

_PIECES = 50


def write_tiny_bundle(folder: Path) -> None:
    """Write the bundle to ``folder``, which is made. Needs the package onnx."""
    folder.mkdir(parents=True)
    (folder / TOKENIZER_FILE).write_bytes(_tokenizer(_PIECES))
    for name, content in _graphs(_PIECES).items():
        (folder / name).write_bytes(content)
    kinds = {"replace": 0.5, "insert": 0.5, "delete": 0.5}
    calibration = Calibration((0.5,) * len(FEATURES))
    Settings(
        calibration=calibration, thresholds={"safe": kinds, "balanced": kinds}, max_fill=4
    ).save(folder)
    write_manifest(folder, name="tiny")


def larger_tokenizer() -> bytes:
    """A tokenizer with pieces that the bundle's network does not know."""
    return _tokenizer(_PIECES + 10)


def _tokenizer(pieces: int) -> bytes:
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.Train(
        sentence_iterator=iter(["The union is here.", "the alliance was there, he said"] * 9),
        model_writer=model,
        vocab_size=pieces,
        model_type="bpe",
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        pad_id=0,
        bos_id=1,
        eos_id=2,
        unk_id=3,
        minloglevel=2,
    )
    return model.getvalue()


def _graphs(vocabulary: int) -> dict[str, bytes]:
    """Graphs with the inputs and outputs of real ones that compute next to nothing."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    f, i = TensorProto.FLOAT, TensorProto.INT64

    def graph(nodes: list[Any], inputs: Any, outputs: Any, constants: dict[str, Any]) -> bytes:
        info = helper.make_tensor_value_info
        made = helper.make_graph(
            nodes,
            "g",
            [info(name, kind, shape) for name, kind, shape in inputs],
            [info(name, kind, None) for name, kind in outputs],
            [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
        )
        model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)])
        model.ir_version = 8
        content: bytes = model.SerializeToString()
        return content

    node = helper.make_node
    encoder = graph(
        [
            node("Gather", ["embedding", "pieces"], ["x"]),
            node("Mul", ["x", "small"], ["delete"]),
            node("Mul", ["x", "small"], ["insert"]),
            node("Unsqueeze", ["x", "last"], ["states"]),
        ],
        [("pieces", i, ["b", "t"])],
        [("states", f), ("delete", f), ("insert", f)],
        {
            "embedding": np.arange(vocabulary, dtype=np.float32),
            "small": np.float32(1 / vocabulary),
            "last": np.array([2]),
        },
    )
    memory = graph(
        [
            node("Unsqueeze", ["states", "front"], ["keys"]),
            node("Identity", ["keys"], ["values"]),
            node("Cast", ["gaps"], ["gap_states"], to=f),
            node("Cast", ["deleted"], ["pointer_keys"], to=f),
        ],
        [("states", f, ["b", "t", 1]), ("deleted", i, ["b", "t"]), ("gaps", i, ["b", "g"])],
        [("keys", f), ("values", f), ("gap_states", f), ("pointer_keys", f)],
        {"front": np.array([0, 3])},
    )
    step = graph(
        [
            node("Add", ["previous", "one"], ["sum"]),
            node("Add", ["sum", "position"], ["chosen"]),
            node("Cast", ["chosen"], ["c"], to=f),
            node("Mul", ["c", "small"], ["score"]),
            node("Identity", ["past_keys"], ["new_keys"]),
            node("Identity", ["past_values"], ["new_values"]),
        ],
        [
            ("previous", i, ["b", "g"]),
            ("position", i, [1]),
            *((name, f, None) for name in ("gap_states", "keys", "values", "pointer_keys")),
            ("pieces", i, ["b", "t"]),
            *((name, f, None) for name in ("past_keys", "past_values")),
        ],
        [("chosen", i), ("score", f), ("new_keys", f), ("new_values", f)],
        {"one": np.int64(1), "small": np.float32(-0.01)},
    )
    return {ENCODER_FILE: encoder, MEMORY_FILE: memory, STEP_FILE: step}
