"""A toy model, trained once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the extra 'train'")

CONFIGS = Path(__file__).resolve().parents[3] / "models" / "configs"


@pytest.fixture(scope="session")
def toy_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished toy run."""
    from mtfix.training.config import TrainingConfig
    from mtfix.training.run import train

    folder = tmp_path_factory.mktemp("toy") / "run"
    train(TrainingConfig.load(CONFIGS / "toy.toml"), folder)
    return folder


@pytest.fixture(scope="session")
def toy_bundle(toy_run: Path) -> Path:
    """Its exported bundle."""
    from mtfix.training.export import export

    export(toy_run / "model", toy_run.parent / "bundle", name="toy")
    return toy_run.parent / "bundle"


@pytest.fixture(scope="session")
def toy_pairs() -> list[tuple[str, str]]:
    """The pairs it was trained on."""
    from mtfix.training.data import read_pairs

    return read_pairs(CONFIGS / "toy.tsv")
