"""Page numbers, repeated headings and tables of contents in a text. Every text here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.document.text_file import lines_of_text
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Plan

CONTENTS = """甲市教育工作方案
目  录
一、学前教育{lead}1
（一）新建幼儿园{lead}1
二、义务教育{lead}2

一、学前教育
（一）新建幼儿园。
责任单位：市教育局
二、义务教育
（一）组建集团。
责任单位：市委编办
"""


def plan_of(text: str) -> Plan:
    return read_plan(lines_of_text(text.encode()))


@pytest.mark.parametrize("number", ["- 3 -", "— 3 —", "－3－", "·3·", "第 3 页 共 8 页", "第3页"])
def test_a_page_number_between_a_task_and_its_statement_is_none_of_the_text(number: str) -> None:
    plan = plan_of(
        f"甲市教育工作方案\n一、任务\n（一）新建幼儿园。\n\n{number}\n（责任单位：市教育局、\n{number}\n市财政局）\n"
    )
    assert [(task.text, len(task.parties)) for task in plan.tasks] == [("新建幼儿园。", 2)]
    assert [(one.line, one.kind) for one in plan.left] == [(5, "page"), (7, "page")]
    assert sum(plan.counts) == sum(bool(text.strip()) for text in plan.lines.values())


def test_a_sentence_that_a_page_number_parts_is_one_and_a_title_stays_one() -> None:
    text = (
        "一、任务\n1.新建幼儿园，优先\n— 2 —\n安排用地。（责任单位：市教育局）"
        "\n（二）义务教育，集团办学\n— 3 —\n组建集团。（责任单位：市委编办）"
    )
    plan = plan_of(f"甲市教育工作方案\n{text}")
    assert [task.text for task in plan.tasks] == ["新建幼儿园，优先安排用地。", "组建集团。"]
    assert {one.line for one in plan.left} == {4, 7}


def test_a_heading_written_again_on_the_next_page_is_the_same() -> None:
    text = "一、学前教育\n（一）新建。（责任单位：市教育局）\n- 2 -\n一、学前教育（续）\n（二）改建。（责任单位：市财政局）"
    plan = plan_of(f"甲市教育工作方案\n{text}\n二、义务教育\n（一）集团。（责任单位：市委编办）")
    assert [task.chapter and task.chapter.line for task in plan.tasks] == [2, 2, 7]
    assert not plan.doubts or {one.kind for one in plan.doubts} == {"bare"}
    assert [one.line for one in plan.left] == [4]


@pytest.mark.parametrize("lead", ["……………", "\t", "   ", " . . . . "])
def test_the_table_of_contents_is_no_plan(lead: str) -> None:
    plan = plan_of(CONTENTS.format(lead=lead))
    assert [(task.text, task.parties[0].name) for task in plan.tasks] == [
        ("新建幼儿园。", "市教育局"),
        ("组建集团。", "市委编办"),
    ]
    assert [(one.line, one.kind) for one in plan.left] == [(at, "contents") for at in range(2, 6)]
    assert "restart" not in {one.kind for one in plan.doubts}


def test_a_table_of_contents_without_page_numbers_gets_no_units() -> None:
    tasks = ("一、新建幼儿园", "二、组建集团")
    plan = plan_of("\n".join(["甲市教育工作方案", "目录", *tasks, *(f"{one}。\n责任单位：市教育局" for one in tasks)]))
    assert [task.line for task in plan.tasks] == [6, 8]
