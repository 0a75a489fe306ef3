"""A Babel extraction method for the package's modules.

Beside `_()` and `plural()`, some texts are translated where they are shown and not where they are written: those of a
rule (its docstring, or the arguments of `Rule`), of a kind of report (the arguments of `ReportKind`), and the notes
under the fields of records that people outside read: those of a workspace's files, and those that templates get.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import IO, Any

from dutykit.text.wrapping import unwrapped

_CHINESE = re.compile(r"[\u4e00-\u9fff，。：；（）、]")
_NOTED = ("/model/", "/reports/views/", "/typeset/report.py")
"""Where the records are whose fields have notes for users."""
_LABEL = re.compile("^(为什么：|处理建议：)")


def extract_module(
    fileobj: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],  # noqa: ARG001 (Babel's interface)
    options: Mapping[str, Any],  # noqa: ARG001 (Babel's interface)
) -> Iterator[tuple[int, str | None, str, list[str]]]:
    """The messages of a Python module: line, function called, message, comments.

    Babel's own extractor reads tokens, and on Python 3.11 finds nothing that is called inside an f-string.
    """
    for node in ast.walk(ast.parse(fileobj.read())):
        match node:
            case ast.Call(func=ast.Name(id=function), args=[ast.Constant(value=str(text)), *_]) if function in keywords:
                yield node.lineno, function, text, []
            case ast.stmt() | ast.expr():
                texts = _texts(node, fileobj.name)
                yield from ((node.lineno, None, text, []) for text in texts if _CHINESE.search(text))


def _texts(node: ast.AST, module: str) -> Iterator[str]:
    """The texts of `node` that are translated where they are shown."""
    match node:
        case ast.Call(func=ast.Name(id="Rule" | "ReportKind"), args=positional, keywords=named):
            for one in (*positional, *(keyword.value for keyword in named)):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value
        case ast.FunctionDef() if "/check/rules/" in module:
            for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
                yield _LABEL.sub("", unwrapped(paragraph))
        case ast.ClassDef(body=body) if any(part in module for part in _NOTED):
            for before, after in pairwise(body):
                match before, after:
                    case ast.AnnAssign(), ast.Expr(value=ast.Constant(value=str(text))):
                        yield text
