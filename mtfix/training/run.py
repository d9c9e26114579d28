"""One training run, from a configuration to a folder that can be exported or resumed."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from mtfix.model.tokenizer import UnitTokenizer
from mtfix.training.config import TrainingConfig
from mtfix.training.data import build_sources, tokenizer_texts
from mtfix.training.examples import Example, make_example
from mtfix.training.loop import Progress, Trainer, seed_everything
from mtfix.training.mixture import batches
from mtfix.training.modeling import EditModel, EditModelConfig
from mtfix.training.sources import overlay_post_edits
from mtfix.training.tokenizer_training import train_tokenizer
from mtfix.training.warm_start import transfer_vocabulary, warm_start
from mtfix.training.weights import open_model

_LOG = logging.getLogger(__name__)
TOKENIZER_FILE = "tokenizer.model"
_DEVELOPMENT_PAIRS = 400


def train(config: TrainingConfig, folder: Path, *, resume: bool = True) -> Progress:
    """Train as configured in ``folder``, going on from the state there if there is one.

    Writes ``tokenizer.model``, ``state.pt``, ``log.jsonl`` and, at the end, ``model/`` (config and
    fp16 safetensors of the averaged weights).
    """
    rng = seed_everything(config.optimization.seed)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer(config, folder)
    model = _model(config, tokenizer)
    trainer = Trainer(model, config.optimization, folder, resume=resume)
    built = build_sources(config.data, seed=config.optimization.seed)
    _LOG.info("sources: %s", {s.name: s.share for s in built})
    # A resumed run must not see the same draws again.
    rng.seed(config.optimization.seed + 1_000_003 * trainer.progress.step)
    stream = batches(
        built,
        tokenizer,
        pieces=config.optimization.batch_pieces,
        rng=rng,
        max_fill=model.config.max_fill_length,
    )
    development = (
        _development(tokenizer, reverse=config.data.reverse) if config.data.own_post_edits else []
    )
    progress = trainer.run(stream, development)
    trainer.save_model(folder / "model")
    shutil.copy(folder / TOKENIZER_FILE, folder / "model" / TOKENIZER_FILE)
    return progress


def _tokenizer(config: TrainingConfig, folder: Path) -> UnitTokenizer:
    path = folder / TOKENIZER_FILE
    if not path.is_file():
        if config.start.tokenizer:
            shutil.copy(config.start.tokenizer, path)
        elif config.start.init:
            shutil.copy(Path(config.start.init) / TOKENIZER_FILE, path)
        else:
            texts = tokenizer_texts(config.data, seed=config.optimization.seed)
            train_tokenizer(texts, path, vocab_size=config.model.vocab_size)
    return UnitTokenizer.load(path)


def _model(config: TrainingConfig, tokenizer: UnitTokenizer) -> EditModel:
    if config.start.init:
        folder = Path(config.start.init)
        model: EditModel = open_model(folder, dropout=config.model.dropout).float()
        if config.start.tokenizer:
            old = UnitTokenizer.load(folder / TOKENIZER_FILE)
            return transfer_vocabulary(model, old, tokenizer)
        return model
    sizes = config.model
    settings = EditModelConfig(
        vocab_size=tokenizer.vocab_size,
        hidden_size=sizes.hidden_size,
        num_attention_heads=sizes.num_attention_heads,
        intermediate_size=sizes.intermediate_size,
        num_hidden_layers=sizes.num_hidden_layers,
        num_decoder_layers=sizes.num_decoder_layers,
        max_fill_length=sizes.max_fill_length,
        dropout=sizes.dropout,
    )
    if config.start.warm_start:
        return warm_start(Path(config.start.warm_start), tokenizer, settings)
    return EditModel(settings)


def _development(tokenizer: UnitTokenizer, *, reverse: bool) -> list[list[Example]]:
    """Post-edits held back for calibration, for the curve of the losses.

    Mined pairs would mislead: they reword, so their losses rise as the model learns restraint.
    """
    pairs = [(p.mt, p.post_edit) for p in overlay_post_edits(calibration=True)]
    if reverse:
        pairs = [(after, before) for before, after in pairs]
    step = max(1, len(pairs) // _DEVELOPMENT_PAIRS)
    examples = [make_example(tokenizer, before, after) for before, after in pairs[::step]]
    kept = sorted((e for e in examples if e is not None), key=lambda e: len(e.pieces))
    return [kept[i : i + 40] for i in range(0, len(kept), 40)]
