"""Annexes with tasks of their own, behind the last task of a plan. Every text here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.document.text_file import lines_of_text
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Plan

TABLE = "序号\t项目\t责任单位\n1\t迁建实验小学\t市教育局、市财政局\n2\t改造食堂\t市教育局\n"
TASKS = "一、新建幼儿园。（责任单位：市教育局）\n二、组建教育集团。（责任单位：市委编办）\n"


def plan_of(text: str) -> Plan:
    return read_plan(lines_of_text(f"甲市教育工作方案\n{text}".encode()))


def units(plan: Plan, text: str) -> list[str]:
    return next([party.name for party in task.parties] for task in plan.tasks if task.text == text)


@pytest.mark.parametrize(
    "title",
    [
        "附件：重点项目表",
        "附件1\n重点项目表",
        "附表",
        "附件 1\n\n甲市教育\n重点项目表",
        "附件1\n项目表\n（单位：万元）",
        "重点项目清单",
    ],
)
def test_the_last_task_is_no_heading_of_the_rows_of_a_table_behind_it(title: str) -> None:
    plan = plan_of(f"{TASKS}\n{title}\n\n{TABLE}")
    assert [task.text for task in plan.tasks] == ["新建幼儿园。", "组建教育集团。", "迁建实验小学", "改造食堂"]
    assert units(plan, "改造食堂") == ["市教育局"]
    assert [task.chapter and task.chapter.title for task in plan.tasks] == [None, None, *[" ".join(title.split())] * 2]
    assert not [one for one in plan.left if one.text]


def test_the_annex_is_in_no_section_of_the_text() -> None:
    plan = plan_of(f"一、任务\n（一）义务教育\n1.推进办学。（责任单位：市教育局）\n2.均衡发展。\n附件：项目表\n{TABLE}")
    assert [task.section and task.section.title for task in plan.tasks] == ["义务教育", None, None]
    assert [one.subject for one in plan.doubts if one.kind == "unassigned"] == ["均衡发展。"]


def test_numbered_tasks_of_an_annex_are_its_own() -> None:
    plan = plan_of(f"{TASKS}附件2\n培训任务\n1.培训校长。（责任单位：市教育局）\n2.培训教师。（责任单位：市人社局）\n")
    assert [(task.text, len(task.parties)) for task in plan.tasks] == [
        ("新建幼儿园。", 1),
        ("组建教育集团。", 1),
        ("培训校长。", 1),
        ("培训教师。", 1),
    ]
    assert {task.chapter.title for task in plan.tasks if task.chapter} == {"附件2 培训任务"}


def test_a_list_of_annexes_is_no_task_and_what_is_asked_for_before_it_is_named() -> None:
    listed = "请各单位于每月底前报送进展。\n附件：1.项目表\n2.培训任务\n\n附件1\n项目表\n"
    plan = plan_of(f"{TASKS}{listed}{TABLE}")
    assert [task.text for task in plan.tasks] == ["新建幼儿园。", "组建教育集团。", "迁建实验小学", "改造食堂"]
    assert {one.line for one in plan.left} == {4, 5, 6}


def test_the_plan_itself_as_an_annex_of_a_notice_is_in_none_of_the_notices_paragraphs() -> None:
    notice = "一、压实责任。各单位要细化措施。\n二、加强督导。定期督导。\n甲市人民政府\n2026年3月5日\n\n附件\n甲市教育任务分工\n"
    text = f"甲市人民政府关于印发甲市教育任务分工的通知\n各县区人民政府：\n现印发给你们。\n{notice}{TABLE}"
    plan = read_plan(lines_of_text(text.encode()))
    assert [(task.chapter, task.section) for task in plan.tasks] == [(None, None)] * 2
    assert not [one for one in plan.doubts if one.kind == "unassigned"]
    assert {4, 5} <= {one.line for one in plan.left}


def test_a_heading_with_a_statement_governs_the_table_below_it() -> None:
    plan = plan_of(f"一、义务教育（牵头单位：市教科院）\n任务如下表：\n{TABLE}")
    assert units(plan, "改造食堂") == ["市教育局", "市教科院"]


def test_a_table_between_the_tasks_of_a_section_stays_in_it() -> None:
    plan = plan_of(f"一、任务\n1.新建。（责任单位：市教育局）\n附表1：项目表\n{TABLE}2.改建。（责任单位：市教育局）")
    assert [task.chapter and task.chapter.title for task in plan.tasks] == ["任务"] * 4


def test_a_table_without_a_column_of_tasks_has_the_first_other_column_for_them() -> None:
    plan = plan_of("园名\t地点\t责任单位\n甲园\t甲镇\t甲镇政府\n乙园\t乙镇\t乙镇政府\n")
    assert [(task.text, task.parties[0].name, task.note) for task in plan.tasks] == [
        ("甲园", "甲镇政府", "地点：甲镇"),
        ("乙园", "乙镇政府", "地点：乙镇"),
    ]
