"""Which words of a numbered paragraph are a heading, and which are the task. Every text here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan


def plan_of(text: str) -> Plan:
    return read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])


BESIDE_PARTS = [
    "一、清洁校园。春季开展大扫除。（责任单位：市教育局）\n二、改善饮水\n1.检测水质。（责任单位：市卫健委）",
    "一、清洁校园。春季开展大扫除。责任单位：市教育局\n二、改善饮水\n（一）检测水质。（责任单位：市卫健委）",
    "一、总体\n（一）清洁校园。春季开展大扫除。（责任单位：市教育局）\n（二）改善饮水\n1.检测水质。（责任单位：市卫健委）",
]


@pytest.mark.parametrize("text", BESIDE_PARTS)
def test_the_name_of_a_task_stays_in_its_text_beside_headings_of_others(text: str) -> None:
    first, second = plan_of(text).tasks
    assert first.text == "清洁校园。春季开展大扫除。"
    assert second.text == "检测水质。"


def test_a_line_of_its_own_with_text_below_it_is_a_heading() -> None:
    (task,) = plan_of("一、清洁校园\n春季开展大扫除。（责任单位：市教育局）").tasks
    assert (task.chapter.title if task.chapter else None, task.text) == ("清洁校园", "春季开展大扫除。")
