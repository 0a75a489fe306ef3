"""Offices written without a mark between them: split where each is a whole name, else only told."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.words.run_together import parts_of, run_together
from dutykit.plans.proposal import propose
from dutykit.plans.review import doubt_text


@pytest.mark.parametrize(
    ("name", "others", "parts"),
    [
        ("市示例局市样本委", (), ("市示例局", "市样本委")),
        ("县委办县政府办", (), ("县委办", "县政府办")),
        ("市教育局财政局", ("市教育局", "财政局"), ("市教育局", "财政局")),
        ("市教育局财政局", ("市教育局",), None),
        ("市教育局财政局", ("市教育局", "市财政局"), ("市教育局", "财政局")),
        ("市教育局市财政局市公安局", (), ("市教育局", "市财政局", "市公安局")),
        ("市委组织部市教育局", (), ("市委组织部", "市教育局")),
        ("市教育局各县区政府", (), ("市教育局", "各县区政府")),
        ("市教育局团市委", (), ("市教育局", "团市委")),
        ("市公安局交通管理局", ("市公安局",), None),
        ("市委市政府", (), None),
        ("区党委区直机关工委", (), None),
        ("国家税务总局市税务局", (), None),
        ("市教育局", ("市教育局",), None),
        ("市政府教育督导室", (), None),
        ("市人力资源和社会保障局", (), None),
    ],
)
def test_offices_without_a_mark_between_them(name: str, others: tuple[str, ...], parts: tuple[str, ...] | None) -> None:
    assert run_together(name, others) == parts


def test_they_are_one_unit_and_a_doubt() -> None:
    texts = ("示例方案", "（一）示例建设。建设示例学校。（责任单位：市示例局市样本委、市教育局）")
    plan = read_plan([Line(number, text) for number, text in enumerate(texts, 1)])
    proposal = propose(plan, None, "x")
    assert [unit.id for unit in proposal.register.units] == ["市示例局市样本委", "市教育局"]
    (doubt,) = [one for one in proposal.doubts if one.kind == "joined"]
    assert (doubt.line, doubt.certain) == (2, False)
    assert doubt_text(doubt) == "“市示例局市样本委”像是两个单位连写（市示例局、市样本委），未拆分，请核对"
    known = propose(plan, proposal.register, "x")
    assert [one.kind for one in known.doubts if one.kind == "joined"] == []  # the office has seen it


WHOLE = {
    "市教育局市财政局市人社局": "市教育局 市财政局 市人社局",
    "盘锦市教育局盘锦市财政局": "盘锦市教育局 盘锦市财政局",
    "市委宣传部市委网信办团市委市妇联市总工会": "市委宣传部 市委网信办 团市委 市妇联 市总工会",
    "市住房和城乡建设局市市场监督管理局": "市住房和城乡建设局 市市场监督管理局",
    "大洼区政府盘山县政府": "大洼区政府 盘山县政府",
    "市政府办公室市教育局各县区政府": "市政府办公室 市教育局 各县区政府",
    "县教体局县财政局各乡镇（街道）": "县教体局 县财政局 各乡镇（街道）",
    "市中级人民法院市人民检察院": "市中级人民法院 市人民检察院",
    "自治区教育厅自治区财政厅": "自治区教育厅 自治区财政厅",
}


@pytest.mark.parametrize(("name", "parts"), WHOLE.items())
def test_offices_with_whole_names_are_split(name: str, parts: str) -> None:
    assert parts_of(name) == tuple(parts.split())


ONE = (
    "市委教育工委",
    "市政府办公室",
    "市市场监督管理局",
    "国家税务总局盘锦市税务局",
    "辽宁省通信管理局盘锦市通信发展管理办公室",
    "市委市政府",
    "市公安局交通管理局",
    "市经信局市新经济委",
    "市财政局市国库支付中心",
    "市教育局财政局",
    "市委组织部市直机关工委",
    "市场监管局市教育局",
    "市教育局",
)


@pytest.mark.parametrize("name", ONE)
def test_a_name_that_may_be_one_is_never_split(name: str) -> None:
    assert parts_of(name) == ()


def test_those_that_are_split_are_asked_about() -> None:
    texts = (
        "示例方案",
        "（一）示例建设。建设示例学校。（市教育局市财政局市人社局）",
        "（二）甲。（市民政局市水利局负责）",
    )
    plan = read_plan([Line(number, text) for number, text in enumerate(texts, 1)])
    assert [[party.name for party in task.parties] for task in plan.tasks] == [
        ["市教育局", "市财政局", "市人社局"],
        ["市民政局", "市水利局"],
    ]
    assert [doubt_text(one) for one in plan.doubts if one.kind == "apart"] == [
        "“市教育局市财政局市人社局”是几个单位连写，按 市教育局、市财政局、市人社局 分别列入，请核对",
        "“市民政局市水利局”是几个单位连写，按 市民政局、市水利局 分别列入，请核对",
    ]
