"""A workspace for each page, and the list of what is not run."""

from __future__ import annotations

from pathlib import Path

import pytest
from block_runner import Workspace
from fenced_blocks import PAGES, all_blocks


@pytest.fixture(scope="session")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Workspace]:
    """One workspace a page."""
    return {page: Workspace.furnished(tmp_path_factory.mktemp(page.stem)) for page in PAGES}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the blocks that no test runs, with their reasons."""
    skipped = [block for block in all_blocks() if block.skip is not None]
    terminalreporter.section(f"{len(skipped)} code blocks of the docs are not run")
    for block in skipped:
        terminalreporter.write_line(f"{block}: {block.skip}")
