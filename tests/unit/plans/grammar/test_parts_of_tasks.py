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
