"""Annexes that only list whom to turn to are no tasks. Every text here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan

PLAN = "一、任务\n（一）改善饮水。检测水质。（责任单位：市教育局）\n（二）清洁校园。每月一次。（责任单位：市卫健委）"


def plan_of(text: str) -> Plan:
    lines = [(line, tuple(line.split("|"))) for line in text.splitlines()]
    return read_plan(
        [Line(at, line, cells, 1) if len(cells) > 1 else Line(at, line) for at, (line, cells) in enumerate(lines, 1)]
    )


@pytest.mark.parametrize(
    "annex",
    [
        "附：各点位责任人及督查联系人名单\n1.甲镇：张某某 13××××\n2.乙镇：李某某",
        "附件：学校联系方式\n甲镇中学：张某某",
        "附件2\n工作专班通讯录\n一、甲镇：张某某",
        "附件\n联系人名单\n责任单位|姓名|电话\n市教育局|张某某|13××××\n市财政局|李某某|13××××",
    ],
)
def test_a_list_of_contacts_behind_the_plan_is_named(annex: str) -> None:
    plan = plan_of(f"{PLAN}\n{annex}")
    assert [task.text for task in plan.tasks] == ["改善饮水。检测水质。", "清洁校园。每月一次。"]
    assert {one.line for one in plan.left if one.kind == "contacts"} == set(range(4, len(plan.lines) + 1))


def test_such_a_list_behind_another_annex_is_named() -> None:
    plan = plan_of(f"{PLAN}\n附件1：说明\n附件2：联系人名单\n甲镇：张某某")
    assert [(one.line, one.kind) for one in plan.left] == [(4, "behind"), (5, "contacts"), (6, "contacts")]


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        (f"附件：联系人名单\n{PLAN}", 2),
        (
            f"{PLAN}\n附：联络员名单\n1.甲镇：张某某\n附件2：任务分工\n一、食堂\n（一）改造食堂。（责任单位：市财政局）",
            3,
        ),
        (f"{PLAN}\n附：联络员名单\n1.甲镇：张某某\n三、食堂\n（一）改造食堂。（责任单位：市财政局）", 3),
        (f"{PLAN}\n附件：责任人名单\n具体任务|责任单位|责任人\n改造食堂|市财政局|张某某", 3),
    ],
)
def test_what_is_behind_such_a_list_and_lists_of_tasks_stay(text: str, tasks: int) -> None:
    assert len(plan_of(text).tasks) == tasks
