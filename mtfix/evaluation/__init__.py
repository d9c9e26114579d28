"""Measuring repairs: suites, metrics, significance, saved runs and their comparison.

Needs the extra ``eval``. Nothing in the runtime imports this package.
"""

from __future__ import annotations

from mtfix.evaluation.compare import Change, SuiteComparison, compare
from mtfix.evaluation.documents import EvalDocument, EvalSegment, Suite
from mtfix.evaluation.results import Run, SuiteResult, load, save
from mtfix.evaluation.runner import evaluate
from mtfix.evaluation.systems import DoNothing, Mtfix, System

__all__ = [
    "Change",
    "DoNothing",
    "EvalDocument",
    "EvalSegment",
    "Mtfix",
    "Run",
    "Suite",
    "SuiteComparison",
    "SuiteResult",
    "System",
    "compare",
    "evaluate",
    "load",
    "save",
]
