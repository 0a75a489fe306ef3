"""import-linter holds who writes files through workspace/writing; this holds that nothing writes beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

# fmt: off
WRITES = frozenset({
    "copy2", "copyfile", "copyfileobj", "copytree", "fdopen", "hardlink_to", "link", "mkstemp", "move", "NamedTemporaryFile",
    "rename", "renames", "symlink", "symlink_to", "truncate", "write_bytes", "write_text",
})
# fmt: on
OTHERS = {
    "evidence/bag_archive.py": "unpacks a bundle into a folder for a while",
    "evidence/packing.py": "a bundle, which is asked for with -o: a folder that gets its name when it is whole",
    "plans/document/doc_file.py": "a folder for LibreOffice, for a while",
    "reports/press/kept.py": "the user's cache",
    "process/worker.py": "the null device, for what a process with limits says on standard error",
    "typeset/compiled.py": "compiled templates, beside Python's byte code",
    "typeset/pdf.py": "the settings of fontconfig, in a folder for a while",
    "validate/cache.py": "the user's cache",
}
"""Modules that write files that are not of a workspace, and which."""


def writes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        modes = [*node.args[:2], *(one.value for one in node.keywords if one.arg == "mode")]
        texts = [one.value for one in modes if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        of_shutil = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "shutil"
        if name in WRITES or (name == "copy" and of_shutil):
            yield name
        elif name == "open" and any(set(text) & set("wax+") and len(text) <= 3 for text in texts):
            yield name


def test_nothing_else_writes_files(repository: Path) -> None:
    source = repository / "src/dutykit"
    found = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if any(writes(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert {name for name in found if not name.startswith("workspace/writing/")} == {*OTHERS}
