"""How a plan is led is none of its tasks; what is assigned below the same heading is. Every text here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan

OVERSEEN = "市教育局负责统筹协调、督促指导，各县区要亲自抓。"


def plan_of(chapter: str, section: str) -> Plan:
    text = f"一、任务\n（一）改善饮水。检测水质。（责任单位：市教育局）\n二、{chapter}\n（一）{section}"
    return read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])


@pytest.mark.parametrize(
    ("chapter", "section"),
    [
        *((chapter, f"压实责任。{OVERSEEN}") for chapter in ("保障措施", "组织保障", "工作要求")),
        ("其他", f"加强组织领导。{OVERSEEN}"),
        ("保障措施", "压实责任。市教育局负责统筹协调，各县区负责落实。"),
    ],
)
def test_a_sentence_of_assurance_is_left_out_and_named(chapter: str, section: str) -> None:
    plan = plan_of(chapter, section)
    assert [task.line for task in plan.tasks] == [2]
    assert section in [one.text for one in plan.left]


@pytest.mark.parametrize(
    ("chapter", "section"),
    [
        ("保障措施", "加强队伍建设。增加教师。（市教育局负责）"),
        ("保障措施", "加强队伍建设。增加教师，由市教育局负责统筹。"),
        ("保障措施", "加强队伍建设。增加教师。市教育局牵头，市财政局配合。"),
        ("保障措施", f"压实责任。{OVERSEEN}责任单位：市教育局"),
        ("食堂", f"压实责任。{OVERSEEN}"),
    ],
)
def test_what_is_assigned_is_a_task(chapter: str, section: str) -> None:
    assert [task.line for task in plan_of(chapter, section).tasks] == [2, 4]
