"""Persons and parts of an office beside its name are no units. Every name here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.person import is_person
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan
from dutykit.plans.proposal import propose
from dutykit.plans.review import doubt_text


def plan_of(statement: str) -> Plan:
    lines = f"一、工作\n1.建设平台。{statement}".splitlines()
    return read_plan([Line(number, text) for number, text in enumerate(lines, 1)])


BESIDE = {
    "责任单位：市教育局（张某某）、市财政局（李某，电话 0427-1234567）": (
        ["市教育局", "市财政局"],
        "市教育局（张某某）；市财政局（李某，电话0427-1234567）",
    ),
    "责任单位：市教育局（联系人：张某某，电话：1234567）": (["市教育局"], "市教育局（联系人：张某某，电话：1234567）"),
    "责任单位：市教育局 张三丰 13800000000": (["市教育局"], "市教育局 张三丰 13800000000"),
    "责任单位：市教育局  张某某、市财政局  李某": (["市教育局", "市财政局"], "市教育局 张某某；市财政局 李某"),
    "责任单位：市教育局、副市长张某某": (["市教育局"], "市教育局 副市长张某某"),
    "（责任单位：市教育局局长张某某、市委书记）": (["市教育局", "市委"], "市教育局局长张某某；市委书记"),
    "（市教育局局长张某某牵头，市财政局主要负责同志配合）": (
        ["市教育局", "市财政局"],
        "市教育局局长张某某；市财政局主要负责同志",
    ),
    "\n责任单位：市教育局\n责任处室：基础教育处": (["市教育局"], "责任处室：基础教育处"),
    "（责任单位：市教育局；承办科室：人事科、财务科；责任领导：李某）": (
        ["市教育局"],
        "责任领导：李某；承办科室：人事科、财务科",
    ),
    "（责任单位：市教育局（基础教育科）、市财政局教科文科）": (
        ["市教育局", "市财政局"],
        "市教育局（基础教育科）；市财政局教科文科",
    ),
    "牵头单位：市教育局（配合单位：市财政局）、市民政局": (["市教育局", "市财政局", "市民政局"], ""),
    "责任单位：市教育局（完成时限：2027年6月）、市财政局（责任人：李某）": (["市教育局", "市财政局"], "责任人：李某"),
    "责任单位：副市长张某、市教育局": (["市教育局"], "副市长张某、市教育局"),
    "（责任单位：市教育局 王建国 李大为）": (["市教育局"], "市教育局 王建国 李大为"),
    "\n责任单位：市教育局\n责任人：市财政局局长张某某": (["市教育局"], "责任人：市财政局局长张某某"),
    # nothing else to name as a unit
    "\n责任人：市教育局局长张某某": (["市教育局"], "责任人：市教育局局长张某某"),
    "（责任人：市水利局 李某；完成时限：2027年6月）": (["市水利局"], "责任人：市水利局 李某"),
    "牵头处室：基础教育处；配合处室：人事处": (["基础教育处", "人事处"], ""),
    # no persons and no parts
    "责任单位：市委组织部（市委人才办）、市发改委〈甲圈办秘书处〉": (
        ["市委组织部（市委人才办）", "市发改委〈甲圈办秘书处〉"],
        "",
    ),
    "责任单位：市教育局（市政府教育督导室）、市公安局交通管理处": (
        ["市教育局（市政府教育督导室）", "市公安局交通管理处"],
        "",
    ),
    "责任单位：沈阳、马鞍山市人民政府": (["沈阳市人民政府", "马鞍山市人民政府"], ""),
}


@pytest.mark.parametrize(("statement", "wanted"), BESIDE.items())
def test_the_unit_is_named_and_who_of_it_is_noted(statement: str, wanted: tuple[list[str], str]) -> None:
    (task,) = plan_of(statement).tasks
    assert ([party.name for party in task.parties], task.note) == wanted


def test_what_was_taken_off_a_name_is_asked_about_and_a_label_of_persons_is_not() -> None:
    plan = plan_of("（责任单位：市教育局（张某某）、市财政局教科文科；责任人：李某）")
    asked = [
        (doubt_text(one), one.certain) for one in propose(plan, None, "x").doubts if one.kind in {"person", "part"}
    ]
    assert asked == [
        ("“市财政局教科文科”是单位的内设机构，不列为单位，写入该项的说明，请核对", False),
        ("“市教育局（张某某）”中有个人，单位照列，原文写入该项的说明，请核对", False),
        ("“责任人：李某”是个人，写入该项的说明", True),
    ]


@pytest.mark.parametrize(
    "text", ["张某某", "李某，电话 0427-1234567", "局长张三丰", "欧阳某某", "联系人：甲", "主要负责同志"]
)
def test_a_person(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    "text", ["高中", "高新区", "沈阳", "马鞍山", "牵头", "含民办学校", "市委人才办", "市、区", "下同", ""]
)
def test_no_person(text: str) -> None:
    assert not is_person(text)
