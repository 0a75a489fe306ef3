"""Which texts of a module are messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_file

from tools.messages import KEYWORDS, METHODS

MODULE = '''
"""The module, which quotes 中文."""
_("一")
f"{_('二')}"
plural("{count} 个", 3)
_(name)
other("三")
Rule("name", Severity.ERROR, "什么", fix="怎么改")
ReportKind("unit", "报告")
def rule():
    """第一行。

    为什么：原因
    在此。
    """
class Record:
    """A record, which quotes 中文."""
    field: int
    """字段的说明"""
    other: str
    """a note in English"""
    "没有字段"
'''
ALWAYS = ["一", "二", ("{count} 个", "{count} 个"), "什么", "怎么改", "报告"]


@pytest.mark.parametrize(
    ("folder", "more"),
    [
        ("cli", []),
        ("check/rules", ["第一行。", "原因在此。"]),
        ("model", ["字段的说明"]),
        ("reports/views", ["字段的说明"]),
    ],
)
def test_messages_of_a_module(folder: str, more: list[Any], tmp_path: Path) -> None:
    path = tmp_path / folder / "module.py"
    path.parent.mkdir(parents=True)
    path.write_text(MODULE, encoding="utf-8")
    [(_pattern, method), *_others] = METHODS
    found = [text for _line, text, _comments, _context in extract_from_file(method, path, keywords=KEYWORDS)]
    assert sorted(map(str, found)) == sorted(map(str, [*ALWAYS, *more]))
