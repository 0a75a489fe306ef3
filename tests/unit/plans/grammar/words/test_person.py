"""Persons and parts of an office beside its name are no units. Every name here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan
from dutykit.plans.grammar.words.person import is_person
from dutykit.plans.proposal import propose
from dutykit.plans.review import doubt_text


def plan_of(statement: str, title: str = "") -> Plan:
    lines = f"{title}\n\n一、工作\n1.建设平台。{statement}".splitlines()
    return read_plan([Line(number, text) for number, text in enumerate(lines, 1)])


BESIDE = {
    "责任单位：市教育局（张某某）、市财政局（李某，电话 0427-1234567）": (
        ["市教育局", "市财政局"],
        "市教育局（张某某）；市财政局（李某，电话0427-1234567）",
    ),
    "责任单位：市教育局（联系人：张某某，电话：1234567）": (["市教育局"], "市教育局（联系人：张某某，电话：1234567）"),
    "责任单位：市教育局 张三丰 13800000000": (["市教育局"], "市教育局 张三丰 13800000000"),
    "责任单位：市教育局  张某某、市财政局  李某": (["市教育局", "市财政局"], "市教育局 张某某；市财政局 李某"),
    "责任单位：市教育局、副市长张某某": (["市教育局"], "副市长张某某"),
    "（责任单位：市教育局局长张某某、市委书记）": (["市教育局"], "市教育局局长张某某；市委书记"),
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
    "责任单位：副市长张某、市教育局": (["市教育局"], "副市长张某"),
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


LEADERS = {
    "（刘伟副县长牵头，县教育局、县财政局负责）": ("县教育局:responsible 县财政局:responsible", "刘伟副县长"),
    "（由副县长刘伟同志牵头，县教育局配合）": ("县教育局:support", "副县长刘伟同志"),
    "（协管副县长刘伟，县教育局负责）": ("县教育局:responsible", "协管副县长刘伟"),
    "（县政府分管副县长牵头，县教育局负责）": ("县教育局:responsible", "县政府分管副县长"),
    "（县委常委、常务副县长李明牵头，县教育局负责）": ("县教育局:responsible", "县委常委、常务副县长李明"),
    "（市委副书记、市长牵头，市教育局负责）": ("市教育局:responsible", "市委副书记、市长"),
    "（市委、市政府主要负责同志牵头，市教育局负责）": ("市教育局:responsible", "市委、市政府主要负责同志"),
    "（县长和分管副县长牵头，县教育局配合）": ("县教育局:support", "县长和分管副县长"),
    "（秘书长牵头，县教育局负责）": ("县教育局:responsible", "秘书长"),
    "（王晓东牵头，县教育局负责）": ("县教育局:responsible", "王晓东"),
    "（李明同志牵头，县教育局负责）": ("县教育局:responsible", "李明同志"),
    "（县教育局牵头，方明副县长督办）": ("县教育局:lead", "方明副县长"),
    "（包保县领导：李明，责任单位：县教育局）": ("县教育局:responsible", "包保县领导：李明"),
    "责任单位：县教育局党组成员、副局长王强，县财政局": (
        "县教育局:responsible 县财政局:responsible",
        "县教育局党组成员 副局长王强",
    ),
    "（各乡镇党委书记、乡镇长负责）": ("各乡镇:responsible", "各乡镇党委书记；乡镇长"),
    "（市政府办公室主任赵刚牵头，市教育局负责）": (
        "市政府办公室:lead 市教育局:responsible",
        "市政府办公室主任赵刚",
    ),
    # nobody else is named
    "（刘伟副县长负责）": ("刘伟副县长:responsible", "刘伟副县长"),
    "（县委书记牵头）": ("县委:lead", "县委书记"),
    "（牵头领导：刘伟）": ("刘伟:lead", "牵头领导：刘伟"),
    # no leaders
    "（各县党委、政府主要负责同志负责）": ("各县党委:responsible 各县政府:responsible", "政府主要负责同志"),
    "（县政府牵头，甲中学、县长办公室配合）": ("县政府:lead 甲中学:support 县长办公室:support", ""),
}


@pytest.mark.parametrize(("statement", "wanted"), LEADERS.items())
def test_a_leader_is_noted_and_is_a_unit_only_where_nobody_else_is_named(
    statement: str, wanted: tuple[str, str]
) -> None:
    (task,) = plan_of(statement).tasks
    assert (" ".join(f"{party.name}:{party.role}" for party in task.parties), task.note) == wanted


OWN = {
    "（责任科室：基教科、人事科；责任单位：各中学）": (
        "基教科:responsible 人事科:responsible 各中学:responsible",
        "",
    ),
    "（责任科（室）：基教科；配合单位：市财政局）": ("基教科:responsible 市财政局:support", ""),
    "（局长牵头，责任科室：基教科）": ("基教科:responsible", "局长"),
    "（责任单位：市教育局；责任科室：基教科）": ("市教育局:responsible", "责任科室：基教科"),
    "（责任单位：市财政局（教科文科）；责任科室：基教科）": (
        "市财政局:responsible 基教科:responsible",
        "市财政局（教科文科）",
    ),
    "（责任单位：市财政局；责任人：市教育局局长王某）": ("市财政局:responsible", "责任人：市教育局局长王某"),
}


@pytest.mark.parametrize(("statement", "wanted"), OWN.items())
@pytest.mark.parametrize("title", ["滨海市教育局关于印发工作方案的通知", "滨海市教育局2027年工作任务清单"])
def test_in_the_plan_of_an_office_its_own_sections_are_units(
    title: str, statement: str, wanted: tuple[str, str]
) -> None:
    (task,) = plan_of(statement, title).tasks
    assert (" ".join(f"{party.name}:{party.role}" for party in task.parties), task.note) == wanted


def test_sections_that_became_units_are_asked_about_once_and_those_in_the_plan_of_a_government_are_none() -> None:
    statement = "（责任科室：基教科；责任单位：各中学）\n2.建设专网。（责任科室：人事科；责任单位：各中学）"
    proposal = propose(plan_of(statement, "滨海市教育局关于印发工作方案的通知"), None, "x")
    asked = [doubt_text(one) for one in proposal.doubts if one.kind == "own"]
    assert asked == ["“基教科、人事科”是发文单位（滨海市教育局）的内设机构，按单位列入，请核对"]
    assert {unit.id: unit.kind for unit in proposal.register.units} == {"基教科": "office", "人事科": "office"}
    for title in ("滨海市人民政府办公室关于印发工作方案的通知", "中共滨海市委教育工作领导小组关于印发工作方案的通知"):
        assert {party.name for task in plan_of(statement, title).tasks for party in task.parties} == {"各中学"}


LABELS = {
    "（县教育局牵头，成员单位：县财政局、县人社局）": "县教育局:lead 县财政局:support 县人社局:support",
    "牵头单位：县教育局；成员单位：县财政局": "县教育局:lead 县财政局:support",
    "（承接单位：县教育局；配合单位：县财政局）": "县教育局:responsible 县财政局:support",
    "（主体单位：县教育局）": "县教育局:responsible",
    "（联合牵头单位：县教育局、县财政局）": "县教育局:lead 县财政局:lead",
    "（牵头科：基教科；配合科：人事科）": "基教科:lead 人事科:support",
    "（业务科室：基教科；责任单位：县教育局）": "县教育局:responsible",
    "（各乡镇（街道）、村（社区）负责）": "各乡镇（街道）:responsible 各村（社区）:responsible",
}


@pytest.mark.parametrize(("statement", "wanted"), LABELS.items())
def test_labels_and_groups_of_several_levels(statement: str, wanted: str) -> None:
    (task,) = plan_of(statement).tasks
    assert " ".join(f"{party.name}:{party.role}" for party in task.parties) == wanted


def test_members_without_who_leads_them_make_no_task() -> None:
    assert not plan_of("\n成员单位：县教育局、县财政局").tasks


def test_a_leader_in_a_sentence_of_the_text_makes_no_task() -> None:
    assert not plan_of("各县要加强领导，由县长负责。").tasks


def test_a_person_who_is_named_alone_is_asked_about() -> None:
    doubts = propose(plan_of("（刘伟副县长负责）"), None, "x").doubts
    assert "“刘伟副县长”是个人，该项未写其他单位，暂按单位列入，请改为其所在单位" in map(doubt_text, doubts)


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
