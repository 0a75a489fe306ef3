"""Numbered parts below a task: its own words stand before each part that has a statement. Every text is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line

LEAD = "一、甲\n1.开展评估，提高水平。具体为：\n"
PARTS = {
    "（1）甲。（责任单位：市教育局）\n（2）乙。（责任单位：市财政局）": [
        "开展评估，提高水平。具体为：（1）甲。",
        "开展评估，提高水平。（2）乙。",
    ],
    "①甲。（责任单位：市教育局）\n②乙。（责任单位：市财政局）": [
        "开展评估，提高水平。具体为：①甲。",
        "开展评估，提高水平。②乙。",
    ],
    "1.1甲。（责任单位：市教育局）\n1.2乙。（责任单位：市财政局）": [
        "开展评估，提高水平。具体为：1.1甲。",
        "开展评估，提高水平。1.2乙。",
    ],
    "1.1 甲。\n1.2 乙。\n责任单位：市教育局": ["开展评估，提高水平。具体为：1.1甲。1.2乙。"],
    "（1）甲。\n（2）乙。（责任单位：市教育局）": ["开展评估，提高水平。具体为：（1）甲。（2）乙。"],
    "（责任单位：市教育局）\n1.1甲。\n1.2乙。": ["开展评估，提高水平。具体为：1.1甲。1.2乙。"],
    "（责任单位：市教育局）\n（1）甲。（责任单位：市财政局）": [
        "开展评估，提高水平。具体为：",
        "开展评估，提高水平。（1）甲。",
    ],
    "（1）甲。（责任单位：市教育局）（2）乙。（责任单位：市财政局）": [
        "开展评估，提高水平。具体为：（1）甲。",
        "开展评估，提高水平。（2）乙。",
    ],
}


@pytest.mark.parametrize(("text", "tasks"), PARTS.items())
def test_the_words_of_the_task_are_kept(text: str, tasks: list[str]) -> None:
    plan = read_plan([Line(number, line) for number, line in enumerate((LEAD + text).splitlines(), 1)])
    assert [task.text for task in plan.tasks] == tasks
    assert plan.left == ()


NO_PARTS = {
    "1.3所小学扩建。（责任单位：市教育局）\n2.新建。（责任单位：市财政局）": ["3所小学扩建。", "新建。"],
    "1.督导。（责任单位：市教育局）\n1.5万名教师参加培训。\n2.经费。（责任单位：市财政局）": ["督导。", "经费。"],
}


@pytest.mark.parametrize(("text", "tasks"), NO_PARTS.items())
def test_a_number_with_a_point_is_no_part(text: str, tasks: list[str]) -> None:
    plan = read_plan([Line(number, line) for number, line in enumerate(f"一、甲\n{text}".splitlines(), 1)])
    assert [task.text for task in plan.tasks] == tasks


LABELLED = """甲市方案
一、任务
（一）学前工程
1.主要内容：新建5所。
2.完成时限：2026年12月
3.牵头单位：市教育局
4.责任单位：市财政局
5.预期成果：建成5所。
（二）督导工程
1.建立机制。
2.开展督导。
3.责任单位：市教育督导室
（三）时间安排
1.完成时限：2026年5月
"""


def test_a_numbered_label_states_who_does_what_is_above_the_list() -> None:
    plan = read_plan([Line(number, line) for number, line in enumerate(LABELLED.splitlines(), 1)])
    assert [(task.text, [(one.name, one.role) for one in task.parties], task.deadline) for task in plan.tasks] == [
        (
            "1.主要内容：新建5所。5.预期成果：建成5所。",
            [("市教育局", "lead"), ("市财政局", "responsible")],
            "2026年12月",
        ),
        ("建立机制。", [("市教育督导室", "responsible")], None),
        ("开展督导。", [("市教育督导室", "responsible")], None),
    ]
    assert [task.section and task.section.title for task in plan.tasks] == ["学前工程", "督导工程", "督导工程"]
    assert {one.line for one in plan.left} == {13, 14}


def test_numbers_in_brackets_below_an_article_are_those_of_its_parts() -> None:
    text = "第一章 任务\n第一条 办学。\n（一）建园。（市教育局负责）\n（二）核编。（市委编办负责）\n第二条 减负。（市教育局负责）"
    plan = read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])
    assert [(task.text, len(task.parties), task.section) for task in plan.tasks] == [
        ("办学。（一）建园。", 1, None),
        ("办学。（二）核编。", 1, None),
        ("减负。", 1, None),
    ]
