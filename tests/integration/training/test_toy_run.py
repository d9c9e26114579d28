"""The whole pipeline on a toy: train, resume, export, run, fine-tune."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mtfix.edits import apply
from mtfix.model import load
from mtfix.model.bundle import load_bundle, verify
from mtfix.model.corrector import SegmentContext, TunedCorrector
from mtfix.model.edit_corrector import EditCorrector
from mtfix.model.onnx_backend import OnnxBackend
from mtfix.model.tokenizer import UnitTokenizer
from mtfix.training.config import TrainingConfig, fine_tuning
from mtfix.training.curves import plot
from mtfix.training.export import export
from mtfix.training.modeling import EditModel
from mtfix.training.run import train
from mtfix.training.tokenizer_training import train_tokenizer
from mtfix.training.torch_backend import TorchBackend
from mtfix.training.warm_start import transfer_vocabulary

CONFIGS = Path(__file__).resolve().parents[3] / "models" / "configs"
Pairs = list[tuple[str, str]]


def _repaired(corrector: EditCorrector, pairs: Pairs) -> float:
    """Share of pairs that the corrector repairs exactly."""
    edits = corrector.correct([SegmentContext(before) for before, _ in pairs])
    done = [apply(b, e) == after for (b, after), e in zip(pairs, edits, strict=True)]
    return sum(done) / len(done)


def test_it_learns_the_toy(toy_bundle: Path, toy_pairs: Pairs) -> None:
    corrector = load_bundle(toy_bundle, threads=1)
    untouched = sum(before == after for before, after in toy_pairs) / len(toy_pairs)
    assert _repaired(corrector, toy_pairs) > max(0.6, untouched + 0.3)


def test_good_text_stays(toy_bundle: Path, toy_pairs: Pairs) -> None:
    clean = [(after, after) for _, after in toy_pairs]
    assert _repaired(load_bundle(toy_bundle, threads=1), clean) > 0.9


def test_the_log_shows_a_falling_loss(toy_run: Path) -> None:
    rows = [json.loads(row) for row in (toy_run / "log.jsonl").read_text().splitlines()]
    fills = [row["fill"] for row in rows if row["kind"] == "train"]
    assert fills[-1] < fills[0] / 4


def test_curves_are_drawn(toy_run: Path, tmp_path: Path) -> None:
    plot(toy_run, tmp_path / "curves")
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")
    assert "pieces seen" in (tmp_path / "curves.svg").read_text()


def test_onnx_and_torch_agree(toy_run: Path, toy_pairs: Pairs, tmp_path: Path) -> None:
    """The float graphs give the torch reference's probabilities, fills and edits."""
    export(toy_run / "model", tmp_path / "float", name="toy", quantize=False)
    tokenizer = UnitTokenizer.load(toy_run / "model" / "tokenizer.model")
    model = EditModel.from_pretrained(toy_run / "model").float()
    torch_backend = TorchBackend(model)
    onnx_backend = OnnxBackend.load(tmp_path / "float", max_pieces=160, max_fill=32, threads=1)
    ids = np.zeros((2, 40), dtype=np.int64)
    for row, (before, _) in enumerate(toy_pairs[:2]):
        pieces = tokenizer.pieces(before).ids
        ids[row, : len(pieces)] = pieces
    ours, theirs = torch_backend.encode(ids), onnx_backend.encode(ids)
    np.testing.assert_allclose(ours.delete, theirs.delete, atol=1e-4)
    np.testing.assert_allclose(ours.insert, theirs.insert, atol=1e-4)
    deleted, gaps = np.zeros_like(ids), np.asarray([[3, 5], [4, 0]])
    written = torch_backend.fill(ours, ids, deleted, gaps)
    exported = onnx_backend.fill(theirs, ids, deleted, gaps)
    np.testing.assert_array_equal(written.pieces, exported.pieces)
    np.testing.assert_allclose(written.log_probabilities, exported.log_probabilities, atol=1e-3)
    batch = [SegmentContext(before) for before, _ in toy_pairs[:60]]
    reference = EditCorrector(torch_backend, tokenizer, signature="torch").correct(batch)
    assert EditCorrector(onnx_backend, tokenizer, signature="onnx").correct(batch) == reference
    assert any(reference)


