"""Quantities in a text, as metrics to be confirmed. Invented; no office said any of it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from dutykit.output.table.json import json_text
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from dutykit.plans.json_document import import_document
from dutykit.plans.proposal import Proposal, propose
from dutykit.plans.quantities import quantities, with_metrics
from dutykit.plans.quantity_clause import metrics_in
from dutykit.workspace.catalogue_writer import catalogue_text


def proposal_of(text: str) -> Proposal:
    return propose(read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)]), None, "x")


FOUND = {
    "公办园在园幼儿占比不低于50%": ("公办园在园幼儿占比", "%", 50, None),
    "公办率达到60%": ("公办率", "%", 60, None),
    "确保毛入学率达到98.5％以上": ("毛入学率", "%", Decimal("98.5"), None),
    "将生均公用经费提高到800元": ("生均公用经费", "元", 800, None),
    "到2026年底新增学位1.2万个": ("新增学位", "个", 12_000, None),
    "新建幼儿园10所": ("新建幼儿园", "所", 10, None),
    "选拔不少于200名优秀教师": ("选拔优秀教师", "名", 200, None),
    "班额控制在45人以内": ("班额", "人", None, 45),
    "审批时间不超过20个工作日": ("审批时间", "个工作日", None, 20),
    "每年至少1次开展督导": ("开展督导次数", "次", 1, None),
    "集中培训每年不少于2次": ("集中培训次数", "次", 2, None),
    "每学期至少组织1次家访": ("每学期组织家访次数", "次", 1, None),
    "每半年至少检查1次食堂": ("每半年检查食堂次数", "次", 1, None),
    "新建、改扩建中小学12所": ("新建、改扩建中小学", "所", 12, None),
    "覆盖率从60%提高到80%": ("覆盖率", "%", 80, None),
    "辍学率低于1%": ("辍学率", "%", None, 1),
    "消除义务教育阶段大班额现象": ("义务教育阶段大班额", None, None, 0),
    "教师培训全覆盖": ("教师培训覆盖率", "%", 100, None),
    "专任教师学历达标率100%": ("专任教师学历达标率", "%", 100, None),
}


@pytest.mark.parametrize(("words", "wanted"), FOUND.items())
def test_a_quantity_is_a_metric_with_the_words_it_stands_in(words: str, wanted: tuple[object, ...]) -> None:
    (metric,) = metrics_in(f"加强督导，{words}。")
    assert metric.target is not None
    assert (metric.id, metric.unit, metric.target.min, metric.target.max) == wanted
    assert metric.because == metric.target.because == words


NONE = [
    "对在校生达到100人以上的学校给予补助",
    "给予不超过100万元补助",
    "落实省级以上部门要求",
    "机械化率分别达到65%和55%",
    "到2026年",
    "全年不少于60场",
    "每学期不少于6课时",
    "第3次会议",
    "加强督导",
]


@pytest.mark.parametrize("words", NONE)
def test_what_is_no_goal(words: str) -> None:
    assert metrics_in(f"{words}。") == []


PLAN = "甲方案\n一、甲\n1.公办率达到60%，公办率达到60%，新建幼儿园10所。（责任单位：市教育局）\n2.督导。（责任单位：市教育局）"


def test_quantities_are_proposed_and_not_written() -> None:
    proposal = proposal_of(PLAN)
    assert [(one.indicator, one.line, one.metric.id) for one in quantities(proposal)] == [
        ("1", 3, "公办率"),
        ("1", 3, "新建幼儿园"),
    ]
    assert proposal.catalogue is not None
    assert "metrics" not in catalogue_text(proposal.catalogue)


def test_those_chosen_are_written() -> None:
    proposal = proposal_of(PLAN)
    assert proposal.catalogue is not None
    text = catalogue_text(with_metrics(proposal.catalogue, quantities(proposal)[:1]))
    assert 'id: 公办率\n                unit: "%"\n                target: {min: 60, because: 公办率达到60%}' in text
    assert "新建幼儿园\n" not in text


def test_a_number_with_a_point_is_a_number_in_json() -> None:
    document = import_document(proposal_of(PLAN.replace("60%", "98.5%")))
    (first, _second) = json.loads(json_text(document))["metrics"]
    assert (first["number"], first["min"], first["max"], first["because"]) == (1, 98.5, None, "公办率达到98.5%")
