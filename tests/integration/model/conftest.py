"""A tiny bundle, the one that is fuzzed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("onnx", reason="making a graph needs the extra 'train'")
_MAKER = Path(__file__).resolve().parents[2] / "fuzz" / "tiny_bundle.py"


@pytest.fixture(scope="session")
def maker() -> ModuleType:
    """The module that makes tiny bundles."""
    spec = importlib.util.spec_from_file_location("tiny_bundle", _MAKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bundle(maker: ModuleType, tmp_path: Path) -> Path:
    """A bundle to damage."""
    folder = tmp_path / "bundle"
    maker.write_tiny_bundle(folder)
    return folder
