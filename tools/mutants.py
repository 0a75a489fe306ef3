"""Mutation testing by sample: small faults put into a module, and whether its tests notice them.

    python -m tools.mutants                                        # the core modules, 45 mutants each
    python -m tools.mutants check/run.py lifecycle/states.py       # these
    python -m tools.mutants check/run.py=tests/unit/check -n 20    # by these tests
    python -m tools.mutants --rules 12                             # 12 rules by their cases, the mutants shared out

The same seed gives the same mutants of the same source. Each runs in a process forked from one that has the libraries,
in which the mutated source is imported instead of the file: nothing on disk changes, and processes that the tests
start see the real module. A mutant that makes the tests run ten times as long as usual counts as killed. Messages,
docstrings and annotations are not mutated.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "src/dutykit"
RULES = "check/rules"
CORE = {
    "check/run.py": "tests/unit/check/test_run.py",
    "check/policy.py": "tests/unit/check/test_policy.py",
    "model/history.py": "tests/unit/model/test_history.py",
    "model/history_course.py": "tests/unit/model/test_history_course.py",
    "model/rectification.py": "tests/unit/model/test_rectification.py,tests/property/test_rectification.py",
    "model/responsibility.py": "tests/unit/model/test_responsibility.py",
    "lifecycle/states.py": "tests/unit/lifecycle/test_states.py,tests/property/test_round.py",
}
"""The modules that a wrong result would come from unseen, and what tests them."""
CASES = ("tests/unit/check/test_cases.py", "tests/unit/check/test_cases_together.py")
"""What tests a rule."""
LIBRARIES = ("pytest", "hypothesis", "pydantic.main", "ruamel.yaml", "typer", "xlsxwriter")
"""Imported once, before the processes are forked."""

_OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Continue: ast.Break,
    ast.Break: ast.Continue,
}
_OTHER_NAMES = {
    "all": "any",
    "any": "all",
    "min": "max",
    "max": "min",
    "ERROR": "WARNING",
    "WARNING": "ERROR",
    "NOTE": "WARNING",
}


class Mutant(NamedTuple):
    """A fault in a module."""

    line: int
    what: str
    source: str
    """The whole module with the fault in it."""


class Target(NamedTuple):
    """A module and its tests."""

    path: Path
    tests: tuple[str, ...]
    """What pytest is given."""

    @property
    def name(self) -> str:
        """The module's full name."""
        return ".".join(("dutykit", *self.path.relative_to(PACKAGE).with_suffix("").parts))


@dataclass
class Outcome:
    """What became of a target's mutants."""

    target: Target
    survivors: list[Mutant]
    counts: Counter[str]


