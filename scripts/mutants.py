"""Mutation testing: change the code in small ways, and see whether the tests notice.

    python scripts/mutants.py mtfix/guard tests/unit/guard --sample 400
    python scripts/mutants.py mtfix/guard tests/unit/guard --then tests/property/test_guard.py \
        --out survivors.json
    python scripts/mutants.py mtfix/guard tests/unit/guard --only survivors.json

Each mutant is one change of one expression or statement. It is tested in a fork of this process
that holds the changed module in memory; no file is written. What survives is a change that no test
sees: a missing test, or an equivalent mutant. Docstrings, annotations, long word lists, decorators
and examples are left as they are.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
_LIMIT = 15  # seconds of processor time for one mutant; one that takes longer counts as noticed
_LONGEST = 30  # characters of a string that is changed
_LEFT_OUT = {"EXAMPLES", "__all__"}
_COMPARED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], str] = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.Mod: "*", ast.FloorDiv: "*",
    ast.BitAnd: "|", ast.BitOr: "&", ast.Pow: "*",
}  # fmt: skip
_CALLED = {
    "min": "max", "max": "min", "any": "all", "all": "any", "sum": "max", "startswith": "endswith",
    "endswith": "startswith", "lower": "upper", "upper": "lower", "isupper": "islower",
    "isalpha": "isdigit", "isalnum": "isdigit", "isdigit": "isalpha", "append": "count",
    "search": "match", "match": "search", "fullmatch": "match", "find": "rfind",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: ``before`` at an offset of a file becomes ``after``."""

    file: str
    line: int
    offset: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.before!r} → {self.after!r}"


def main() -> int:
    """Test mutants, and list those that no test notices."""
    options = _options()
    mutants = [mutant for path in options.code for mutant in _mutants_of(path)]
    total = len(mutants)
    if options.only:
        known = {
            (item["file"], item["before"], item["after"], item["line"])
            for item in json.loads(options.only.read_text())
        }
        mutants = [m for m in mutants if (m.file, m.before, m.after, m.line) in known]
    if options.sample and options.sample < len(mutants):
        mutants = random.Random(options.seed).sample(mutants, options.sample)
    print(f"{len(mutants)} of {total} mutants", flush=True)
    _warm_up()
    if not _passes(None, [*options.tests, *options.then]):
        print("the tests fail without any change")
        return 2
    begun, survivors = time.monotonic(), []
    for number, mutant in enumerate(mutants, 1):
        if _passes(mutant, options.tests) and (not options.then or _passes(mutant, options.then)):
            survivors.append(mutant)
            print(f"survives: {mutant}", flush=True)
        if number % 50 == 0:
            print(f"{number} tested, {time.monotonic() - begun:.0f} s", flush=True)
    killed = len(mutants) - len(survivors)
    for file, count in Counter(mutant.file for mutant in survivors).most_common():
        print(f"{count:4} in {file}")
    print(f"{killed} of {len(mutants)} noticed: {killed / max(1, len(mutants)):.1%}")
    if options.out:
        options.out.write_text(json.dumps([asdict(mutant) for mutant in survivors], indent=1))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("code", type=lambda text: _files(Path(text)), help="file or folder")
    parser.add_argument("tests", nargs="+", help="what must notice; the quick ones")
    parser.add_argument("--then", nargs="*", default=[], help="tests for what these let pass")
    parser.add_argument("--sample", type=int, help="test no more than so many, chosen at random")
    parser.add_argument("--seed", type=int, default=1, help="of the choice")
    parser.add_argument("--only", type=Path, help="mutants of a file that --out has written")
    parser.add_argument("--out", type=Path, help="where to write the survivors")
    return parser.parse_args()


def _files(path: Path) -> list[Path]:
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [file.resolve() for file in files if file.name != "__init__.py"]


@cache
def _source(path: Path) -> bytes:
    """Read once: all mutants are changes of the same code, should the file change meanwhile."""
    return path.read_bytes()


def _mutants_of(path: Path) -> Iterator[Mutant]:
    raw = _source(path)
    starts = [0]
    for line in raw.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    name = str(path.relative_to(ROOT))
    seen = set()
    for node, first, last, after in _changes(ast.parse(raw), raw, starts):
        before = raw[first:last].decode()
        if before != after and (first, after) not in seen:
            seen.add((first, after))
            yield Mutant(name, node.lineno, first, before, after)


