"""Export of a trained model to a runtime bundle: int8 graphs, tokenizer, settings, manifest."""

from __future__ import annotations

import logging
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch
from torch import nn

from mtfix.model.bundle import SETTINGS_FILE, TOKENIZER_FILE, Settings, write_manifest
from mtfix.model.onnx_backend import ENCODER_FILE, MEMORY_FILE, STEP_FILE
from mtfix.model.runtime import import_onnxruntime
from mtfix.training.graphs import EncoderGraph, MemoryGraph, StepGraph
from mtfix.training.modeling import EditModel
from mtfix.training.weights import open_model

_OPSET = 17


def export(
    source: Path,
    target: Path,
    *,
    name: str,
    settings: Settings | None = None,
    inherit: Path | None = None,
    quantize: bool = True,
) -> None:
    """Export the model in ``source`` (config, safetensors, tokenizer) to the bundle ``target``.

    The bundle keeps the fp16 weights too, so that training can go on from it; the wheel leaves
    them out. Files are written beside and moved in place at the end.

    Args:
        source: Folder with ``config.json``, ``model.safetensors`` and ``tokenizer.model``.
        target: Folder of the bundle; other files in it (the model card) stay.
        name: Name of the bundle.
        settings: Decoding, calibration and thresholds; defaults until they are tuned.
        inherit: A bundle to take the settings from, as a fine-tuned model does from its start.
        quantize: Whether to quantize to int8; float graphs serve the parity test.
    """
    model = open_model(source).float().eval()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        folder = Path(scratch)
        for file, graph, inputs, axes, outputs in _graphs(model):
            _export_graph(graph, inputs, axes, outputs, folder / file)
            if quantize:
                _quantize(folder / file)
        for file in (ENCODER_FILE, MEMORY_FILE, STEP_FILE):
            shutil.move(folder / file, target / file)
    for file in ("config.json", "model.safetensors", TOKENIZER_FILE):
        if source.resolve() != target.resolve():
            shutil.copy(source / file, target / file)
    if settings is None and inherit is not None and (inherit / SETTINGS_FILE).is_file():
        settings = Settings.load(inherit)
    settings = settings or Settings(max_fill=model.config.max_fill_length)
    settings.save(target)
    write_manifest(target, name=name)


def _graphs(
    model: EditModel,
) -> list[tuple[str, nn.Module, dict[str, Any], dict[str, dict[int, str]], list[str]]]:
    """Each graph with example inputs, their dynamic axes and the names of its outputs."""
    config = model.config
    layers, heads, size = config.num_decoder_layers, config.num_attention_heads, config.hidden_size
    batch, length, gaps, steps = 2, 7, 3, 2
    pieces = torch.randint(4, config.vocab_size, (batch, length))
    states = torch.randn(batch, length, size)
    cross = torch.randn(layers, batch, heads, length, size // heads)
    past = torch.randn(layers, batch * gaps, heads, steps, size // heads)
    encoder = {"pieces": pieces}
    memory = {
        "states": states,
        "deleted": torch.zeros(batch, length, dtype=torch.long),
        "gaps": torch.ones(batch, gaps, dtype=torch.long),
    }
    step = {
        "previous": torch.ones(batch, gaps, dtype=torch.long),
        "position": torch.ones(1, dtype=torch.long),
        "gap_states": torch.randn(batch, gaps, size),
        "pieces": pieces,
        "keys": cross,
        "values": cross,
        "pointer_keys": states,
        "past_keys": past,
        "past_values": past,
    }
    text = {0: "batch", 1: "pieces"}
    gap = {0: "batch", 1: "gaps"}
    crossed = {1: "batch", 3: "pieces"}
    cached = {1: "rows", 3: "steps"}
    grown = {1: "rows", 3: "steps_and_one"}
    return [
        (
            ENCODER_FILE,
            EncoderGraph(model),
            encoder,
            {"pieces": text, "states": text, "delete": text, "insert": text},
            ["states", "delete", "insert"],
        ),
        (
            MEMORY_FILE,
            MemoryGraph(model),
            memory,
            {
                "states": text,
                "deleted": text,
                "gaps": gap,
                "keys": crossed,
                "values": crossed,
                "gap_states": gap,
                "pointer_keys": text,
            },
            ["keys", "values", "gap_states", "pointer_keys"],
        ),
        (
            STEP_FILE,
            StepGraph(model),
            step,
            {
                "previous": gap,
                "gap_states": gap,
                "pieces": text,
                "keys": crossed,
                "values": crossed,
                "pointer_keys": text,
                "past_keys": cached,
                "past_values": cached,
                "chosen": gap,
                "score": gap,
                "new_keys": grown,
                "new_values": grown,
            },
            ["chosen", "score", "new_keys", "new_values"],
        ),
    ]


def _export_graph(
    graph: nn.Module,
    inputs: dict[str, Any],
    axes: dict[str, dict[int, str]],
    outputs: list[str],
    path: Path,
) -> None:
    with warnings.catch_warnings(), torch.no_grad():
        # The tracing exporter is deprecated in favor of one that needs onnxscript and rewrites
        # these small graphs less predictably; its warnings are not the user's business.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph.eval(),
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )


def _quantize(path: Path) -> None:
    """Quantize weights to int8, activations on the fly.

    Seven bits for the weights: CPUs without VNNI add pairs of products in 16 bits and would
    saturate on eight.
    """
    import_onnxruntime()  # before anything else imports it
    from onnxruntime.quantization import QuantType, quantize_dynamic

    output = path.with_suffix(".int8")
    level = logging.root.level
    logging.root.setLevel(logging.ERROR)  # the quantizer warns on the root logger
    try:
        quantize_dynamic(
            path,
            output,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
    finally:
        logging.root.setLevel(level)
    output.replace(path)
