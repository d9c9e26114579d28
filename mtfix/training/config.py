"""The training configuration: a TOML file read into frozen dataclasses."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from mtfix.errors import ConfigError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ModelSizes:
    """Sizes of a new model; all but ``dropout`` are those of ``start.init`` where that is given."""

    vocab_size: int = 16_000
    hidden_size: int = 384
    num_attention_heads: int = 12
    intermediate_size: int = 1536
    num_hidden_layers: int = 6
    num_decoder_layers: int = 2
    max_fill_length: int = 32
    dropout: float = 0.0


@dataclass(frozen=True, slots=True)
class Start:
    """What training starts from.

    Attributes:
        init: Folder of a finished mtfix model to go on from, with its tokenizer.
        warm_start: Folder of a BERT-like encoder (``model.safetensors``, ``vocab.txt``).
            With neither, weights are random.
        tokenizer: A SentencePiece file to use; trained from the data where empty. With ``init``,
            the model's embeddings are carried over to this vocabulary.
    """

    init: str = ""
    warm_start: str = ""
    tokenizer: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """Shares of the stream, and files of one's own.

    Attributes:
        mined: Nearest-better-translation pairs of the WMT sets.
        post_edits: MLQE-PE human post-edits.
        own_post_edits: Our post-edits of public machine output, and our degraded passages.
        glosses: Parallel text in Russian word order.
        noise: Clean English, degraded.
        clean: Clean English, unchanged: teaches restraint.
        pairs: The pairs of ``pairs_file``.
        pairs_file: TSV of one's own: hypothesis, tab, post-edit.
        clean_file: Clean English, a sentence a line, instead of the external corpora.
        rules_first: Share of hypotheses that the rule layer repairs before the model sees them, as
            it does at run time; the rest teaches the model to do without.
        own_drafts: Our post-edits again, with proposals of an earlier model made in the hypothesis.
        drafts_by: Bundle that writes those drafts.
        back_translated: Clean English, degraded by a network.
        degraded_by: Bundle of a model trained with ``reverse``, which does that.
        partly_edited: Share of draws from our own post-edits with some of the changes made already.
        pairs_repeat_targets: Share of draws from ``pairs`` that show the post-edit unchanged.
        reverse: Swap the two sides of everything drawn: trains a model that degrades good English,
            for ``back_translated``.
    """

    mined: float = 0.0
    post_edits: float = 0.0
    own_post_edits: float = 0.0
    own_drafts: float = 0.0
    glosses: float = 0.0
    noise: float = 0.0
    clean: float = 0.0
    pairs: float = 0.0
    pairs_file: str = ""
    clean_file: str = ""
    drafts_by: str = ""
    back_translated: float = 0.0
    degraded_by: str = ""
    rules_first: float = 0.0
    partly_edited: float = 0.0
    pairs_repeat_targets: float = 0.2
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Optimization:
    """Budget and optimizer.

    Attributes:
        minutes: Time budget; 0 for none.
        steps: Step budget; 0 for none. One of the two must be set.
        batch_pieces: Encoder pieces a batch, padding included.
        learning_rate: Peak of the schedule: warm-up, constant, linear decay.
        warmup_steps: Steps of linear warm-up.
        cooldown: Share of the budget, at its end, in which the rate decays to a twentieth.
        weight_decay: Of AdamW.
        clip: Largest gradient norm.
        shortlist: Random pieces that join the batch's own in the softmax of the fills, outside
            the cooldown; 0 for the full vocabulary throughout.
        ema: Decay of the averaged weights, which are what is saved as the model.
        seed: Of everything random.
        threads: CPU threads; 0 leaves torch's choice.
        checkpoint_minutes: Time between checkpoints.
    """

    minutes: float = 0.0
    steps: int = 0
    batch_pieces: int = 2_000
    learning_rate: float = 4e-4
    warmup_steps: int = 300
    cooldown: float = 0.25
    weight_decay: float = 0.01
    clip: float = 1.0
    shortlist: int = 0
    ema: float = 0.999
    seed: int = 1
    threads: int = 0
    checkpoint_minutes: float = 5.0


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """All of it."""

    model: ModelSizes = field(default_factory=ModelSizes)
    start: Start = field(default_factory=Start)
    data: Data = field(default_factory=Data)
    optimization: Optimization = field(default_factory=Optimization)

    @classmethod
    def load(cls, path: Path) -> TrainingConfig:
        """Read a TOML file; relative paths in it are relative to the file.

        Raises:
            ConfigError: The file is not TOML, or holds an unknown key.
        """
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(
                f"{path} cannot be read as a training configuration: {error}"
            ) from error
        unknown = set(raw) - {"model", "start", "data", "optimization"}
        if unknown:
            raise ConfigError(f"{path}: unknown table(s) {', '.join(sorted(unknown))}")
        for table, keys in (
            ("start", ("init", "warm_start", "tokenizer")),
            ("data", ("pairs_file", "clean_file", "drafts_by", "degraded_by")),
        ):
            for key in keys:
                value = raw.get(table, {}).get(key)
                if value:
                    raw[table][key] = str((path.parent / value).resolve())
        return cls(
            model=_section(ModelSizes, raw, "model", path),
            start=_section(Start, raw, "start", path),
            data=_section(Data, raw, "data", path),
            optimization=_section(Optimization, raw, "optimization", path),
        )


def fine_tuning(pairs: Path, init: Path, *, minutes: float, steps: int = 0) -> TrainingConfig:
    """Return the settings that adapt a finished model to one's own post-edits.

    A small learning rate and a fifth of unchanged post-edits keep what the model knows; add your
    clean text with a configuration file if it starts to touch what is fine.
    """
    return TrainingConfig(
        start=Start(init=str(init)),
        data=Data(pairs=1.0, pairs_file=str(pairs)),
        optimization=Optimization(
            minutes=minutes,
            steps=steps,
            batch_pieces=1_000,
            learning_rate=1e-4,
            warmup_steps=20,
            ema=0.99,
        ),
    )


def _section(kind: type[T], raw: dict[str, Any], name: str, path: Path) -> T:
    values = raw.get(name, {})
    unknown = set(values) - {f.name for f in fields(kind)}  # type: ignore[arg-type]
    if unknown:
        raise ConfigError(f"{path}: unknown key(s) in [{name}]: {', '.join(sorted(unknown))}")
    return kind(**values)
