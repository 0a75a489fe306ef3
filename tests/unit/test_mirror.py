"""The tests mirror the modules, but for those that CONTRIBUTING lists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src/dutykit"
UNIT = REPOSITORY / "tests/unit"
_ROW = re.compile(r"^\| (`.+?`) \| (`.+?`) \| (.+) \|$", re.MULTILINE)


def modules_without_tests() -> Iterator[str]:
    """Modules with functions that have no test file of their name, as paths below the package without .py."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE)
        has_functions = any(isinstance(node, ast.FunctionDef) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
        test = UNIT / name.parent / f"test_{path.stem.rstrip('_')}.py"
        if path.name not in {"__init__.py", "__main__.py"} and has_functions and not test.exists():
            yield name.with_suffix("").as_posix()


def listed() -> dict[str, list[str]]:
    """The patterns of CONTRIBUTING's list, each with where its modules are tested."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("### Modules without a test file of their own")[2].partition("\n## ")[0]
    found: dict[str, list[str]] = {}
    for modules, places, _reason in _ROW.findall(section):
        folder = ""
        for name in re.findall(r"`([^`]+)`", modules):
            folder = name.rpartition("/")[0] if "/" in name else folder
            found[name if "/" in name else f"{folder}/{name}".lstrip("/")] = re.findall(r"`([^`]+)`", places)
    return found


def test_every_module_has_a_test_file_or_a_reason() -> None:
    patterns = listed()
    without = list(modules_without_tests())
    assert [name for name in without if not any(fnmatch(name, pattern) for pattern in patterns)] == []
    # A module that has got a test file since may stay in the list; one that no longer exists may not.
    names = [path.relative_to(SOURCE).with_suffix("").as_posix() for path in SOURCE.rglob("*.py")]
    assert [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in names)] == []
    assert [place for places in patterns.values() for place in places if not (REPOSITORY / place).exists()] == []
