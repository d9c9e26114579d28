"""The review report: one page to read a repair, decide on each edit and export the result.

Needs the extra ``report``; replaying an export (``mtfix.report.replay``) needs nothing.
"""

from __future__ import annotations

from mtfix.report.page import render, write

__all__ = ["render", "write"]
