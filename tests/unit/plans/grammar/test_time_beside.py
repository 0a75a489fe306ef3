"""A time beside the names in brackets is by when it is to be done, and shows that they are who does it."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line

STATED = {
    "。（市教育局）（2027年6月）": (["市教育局"], "2027年6月"),
    "（市教育局）（2027年6月）。": (["市教育局"], "2027年6月"),
    "。（2027年6月底前）（市教育局）": (["市教育局"], "2027年6月底前"),
    "。（市教育局，2027年6月底前）": (["市教育局"], "2027年6月底前"),
    "（2027年6月底前完成，市教育局）。": (["市教育局"], "2027年6月底前完成"),
    "。（市教育局；2027年6月）": (["市教育局"], "2027年6月"),
    "。（市教育局、2027年6月）": (["市教育局"], "2027年6月"),
    "。（市教育局/2027年6月）": (["市教育局"], "2027年6月"),
    "。（市教育局负责）（2027.6）": (["市教育局"], "2027.6"),
    "。（市教育局负责，2027-06-30前）": (["市教育局"], "2027-06-30前"),
    "。（市教育局牵头，2027年6月底前完成；市财政局配合）": (["市教育局", "市财政局"], "2027年6月底前完成"),
    "。（2027年6月底前完成；责任单位：市教育局）": (["市教育局"], "2027年6月底前完成"),
    "。（市教育局牵头，2027年6月完成；配合单位：市财政局）": (["市教育局", "市财政局"], "2027年6月完成"),
    "。（市教育局负责2027年6月底前完成）": (["市教育局"], "2027年6月底前完成"),
    "。（市教育局，2027年春季学期）": (["市教育局"], "2027年春季学期"),
    "。（责任单位：市教育局；完成时限：2027年6月）": (["市教育局"], "2027年6月"),
    "。（省级相关部门，2027年完成）": (["省级相关部门"], "2027年完成"),
}


@pytest.mark.parametrize(("statement", "wanted"), STATED.items())
def test_a_time_in_the_bracket_or_in_one_beside_it(statement: str, wanted: tuple[list[str], str]) -> None:
    plan = read_plan([Line(1, "一、甲"), Line(2, f"1.建设平台，完善机制{statement}")])
    (task,) = plan.tasks
    assert ([party.name for party in task.parties], task.deadline) == wanted
    assert task.text == "建设平台，完善机制。"
    assert plan.left == ()


@pytest.mark.parametrize(
    "text", ["召开会议（市教育局，2027年）并完善机制。", "完善机制。（甲方案，2027年6月）", "建成（2027年6月）。"]
)
def test_a_time_in_a_sentence_or_beside_no_office_is_text(text: str) -> None:
    assert read_plan([Line(1, "一、甲"), Line(2, f"1.{text}")]).tasks == ()