def main() -> int:
    """Make the mutants, run the tests on each, print the survivors and a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("modules", nargs="*", help="below src/dutykit; with =TESTS, separated by commas")
    parser.add_argument("-n", "--count", type=int, default=45, help="mutants a module")
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--rules", type=int, default=0, help="so many random rules, which share the count")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 # nothing secret: it is to be the same each time
    groups: list[tuple[str, list[Target], int]] = []
    for one in options.modules or (CORE if not options.rules else ()):
        target = _target(one)
        groups.append((one.partition("=")[0], [target], options.count))
    if options.rules or not options.modules:
        rules = sorted(f"{RULES}/{path.name}" for path in (PACKAGE / RULES).glob("*.py") if path.stem != "__init__")
        chosen = chance.sample(rules, options.rules or 12)
        groups.append((f"{len(chosen)} rules", [_target(one) for one in chosen], options.count))
    for library in LIBRARIES:
        importlib.import_module(library)
    rows = []
    for name, targets, count in groups:
        pool = [(target, mutant) for target in targets for mutant in mutants(target.path.read_text(encoding="utf-8"))]
        sample = sorted(chance.sample(pool, min(count, len(pool))), key=lambda one: (one[0].path, one[1].line))
        survivors, counts = _run_all(sample, options.jobs)
        for target, mutant in survivors:
            print(f"survived: {target.path.relative_to(REPOSITORY)}:{mutant.line}: {mutant.what}", flush=True)
        killed = counts["killed"] + counts["timeout"]
        rows.append(
            f"{name:32} {len(pool):5} {len(sample):5} {killed:5} {len(survivors):5} {100 * killed / len(sample):5.0f} %"
        )
        print(rows[-1], flush=True)
    print(f"\n{'module':32} sites  tried killed left  killed")
    print("\n".join(rows))
    return 0


def _target(text: str) -> Target:
    name, _sign, tests = text.partition("=")
    path = PACKAGE / name
    if not tests and name.startswith(RULES):
        return Target(path, (*CASES, "-k", path.stem.replace("_", "-")))
    mirrored = f"tests/unit/{Path(name).parent}/test_{path.stem}.py"
    return Target(path, tuple((tests or CORE.get(name, mirrored)).split(",")))


def mutants(source: str) -> list[Mutant]:
    """Every fault that can be put into `source`, in its order."""
    tree = ast.parse(source)
    found = []
    for number, (node, what, _change) in enumerate(_sites(tree)):
        mutated = copy.deepcopy(tree)
        next(change for at, (*_site, change) in enumerate(_sites(mutated)) if at == number)()
        found.append(Mutant(getattr(node, "lineno", 0), what, ast.unparse(ast.fix_missing_locations(mutated))))
    return [one for one in found if one.source != ast.unparse(tree)]


Site = tuple[ast.AST, str, Callable[[], None]]


def _sites(tree: ast.AST) -> Iterator[Site]:
    """Where a fault can be put, what it is, and how to put it there."""
    skipped = {id(inner) for node in ast.walk(tree) for outer in _not_run(node) for inner in ast.walk(outer)}
    for node in ast.walk(tree):
        if id(node) not in skipped:
            yield from _sites_at(node, skipped)


def _not_run(node: ast.AST) -> Iterator[ast.AST]:
    """Parts that say nothing at run time, and messages, which the tests compare word for word."""
    match node:
        case ast.AnnAssign():
            yield node.annotation
        case ast.FunctionDef():
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            yield from [one for one in (node.returns, *(argument.annotation for argument in arguments)) if one]
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom():
            yield node
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Call(func=ast.Name(id="_" | "plural")):
            yield node
        case ast.Assign(value=ast.Subscript(value=ast.Name(id="Literal" | "Annotated"))):
            yield node


def _sites_at(node: ast.AST, skipped: set[int]) -> Iterator[Site]:
    yield from _operators(node)
    yield from _values(node)
    yield from _control(node)
    for name in ("body", "orelse"):
        yield from _statements(getattr(node, name, None), skipped)


def _operators(node: ast.AST) -> Iterator[Site]:
    match node:
        case ast.Compare():
            for position, operator in enumerate(node.ops):
                yield (
                    node,
                    f"{_short(node)}: {_swap_name(operator)}",
                    _put_at(node.ops, position, _OTHER[type(operator)]()),
                )
        case ast.BoolOp():
            yield node, f"{_short(node)}: {_swap_name(node.op)}", _put(node, "op", _OTHER[type(node.op)]())
            for position in range(len(node.values)):
                yield node, f"{_short(node)}: without part {position + 1}", _drop_at(node.values, position)
        case ast.BinOp() if type(node.op) in _OTHER:
            yield node, f"{_short(node)}: {_swap_name(node.op)}", _put(node, "op", _OTHER[type(node.op)]())


def _values(node: ast.AST) -> Iterator[Site]:
    match node:
        case ast.Constant(value=bool() | int() | str()) if node.value != "":
            value = node.value
            other = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else ""
            yield node, f"{value!r} → {other!r}", _put(node, "value", other)
        case ast.Name() if node.id in _OTHER_NAMES:
            yield node, f"{node.id} → {_OTHER_NAMES[node.id]}", _put(node, "id", _OTHER_NAMES[node.id])
        case ast.Attribute(value=ast.Name(id="Severity")) if node.attr in _OTHER_NAMES:
            yield node, f"{node.attr} → {_OTHER_NAMES[node.attr]}", _put(node, "attr", _OTHER_NAMES[node.attr])
        case ast.Tuple(ctx=ast.Load()) | ast.List(ctx=ast.Load()) | ast.Set() if len(node.elts) > 1:
            for position, element in enumerate(node.elts):
                yield element, f"{_short(node)}: without {_short(element)}", _drop_at(node.elts, position)
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, _default]):
            yield node, f"{_short(node)}: without the default", _drop_at(node.args, 1)
        case ast.Call(func=ast.Name(id="sorted" | "reversed")):
            yield node, f"{_short(node)}: as it comes", _put_all(node, func=ast.Name("list", ast.Load()), keywords=[])


def _control(node: ast.AST) -> Iterator[Site]:
    match node:
        case ast.If() | ast.IfExp() | ast.While():
            yield node, f"not ({_short(node.test)})", _put(node, "test", _not(node.test))
        case ast.For():
            yield (
                node,
                f"no {_short(node.target)} in {_short(node.iter)}",
                _put(node, "iter", ast.Tuple([], ast.Load())),
            )
        case ast.comprehension():
            for position, test in enumerate(node.ifs):
                yield test, f"without the condition {_short(test)}", _drop_at(node.ifs, position)
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            yield node, f"{_short(node)} → None", _put(node, "value", ast.Constant(None))


def _statements(body: Any, skipped: set[int]) -> Iterator[Site]:
    """Faults that put another statement in the place of one."""
    for position, one in enumerate(body if isinstance(body, list) else ()):
        if id(one) in skipped:
            continue
        match one:
            case ast.Continue() | ast.Break():
                yield (
                    one,
                    f"{type(one).__name__.lower()} → {_OTHER[type(one)].__name__.lower()}",
                    _put_at(body, position, _OTHER[type(one)]()),
                )
            case (
                ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom())
                | ast.AugAssign()
                | ast.Assign(targets=[ast.Attribute() | ast.Subscript()])
            ):
                yield one, f"without {_short(one)}", _put_at(body, position, _instead(one))


def _instead(statement: ast.stmt) -> ast.stmt:
    """Nothing; a generator stays one."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield | ast.YieldFrom):
        return ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))
    return ast.Pass()


