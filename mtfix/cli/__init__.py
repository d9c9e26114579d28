"""The command line: one module per command."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Entry point of the ``mtfix`` command."""
    from mtfix.cli.app import build

    build()()
