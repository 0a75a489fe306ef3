"""One plan set as a table, in every form: each must say what its truth says. Invented; no office said any of it."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from tests.unit.plans.document.made import (
    by_office,
    page_as_pdf,
    plan_of,
    table_as_docx,
    table_as_html,
    table_as_xlsx,
)

TITLE = "某市2026年示例任务分解表"
ROWS = [
    ("领域", "序号", "工作任务", "牵头单位", "配合单位", "完成时限", "推进方式", "备注"),
    ("学前教育", "1", "新建示例幼儿园。", "市教育局", "市财政局、市住建局，各县（区）政府", "2026年底", "分期", "无"),
    ("学前教育", "2", "核定示例收费。", "市发改委", "无", "同上", "", "已启动"),
    ("学前教育", "3", "培训示例教师。", "市教育局、市人社局", "市委编办", "长期坚持", "分批", ""),
    ("学前教育", "3", "培训示例教师。", "市教育局、市人社局", "市财政局等有关部门", "长期坚持", "", ""),
    ("义务教育", "4", "改建示例学校。", "市住建局", "同上", "2026年9月", "", ""),
    ("义务教育", "5", "落实示例经费。", "市财政局", "/", "每年12月", "", "省级任务"),
]
MERGED = {0: (1, 4), 1: (3, 4), 2: (3, 4), 3: (3, 4), 5: (3, 4)}
"""For a column the first and the last row of cells that are one."""
WANT = [
    (
        "1",
        "学前教育",
        "新建示例幼儿园。",
        "L:市教育局 S:市财政局 S:市住建局 S:各县（区）政府",
        "2026年底",
        "推进方式：分期",
    ),
    ("2", "学前教育", "核定示例收费。", "L:市发改委", "2026年底", "备注：已启动"),
    (
        "3",
        "学前教育",
        "培训示例教师。",
        "L:市教育局 L:市人社局 S:市委编办 S:市财政局",
        "长期坚持",
        "推进方式：分批",
    ),
    ("4", "义务教育", "改建示例学校。", "L:市住建局 S:市财政局", "2026年9月", ""),
    ("5", "义务教育", "落实示例经费。", "L:市财政局", "每年12月", "备注：省级任务"),
]


def unmerged() -> list[list[str]]:
    """The rows as a program saves them that knows no merged cells: their text stands once."""
    rows = [list(row) for row in ROWS]
    for column, (first, last) in MERGED.items():
        for at in range(first + 1, last + 1):
            rows[at][column] = ""
    return rows


def as_csv() -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([[TITLE], *unmerged()])
    return buffer.getvalue().encode("utf-8-sig")


def as_markdown() -> bytes:
    head, *rest = ["| " + " | ".join(row) + " |" for row in unmerged()]
    return "\n".join([f"# {TITLE}", "", head, "|" + " --- |" * len(ROWS[0]), *rest]).encode()


def as_text() -> bytes:
    return "\n".join([TITLE, *("\t".join(row) for row in unmerged())]).encode()


def said(data: bytes, suffix: str) -> list[tuple[str, str, str, str, str | None, str]]:
    plan = plan_of(data, suffix)
    assert plan.head.title == TITLE
    assert plan.left == ()
    return [
        (
            task.number,
            (task.chapter or task.section).title if task.chapter or task.section else "",  # type: ignore[union-attr]
            task.text,
            " ".join(f"{party.role[0].upper()}:{party.name}" for party in task.parties),
            task.deadline,
            task.note,
        )
        for task in plan.tasks
    ]


MADE = {
    ".docx": lambda: table_as_docx(TITLE, ROWS, MERGED),
    ".xlsx": lambda: table_as_xlsx(TITLE, ROWS, MERGED),
    ".html": lambda: table_as_html(TITLE, ROWS, MERGED),
    ".pdf": lambda: page_as_pdf(table_as_html(TITLE, ROWS, MERGED).decode()),
    ".csv": as_csv,
    ".md": as_markdown,
    ".txt": as_text,
}


@pytest.mark.parametrize("suffix", MADE)
def test_a_table_says_the_same_in_every_form(suffix: str) -> None:
    assert said(MADE[suffix](), suffix) == WANT


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
@pytest.mark.parametrize(
    ("made", "suffix", "form"),
    [
        (".xlsx", ".xls", "xls:MS Excel 97"),
        (".xlsx", ".ods", "ods"),
        (".docx", ".doc", "doc:MS Word 97"),
        (".docx", ".odt", "odt"),
    ],
)
def test_a_table_says_the_same_as_libreoffice_saves_it(made: str, suffix: str, form: str, tmp_path: Path) -> None:
    assert said(by_office(MADE[made](), made, form, tmp_path), suffix) == WANT
