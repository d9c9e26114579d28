"""Any seq2seq checkpoint plugs in: a tiny T5 is made here, taught one thing, and loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

import mtfix
from mtfix.edits import apply
from mtfix.errors import ModelNotFound
from mtfix.model import load
from mtfix.model.corrector import Corrector, SegmentContext
from mtfix.model.transformers_corrector import TransformersCorrector

PAIRS = [
    ("Our homeland signed it.", "Russia signed it."),
    ("Our homeland rejected it.", "Russia rejected it."),
    ("The alliance signed it.", "The alliance signed it."),
]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast, T5Config, T5ForConditionalGeneration

    folder = tmp_path_factory.mktemp("t5")
    words = ["<pad>", "</s>", "<unk>", "▁Our", "▁homeland", "▁Russia", "▁The", "▁alliance"]
    words += ["▁signed", "▁rejected", "▁it."]
    core = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="<unk>"))
    core.pre_tokenizer = pre_tokenizers.Metaspace()
    core.decoder = decoders.Metaspace()
    core.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", 1)]
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=core, pad_token="<pad>", eos_token="</s>", unk_token="<unk>"
    )
    torch.manual_seed(1)
    model = T5ForConditionalGeneration(
        T5Config(
            vocab_size=len(words),
            d_model=32,
            d_kv=8,
            d_ff=64,
            num_layers=1,
            num_heads=4,
            decoder_start_token_id=0,
            dropout_rate=0.0,
        )
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    inputs = tokenizer([b for b, _ in PAIRS], return_tensors="pt", padding=True)
    labels = tokenizer([a for _, a in PAIRS], return_tensors="pt", padding=True)["input_ids"]
    labels[labels == 0] = -100
    for _ in range(150):
        loss = model(
            input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"], labels=labels
        ).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_its_hypothesis_becomes_edits(checkpoint: Path) -> None:
    corrector = TransformersCorrector.load(str(checkpoint))
    assert isinstance(corrector, Corrector)
    found = corrector.correct([SegmentContext(before) for before, _ in PAIRS])
    assert [apply(b, e) for (b, _), e in zip(PAIRS, found, strict=True)] == [a for _, a in PAIRS]
    (edit,) = found[0]
    assert (edit.before, edit.after, edit.layer) == ("Our homeland", "Russia", "model")
    assert edit.confidence > 0.8
    assert found[2] == ()


def test_other_scripts_are_not_even_read(checkpoint: Path) -> None:
    corrector = TransformersCorrector.load(str(checkpoint))
    assert corrector.correct([SegmentContext("Наша родина подписала его.")]) == [()]


def test_it_takes_its_place_in_the_pipeline(checkpoint: Path) -> None:
    corrector = load(f"transformers:{checkpoint}")
    assert corrector is not None
    repairer = mtfix.Repairer(mtfix.Config(mode="bold"), corrector=corrector)
    assert repairer.repair("The alliance signed it.").text == "The alliance signed it."
    assert "@" in repairer.signature


def test_a_checkpoint_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="nowhere"):
        load(f"transformers:{tmp_path / 'nowhere'}")
