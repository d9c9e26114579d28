"""Training of the SentencePiece vocabulary on counted units."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mtfix.model.tokenizer import BOS, EOS, PAD, UNK
from mtfix.training.examples import spaced_units


def train_tokenizer(texts: Iterable[str], path: Path, *, vocab_size: int) -> None:
    """Train a cased BPE vocabulary (Sennrich et al., 2016) and write it to ``path``.

    Units are counted first and given to the trainer with their counts, so that no piece ever
    crosses the border of a unit. Words count as if white space always stood before them: the few
    that follow a quotation mark would otherwise earn pieces of their own, and leave the common
    case of a word to be written as a lone space and the word.
    """
    import sentencepiece

    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(
            f" {word}" if spaced or word[0].isalnum() else word
            for word, spaced in spaced_units(text)
        )
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
            model_type="bpe",
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
