"""Repair degraded Russian-to-English machine translation."""
