"""The edit algebra: align, minimize, compose, apply and project."""

from mtfix.edits.align import align, minimize
from mtfix.edits.apply import apply, project
from mtfix.edits.compose import compose, locate
from mtfix.edits.edit import Edit, Layer

__all__ = ["Edit", "Layer", "align", "apply", "compose", "locate", "minimize", "project"]
