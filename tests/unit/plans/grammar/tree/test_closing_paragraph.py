"""What the last paragraphs ask of their readers is no task's text. Every text here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan

PLAN = "一、任务\n（一）改善饮水。检测水质。（责任单位：市教育局）\n（二）清洁校园，每月一次。（责任单位：市卫健委）\n"


def plan_of(text: str) -> Plan:
    return read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])


@pytest.mark.parametrize(
    "closing",
    [
        "请各成员单位于11月30日前将总结报市教育局。联系人：张某；电话：123456。",
        "各县区于每季度末将进展情况报送市教育局。",
        "联系人：张某；电话：123456。",
        "附件：任务分工表",
        "本措施自发布之日起施行，由市教育局会同市卫健委负责解释。",
        "各有关部门要高度重视，确保按期完成。",
    ],
)
def test_the_last_task_keeps_its_own_text(closing: str) -> None:
    plan = plan_of(PLAN + closing)
    task = plan.tasks[-1]
    assert (task.text, task.note) == ("清洁校园，每月一次。", "")
    assert [(one.line, one.kind) for one in plan.left] == [(4, "behind")] * len(plan.left)
    assert 4 not in plan.kept


def test_text_behind_each_statement_is_the_tasks() -> None:
    plan = plan_of(
        "一、任务\n（一）改善饮水。（责任单位：市教育局）\n检测水质。\n（二）清洁校园。（责任单位：市卫健委）\n每月一次。"
    )
    assert [task.text for task in plan.tasks] == ["检测水质。", "每月一次。"]


def test_a_task_that_is_a_report_keeps_it() -> None:
    plan = plan_of(f"{PLAN}（三）建立制度。\n各县区于每季度末将进展情况报送市教育局。\n责任单位：各县区")
    assert plan.tasks[-1].text == "各县区于每季度末将进展情况报送市教育局。"


def test_a_contact_for_each_task_is_its_own() -> None:
    plan = plan_of("\n".join(f"{line}\n联系人：张某；电话：1" for line in PLAN.splitlines()[1:]))
    assert all("联系人：张某" in task.note for task in plan.tasks)
