"""Paragraphs below a heading that says who is responsible. Every text here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan

ONE_EACH = "一、总体\n（一）食堂\n改造食堂。由市教育局负责。\n检测水质。由市卫健委负责。\n"


def plan_of(text: str) -> Plan:
    return read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])


@pytest.mark.parametrize("heading", ["（二）校园（市财政局牵头）", "（二）校园\n牵头单位：市财政局"])
def test_each_is_a_task_where_the_other_sections_have_one_in_each(heading: str) -> None:
    plan = plan_of(f"{ONE_EACH}{heading}\n修缮操场。\n绿化校园。")
    assert [(task.text, [(one.name, one.inherited) for one in task.parties]) for task in plan.tasks[2:]] == [
        ("修缮操场。", [("市财政局", True)]),
        ("绿化校园。", [("市财政局", True)]),
    ]
    assert [doubt.subject for doubt in plan.doubts if doubt.kind == "governs"] == ["市财政局"]


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE_EACH}（二）校园（市财政局牵头）\n修缮操场。\n同时，绿化校园。",
        "一、总体\n（一）食堂\n改造食堂。\n检测水质。由市卫健委负责。\n（二）校园（市财政局牵头）\n修缮操场。\n绿化校园。",
        "一、总体\n（一）食堂\n改造食堂。由市教育局负责。\n（二）校园（市财政局牵头）\n修缮操场。\n绿化校园。",
    ],
)
def test_paragraphs_of_one_task_stay_together(text: str) -> None:
    assert "修缮操场。" in (last := plan_of(text).tasks[-1].text)
    assert "绿化校园。" in last
