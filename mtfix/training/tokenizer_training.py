"""Training of the SentencePiece vocabulary on counted units."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mtfix.model.tokenizer import BOS, EOS, PAD, UNK
from mtfix.training.examples import spaced_units


def train_tokenizer(texts: Iterable[str], path: Path, *, vocab_size: int) -> None:
    """Train a cased unigram vocabulary (Kudo, 2018) and write it to ``path``.

    Units are counted first and given to the trainer with their counts, so that no piece ever
    crosses the border of a unit.
    """
    import sentencepiece

    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(f" {word}" if spaced else word for word, spaced in spaced_units(text))
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "units.tsv"
        with table.open("w", encoding="utf-8") as out:
            for unit, count in counts.items():
                if count > 1 and "\t" not in unit:
                    out.write(f"{unit}\t{count}\n")
        sentencepiece.SentencePieceTrainer.Train(
            input=str(table),
            input_format="tsv",
            model_prefix=str(Path(folder) / "model"),
            model_type="unigram",
            vocab_size=vocab_size,
            character_coverage=0.9998,
            normalization_rule_name="identity",
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            split_digits=True,
            hard_vocab_limit=False,  # little text supports few pieces
            pad_id=PAD,
            bos_id=BOS,
            eos_id=EOS,
            unk_id=UNK,
            num_threads=2,
            minloglevel=1,
        )
        path.write_bytes((Path(folder) / "model.model").read_bytes())
