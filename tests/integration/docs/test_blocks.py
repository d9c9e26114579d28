"""Every code block of README and docs runs, and shows what it says it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from block_runner import RUNNERS, Workspace, run_python, run_shell
from fenced_blocks import ROOT, Block, all_blocks

BLOCKS = all_blocks()
CODE = [block for block in BLOCKS if block.language not in ("text", "yaml")]
REASONS = (
    "installs from the network",
    "trains for",
    "fuzzes for",
    "needs a cluster",
    "needs Spark",
)


@pytest.mark.parametrize("block", [b for b in CODE if b.skip is None], ids=str)
def test_block(block: Block, workspaces: dict[Path, Workspace]) -> None:
    workspaces[block.page].run_until(block)


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_every_fence_names_its_language(block: Block) -> None:
    assert block.language in RUNNERS


def test_what_is_not_run_has_one_of_few_reasons() -> None:
    """Network, hours, a cluster: whatever else a block needs, the workspace can have."""
    skipped = [block for block in CODE if block.skip is not None]
    assert [str(block) for block in skipped if not block.skip.startswith(REASONS)] == []
    assert len(skipped) < len(CODE) / 3


def _block(code: str, output: str | None = None) -> Block:
    return Block(ROOT / "README.md", 10, "python", code, output=output)


@pytest.mark.parametrize(
    "code",
    [
        "1 + 1  # 3",
        "[1]\n# [2]",
        "print('one')\n# two",
        "for n in (1, 2):\n    print(n)\n# 1",
        "'é' + 'a'  # 'éb'",
    ],
)
def test_a_wrong_result_is_found(code: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"README\.md:10"):
        run_python(_block(code), Workspace(tmp_path))


@pytest.mark.parametrize(
    "code",
    [
        "1 + 1  # 2",
        "[1]\n# [1]",
        "print('one\\ntwo')\n# one\n# two",
        "1 + 1  # prose, not a value",
        "x = 1  # 2",
        "print('one')\n\n# a remark",
    ],
)
def test_a_right_result_passes(code: str, tmp_path: Path) -> None:
    run_python(_block(code), Workspace(tmp_path))


def test_a_traceback_leads_to_the_page(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        run_python(_block("x = 0\n1 / x"), Workspace(tmp_path))
    entry = caught.traceback[-1]
    assert (entry.path, entry.lineno) == (ROOT / "README.md", 10)  # counted from 0


def test_shell_fails_with_its_first_failing_command(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="failed"):
        run_shell(_block("false | true\necho fine"), Workspace(tmp_path))
    with pytest.raises(AssertionError, match="printed:\nfine"):
        run_shell(_block("echo fine", output="bad\n"), Workspace(tmp_path))
