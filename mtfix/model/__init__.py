"""The model: an edit network behind the ``Corrector`` protocol, run by onnxruntime."""

from __future__ import annotations

from mtfix.model.corrector import Corrector, SegmentContext, TunedCorrector
from mtfix.model.loading import find_bundle, load

__all__ = ["Corrector", "SegmentContext", "TunedCorrector", "find_bundle", "load"]