def test_int8_stays_close_to_float(
    toy_run: Path, toy_bundle: Path, toy_pairs: Pairs, tmp_path: Path
) -> None:
    export(toy_run / "model", tmp_path / "float", name="toy", quantize=False)
    full = _repaired(load_bundle(tmp_path / "float", threads=1), toy_pairs)
    assert _repaired(load_bundle(toy_bundle, threads=1), toy_pairs) > full - 0.1


def test_a_stopped_run_goes_on(tmp_path: Path) -> None:
    config = TrainingConfig.load(CONFIGS / "toy.toml")
    short = replace(config, optimization=replace(config.optimization, steps=10))
    longer = replace(config, optimization=replace(config.optimization, steps=15))
    assert train(short, tmp_path).step == 10
    first = torch.load(tmp_path / "state.pt", weights_only=True)["model"]
    assert train(longer, tmp_path).step == 15
    second = torch.load(tmp_path / "state.pt", weights_only=True)["model"]
    assert any(not torch.equal(first[name], second[name]) for name in first)


def test_fine_tuning_on_ones_own_post_edits_improves_them(toy_bundle: Path, tmp_path: Path) -> None:
    """A term the toy never saw is learned from a handful of post-edits."""
    who = ["The minister", "The diplomat", "The court", "The company", "The agency", "The coach"]
    verbs = ["discussed", "supported", "rejected", "approved"]
    pairs = [
        (f"{w} {v} the union shield.", f"{w} {v} the alliance plan.") for w in who for v in verbs
    ]
    table = tmp_path / "mine.tsv"
    table.write_text("".join(f"{b}\t{a}\n" for b, a in pairs), encoding="utf-8")
    before = _repaired(load_bundle(toy_bundle, threads=1), pairs)
    settings = fine_tuning(table, toy_bundle, minutes=0, steps=150)
    faster = replace(settings.optimization, learning_rate=2e-3, ema=0.9)
    train(replace(settings, optimization=faster), tmp_path / "run")
    export(tmp_path / "run" / "model", tmp_path / "mine", name="mine", inherit=toy_bundle)
    assert _repaired(load_bundle(tmp_path / "mine", threads=1), pairs) > before + 0.5


def test_a_bundle_is_found_by_path_and_by_name(
    toy_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, digest = verify(toy_bundle)
    by_path = load(str(toy_bundle))
    assert isinstance(by_path, TunedCorrector)
    assert by_path.signature == f"{name}@{digest}"
    monkeypatch.setenv("MTFIX_MODELS", str(toy_bundle.parent))
    by_name = load(toy_bundle.name)
    assert by_name is not None
    assert by_name.signature == by_path.signature


def test_a_vocabulary_can_be_exchanged(toy_run: Path, tmp_path: Path) -> None:
    """To the same vocabulary it is the identity; another keeps the embeddings of shared pieces."""
    old = UnitTokenizer.load(toy_run / "model" / "tokenizer.model")
    model = EditModel.from_pretrained(toy_run / "model").float()
    same = transfer_vocabulary(model, old, old)
    torch.testing.assert_close(same.state_dict(), model.state_dict())
    texts = ["The minister rejected natural gas in Moscow."] * 20
    train_tokenizer(texts, tmp_path / "other.model", vocab_size=40)
    new = UnitTokenizer.load(tmp_path / "other.model")
    other = transfer_vocabulary(model, old, new)
    assert other.config.vocab_size == new.vocab_size
    for piece in range(4, new.vocab_size):
        surface = new.surface(piece)
        text = surface.replace("\u2581", " ")
        spelled = old.encode_units([(text.strip(), text.startswith(" "))])
        if len(spelled) == 1 and text.strip():
            torch.testing.assert_close(
                other.embedding.weight[piece], model.embedding.weight[spelled[0]]
            )