def _changes(
    tree: ast.Module, raw: bytes, starts: Sequence[int]
) -> Iterator[tuple[ast.stmt | ast.expr, int, int, str]]:
    """Nodes, the bytes to replace, and what to put there."""

    def span(node: ast.AST) -> tuple[int, int]:
        return (
            starts[node.lineno - 1] + node.col_offset,  # type: ignore[attr-defined]
            starts[node.end_lineno - 1] + node.end_col_offset,  # type: ignore[attr-defined]
        )

    def text(node: ast.AST) -> str:
        first, last = span(node)
        return raw[first:last].decode()

    for node in _reached(tree):
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                yield node, *span(node), f"{text(left)} {_COMPARED[type(op)]} {text(right)}"
            case ast.Compare(left=left, ops=ops, comparators=rights):
                for changed in range(len(ops)):
                    pieces = [text(left)]
                    for at, (op, right) in enumerate(zip(ops, rights, strict=True)):
                        sign = _COMPARED[type(op)] if at == changed else _sign(op)
                        pieces += [sign, text(right)]
                    yield node, *span(node), " ".join(pieces)
            case ast.BoolOp(op=op, values=values):
                word = "or" if isinstance(op, ast.And) else "and"
                yield (
                    node,
                    *span(node),
                    "(" + f" {word} ".join(f"({text(v)})" for v in values) + ")",
                )
                if len(values) > 2:
                    same = "and" if isinstance(op, ast.And) else "or"
                    for left_out in values:
                        rest = [text(value) for value in values if value is not left_out]
                        yield node, *span(node), _joined(same, rest)
            case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
                yield node, *span(node), f"({text(operand)})"
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _COMPUTED:
                yield node, *span(node), f"{text(left)} {_COMPUTED[type(op)]} {text(right)}"
            case ast.AugAssign(target=target, op=op, value=value):
                if type(op) in _COMPUTED:
                    yield node, *span(node), f"{text(target)} {_COMPUTED[type(op)]}= {text(value)}"
                yield node, *span(node), f"{text(target)} = {text(value)}"
            case ast.Constant(value=bool() as value):
                yield node, *span(node), str(not value)
            case ast.Constant(value=int() | float() as value):
                yield node, *span(node), str(value + 1)
            case ast.Constant(value=str() as value) if len(value) <= _LONGEST:
                if text(node)[:1] in "'\"":
                    yield node, *span(node), repr(f"XX{value}" if value else "XX")
            case ast.Return(value=ast.expr() as value) if text(value) != "None":
                yield node, *span(node), "return None"
            case ast.Break():
                yield node, *span(node), "continue"
            case ast.Continue():
                yield node, *span(node), "break"
            case ast.Expr(value=ast.Call()):
                yield node, *span(node), "pass"
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                yield test, *span(test), f"(not ({text(test)}))"
            case ast.Call(func=ast.Name(id=called) as function) if called in _CALLED:
                yield function, *span(function), _CALLED[called]
            case ast.Call(func=ast.Attribute(attr=called) as function) if called in _CALLED:
                last = span(function)[1]
                yield function, last - len(called), last, _CALLED[called]
            case ast.comprehension(ifs=tests):
                for test in tests:
                    yield test, *span(test), f"(not ({text(test)}))"


def _joined(word: str, parts: Iterable[str]) -> str:
    return "(" + f" {word} ".join(f"({part})" for part in parts) + ")"


def _sign(op: ast.cmpop) -> str:
    signs: dict[type[ast.cmpop], str] = {
        ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
        ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
    }  # fmt: skip
    return signs[type(op)]


def _reached(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that no test should depend on."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_left_out(child):
                continue
            yield child
            yield from _reached(child)


def _is_left_out(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())) | ast.JoinedStr():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name in _LEFT_OUT or name == "name"
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _warm_up() -> None:
    """Import what all mutants need, but nothing that may be a mutant."""
    import hypothesis
    import pytest
    import rapidfuzz.distance

    import mtfix.document
    import mtfix.edits  # noqa: F401

    assert pytest
    assert hypothesis
    assert rapidfuzz


class _Finder(importlib.abc.MetaPathFinder):
    """Gives one module in another version than its file's."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.module = ".".join(Path(mutant.file).with_suffix("").parts)

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.module:
            return None
        return importlib.util.spec_from_file_location(
            fullname, ROOT / self.mutant.file, loader=_Loader(fullname, self.mutant)
        )


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, fullname: str, mutant: Mutant) -> None:
        super().__init__(fullname, str(ROOT / mutant.file))
        self.mutant = mutant

    def exec_module(self, module: ModuleType) -> None:
        raw = _source(ROOT / self.mutant.file)
        at, before = self.mutant.offset, self.mutant.before.encode()
        changed = raw[:at] + self.mutant.after.encode() + raw[at + len(before) :]
        exec(compile(changed, self.path, "exec"), module.__dict__)


def _passes(mutant: Mutant | None, tests: Sequence[str]) -> bool:
    """Whether the tests pass in a fork that holds the mutant."""
    child = os.fork()
    if not child:
        status = 99
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (_LIMIT, _LIMIT))
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # they are slow, and not needed
            if mutant:
                sys.meta_path.insert(0, _Finder(mutant))
            import pytest

            status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))
        finally:
            os._exit(status)
    _, code = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(code) == 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
