"""The guard: judges proposed edits and would rather keep the input than spoil it."""

from mtfix.guard.guard import Guard
from mtfix.guard.limits import Limits, Thresholds
from mtfix.guard.verdict import Rejection, Verdict

__all__ = ["Guard", "Limits", "Rejection", "Thresholds", "Verdict"]
