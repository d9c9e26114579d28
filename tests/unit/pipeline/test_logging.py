"""mtfix logs by the standard library, below one logger, and says nothing unless asked to."""

from __future__ import annotations

import ast
import logging
import pickle
import subprocess
import sys
from pathlib import Path

import mtfix

# What a program sees that asks for a model where none is installed: the one warning of a repair.
_REPAIR = """
import logging, mtfix.model
mtfix.model.load = lambda name: None
{setup}
assert str(mtfix.repair("It cost 2 500 rubles.")) == "It cost 2,500 rubles."
assert logging.getLogger().handlers == {handlers}
"""


def _run(setup: str, handlers: str) -> tuple[str, str]:
    code = _REPAIR.format(setup=setup, handlers=handlers)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def test_a_program_that_sets_up_nothing_hears_nothing() -> None:
    assert _run("", "[]") == ("", "")


def test_a_program_that_sets_up_logging_hears_warnings() -> None:
    out, err = _run("logging.basicConfig(format='%(name)s: %(message)s')", "logging.root.handlers")
    assert out == ""
    assert err.startswith("mtfix: ")
    assert "rules alone" in err


def test_the_command_line_shows_warnings() -> None:
    code = (
        "import sys, mtfix.model; mtfix.model.load = lambda name: None; "
        "sys.argv = ['mtfix', 'repair', '-']; from mtfix.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input="All is well.", capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "All is well.")
    assert "rules alone" in done.stderr


def test_importing_configures_one_logger_only() -> None:
    handlers = logging.getLogger("mtfix").handlers
    assert [type(handler) for handler in handlers] == [logging.NullHandler]
    assert logging.getLogger("mtfix").propagate
    assert logging.getLogger("mtfix").level == logging.NOTSET


def test_every_logger_lies_below_mtfix() -> None:
    """And only commands print and set up logging."""
    package = Path(mtfix.__file__).parent
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called, where = ast.unparse(node.func), f"{path.relative_to(package)}:{node.lineno}"
            if called.endswith("getLogger"):
                name = ast.unparse(node.args[0]) if node.args else "the root logger"
                assert name == "__name__" or name.strip("'").split(".")[0] == "mtfix", where
            if path.parent.name != "cli":
                assert called not in ("print", "logging.basicConfig"), where


def test_a_configuration_can_be_pickled() -> None:
    config = mtfix.Config(mode="bold", model=None, glossary={"a": "b"}, protect=("c",))
    assert pickle.loads(pickle.dumps(config)) == config


def test_equal_configurations_hash_alike() -> None:
    one, two = ({"a": "c", "b": "d"}, {"b": "d", "a": "c"})
    assert mtfix.Config(glossary=one) == mtfix.Config(glossary=two)
    assert hash(mtfix.Config(glossary=one)) == hash(mtfix.Config(glossary=two))