def _put(node: ast.AST, field: str, value: object) -> Callable[[], None]:
    return lambda: setattr(node, field, value)


def _put_all(node: ast.AST, **fields: object) -> Callable[[], None]:
    return lambda: vars(node).update(fields)


def _put_at(items: list[Any], position: int, value: object) -> Callable[[], None]:
    return lambda: items.__setitem__(position, value)


def _drop_at(items: list[Any], position: int) -> Callable[[], None]:
    return lambda: items.__delitem__(position)


def _not(test: ast.expr) -> ast.expr:
    return (
        test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else ast.UnaryOp(ast.Not(), test)
    )


def _swap_name(operator: ast.AST) -> str:
    return f"{type(operator).__name__} → {_OTHER[type(operator)].__name__}"


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:70]


def _run_all(sample: Sequence[tuple[Target, Mutant]], jobs: int) -> tuple[list[tuple[Target, Mutant]], Counter[str]]:
    """Run the tests on each, `jobs` at a time. Raises SystemExit if they fail without a fault."""
    usual: dict[Path, float] = {}
    for target in {one: None for one, _mutant in sample}:
        start = time.monotonic()
        process = _start(target, None)
        while (result := _result(process, start + 600)) is None:
            time.sleep(0.02)
        if result != "survived":
            sys.exit(f"{target.path}: {result} without a mutant: pytest {' '.join(target.tests)}")
        usual[target.path] = time.monotonic() - start
    running: dict[int, tuple[Target, Mutant, float]] = {}
    results: list[tuple[Target, Mutant, str]] = []
    waiting = list(sample)
    while waiting or running:
        while waiting and len(running) < jobs:
            target, mutant = waiting.pop(0)
            running[_start(target, mutant)] = (target, mutant, time.monotonic() + 30 + 10 * usual[target.path])
        for process, (target, mutant, until) in list(running.items()):
            result = _result(process, until)
            if result is not None:
                results.append((target, mutant, result))
                del running[process]
        time.sleep(0.02)
    survivors = [(target, mutant) for target, mutant, result in results if result == "survived"]
    return survivors, Counter(result for *_rest, result in results)


def _start(target: Target, mutant: Mutant | None) -> int:
    """A process that runs the tests of `target` with the mutant in it; its id."""
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        os.setsid()
        os.chdir(REPOSITORY)
        sys.path.insert(0, str(REPOSITORY))
        with tempfile.TemporaryFile() as output:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            if mutant is not None:
                sys.meta_path.insert(0, _Finder(target, mutant))
            import pytest

            code = int(
                pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", *target.tests])
            )
    finally:
        os._exit(code)


def _result(process: int, until: float) -> str | None:
    """What became of the process; None while it runs."""
    done, status = os.waitpid(process, os.WNOHANG)
    if done:
        return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
    if time.monotonic() > until:
        os.killpg(process, signal.SIGKILL)
        os.waitpid(process, 0)
        return "timeout"
    return None


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the mutated source where the module is asked for."""

    def __init__(self, target: Target, mutant: Mutant) -> None:
        self._target, self._mutant = target, mutant

    def find_spec(self, fullname: str, *_where: object) -> importlib.machinery.ModuleSpec | None:
        """The module's spec, if it is the one."""
        if fullname != self._target.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self._target.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutated source."""
        exec(compile(self._mutant.source, str(self._target.path), "exec"), module.__dict__)  # noqa: S102


if __name__ == "__main__":
    sys.exit(main())
