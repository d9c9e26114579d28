"""Procedural rules: one small module each, for repairs that a phrase list cannot state."""

from mtfix.rules.procedural.catalog import procedural_rules

__all__ = ["procedural_rules"]
