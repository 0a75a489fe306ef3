"""Plans set as tables, in every form that has tables. Invented; no office said any of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.plans.document.made import (
    by_office,
    facts,
    plan_of,
    table_as_docx,
    table_as_html,
    table_as_xlsx,
)

TITLE = "某市示例教育任务分解表"
ROWS = [
    ("序号", "重点任务", "具体措施", "牵头单位", "责任单位", "完成时限", "责任领导"),
    ("1", "办学条件", "建设示例学校。", "市教育局", "市财政局、住建局，各区、县（市）政府", "2026年底", "某某"),
    ("2", "办学条件", "添置示例设备。", "市教育局", "市财政局", "长期坚持", "某某"),
    ("3", "办学条件", "办好示例活动。", "市教育局", "团市委等有关部门", "2026年6月", "某某"),
    ("4", "队伍建设", "培训示例教师。", "市人社局", "", "持续推进", "某某"),
]
MERGED = {1: (1, 3), 3: (1, 3)}
WANT = [
    ("1", "建设示例学校。", "L:市教育局 R:市财政局 R:市住建局 R:各区、县（市）政府", False, "2026年底"),
    ("2", "添置示例设备。", "L:市教育局 R:市财政局", False, "长期坚持"),
    ("3", "办好示例活动。", "L:市教育局 R:团市委", True, "2026年6月"),
    ("4", "培训示例教师。", "L:市人社局", False, "持续推进"),
]
FORMS = {"docx": table_as_docx, "html": table_as_html, "xlsx": table_as_xlsx}


def said(data: bytes, suffix: str) -> list[tuple[str, str, str, bool, str | None]]:
    return [
        (
            task.number,
            task.text,
            " ".join(f"{party.role[0].upper()}:{party.name}" for party in task.parties),
            task.open_ended,
            task.deadline,
        )
        for task in plan_of(data, suffix).tasks
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_with_merged_cells(form: str) -> None:
    data = FORMS[form](TITLE, ROWS, MERGED)
    assert said(data, f".{form}") == WANT
    plan = plan_of(data, f".{form}")
    assert plan.head.title == TITLE
    assert {doubt.kind for doubt in plan.doubts} == {"person", "restored", "open"}


def test_all_forms_say_the_same() -> None:
    first, *others = (facts(plan_of(make(TITLE, ROWS, MERGED), f".{form}")) for form, make in FORMS.items())
    assert others == [first, first]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_the_old_excel_form(tmp_path: Path) -> None:
    rows = [("序号", "工作任务", "责任单位"), ("1", "建设示例学校。", "市教育局、市财政局")]
    old = by_office(table_as_xlsx(TITLE, rows, {}), ".xlsx", "xls:MS Excel 97", tmp_path)
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    assert said(old, ".xls") == [("1", "建设示例学校。", "R:市教育局 R:市财政局", False, None)]


def test_rows_that_span_the_table_are_headings() -> None:
    rows = [
        ("序号", "工作任务", "责任单位"),
        ("一、办学条件", "一、办学条件", "一、办学条件"),
        ("1", "建设示例学校。", "市教育局"),
        ("二、队伍建设", "二、队伍建设", "二、队伍建设"),
        ("2", "培训示例教师。", "市人社局"),
        ("注：责任单位第一位的为牵头单位。",) * 3,
    ]
    for form, make in FORMS.items():
        tasks = plan_of(make(TITLE, rows, {}), f".{form}").tasks
        headings = [task.chapter.title for task in tasks if task.chapter is not None]
        assert headings == ["办学条件", "队伍建设"], form
        assert [party.role for task in tasks for party in task.parties] == ["lead", "lead"], form


def test_rows_set_apart_by_tabs() -> None:
    text = "某市示例表\n序号\t工作任务\t牵头单位\t配合单位\n1\t建设示例学校。\t市教育局\t市财政局、市人社局\n"
    assert said(text.encode(), ".txt") == [("1", "建设示例学校。", "L:市教育局 S:市财政局 S:市人社局", False, None)]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("牵头责任单位", "lead"),
        ("牵头组织实施单位", "lead"),
        ("协同配合单位", "support"),
        ("指导单位", "guide"),
        ("责任部门（单位）", "responsible"),
        ("责 任 单 位", "responsible"),
        ("牵头（责任）单位", "responsible"),
    ],
)
def test_what_a_column_is_called(heading: str, role: str) -> None:
    rows = [("序号", "目标与任务", heading), ("1", "建设示例学校。", "市教育局")]
    (task,) = plan_of(table_as_html(TITLE, rows, {}), ".html").tasks
    assert [(party.name, party.role) for party in task.parties] == [("市教育局", role)]


def test_a_table_that_only_frames_a_page_is_its_text() -> None:
    page = "<table><tr><td><p>某市示例方案</p><p>一、甲</p><p>1.乙。（责任单位：市教育局）</p></td></tr></table>"
    assert said(page.encode(), ".html") == [("1", "乙。", "R:市教育局", False, None)]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("市教育局\n市财政局", ["市教育局", "市财政局"]),
        ("市教育局、\n市财政局", ["市教育局", "市财政局"]),
        ("市教育局、市人力资源和\n社会保障局", ["市教育局", "市人力资源和社会保障局"]),
        ("1.市教育局\n2.市财政局", ["市教育局", "市财政局"]),
    ],
)
def test_lines_of_a_cell(cell: str, names: list[str]) -> None:
    rows = [("序号", "工作任务", "责任单位"), ("1", "建设示例学校。", cell)]
    (task,) = plan_of(table_as_xlsx(TITLE, rows, {}), ".xlsx").tasks
    assert [party.name for party in task.parties] == names
