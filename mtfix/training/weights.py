"""Opens weights to start from; whatever is wrong with them is told as damage of that file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from mtfix.errors import ModelDamaged, ModelNotFound
from mtfix.model.bundle import verify_weights
from mtfix.training.modeling import EditModel

WEIGHTS_FILE = "model.safetensors"


def open_model(folder: Path, **options: Any) -> EditModel:
    """Open the edit model in ``folder``: config and weights, checked against a manifest if any.

    Args:
        folder: A bundle, or what training has saved.
        options: Settings that replace those of the config.

    Raises:
        ModelNotFound: There are no weights in safetensors; pickles are never opened.
        ModelDamaged: A file is altered or malformed; names it.
    """
    path = folder / WEIGHTS_FILE
    if not path.is_file():
        raise ModelNotFound(f"no {WEIGHTS_FILE} in {folder} to start from")
    verify_weights(folder)
    try:
        loaded: Any = EditModel.from_pretrained(
            folder, use_safetensors=True, output_loading_info=True, **options
        )
    except Exception as error:  # transformers, torch and safetensors share no base class
        raise ModelDamaged(f"{path} or the config beside it cannot be used: {error}") from error
    model: EditModel = loaded[0]
    if missing := sorted(loaded[1]["missing_keys"]):
        raise ModelDamaged(f"{path} lacks {len(missing)} tensors, {missing[0]!r} among them")
    if not all(bool(parameter.isfinite().all()) for parameter in model.parameters()):
        raise ModelDamaged(f"{path} holds weights that are no numbers")
    return model


def open_tensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a safetensors file.

    Raises:
        ModelDamaged: It is none.
    """
    try:
        tensors: dict[str, Tensor] = load_file(path)
    except (SafetensorError, OSError, ValueError) as error:
        raise ModelDamaged(f"{path} is not a file of safetensors: {error}") from error
    return tensors
