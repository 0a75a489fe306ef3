"""Names in a list of offices: kept whole, kept when unknown, completed by what the list writes once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan
from dutykit.plans.grammar.words.run_together import parts_of

NAMES = Path(__file__).resolve().parents[4] / "data" / "plan-names.txt"
WRITTEN = re.compile(r"（市教育局、(?P<name>.+)按职责分工负责）$")


def plan_of(text: str) -> Plan:
    return read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])


def listed(statement: str) -> list[str]:
    plan = plan_of(f"一、工作\n1.加强督导。落实措施。（{statement}）")
    return [party.name for task in plan.tasks for party in task.parties]


def test_every_name_of_public_documents_is_kept_whole_beside_an_office() -> None:
    plan = plan_of(NAMES.read_text(encoding="utf-8"))
    named = {task.line: [party.name for party in task.parties] for task in plan.tasks}
    wrong = []
    for number, text in plan.lines.items():
        written = WRITTEN.search(text)
        if written is None or written["name"] in {"市教育局", "教育局"}:
            continue
        name = written["name"]
        parts = parts_of(name) or (name,)
        if not all(any(got.endswith(part) for got in named.get(number, [])) for part in parts):
            wrong.append(name)
    assert wrong == ["技工院校内由人力资源社会保障行政部门"]  # words of a sentence


UNKNOWN = (
    "甲国际铁路港",
    "市以工代赈事务中心",
    "人行甲市中支",
    "共青团中央",
    "甲大学",
    "各镇街",
    "市“双减”办",
    "组织人事局",
    "市甲牌子",
)


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_name_leaves_the_statement_and_is_kept(name: str) -> None:
    assert listed(f"市教育局牵头，市财政局、{name}按职责分工负责") == ["市教育局", "市财政局", name]


def test_an_unknown_name_is_asked_about() -> None:
    plan = plan_of("一、工作\n1.加强督导。（市教育局、市甲牌子按职责分工负责）")
    assert [(one.kind, one.subject) for one in plan.doubts] == [("name", "市甲牌子")]


COMPLETED = {
    "市住房城乡建设局、财政局负责": ["市住房城乡建设局", "市财政局"],
    "市教育局、乡村振兴局、财政局负责": ["市教育局", "市乡村振兴局", "市财政局"],
    "市城市管理局、市场监管局、教育局负责": ["市城市管理局", "市市场监管局", "市教育局"],
    "省住房和城乡建设厅、自然资源厅负责": ["省住房和城乡建设厅", "省自然资源厅"],
    "各县（市、区）教育局、财政局负责": ["各县（市、区）教育局", "各县（市、区）财政局"],
    "各地（市）住建局、自然资源局负责": ["各地（市）住建局", "各地（市）自然资源局"],
    "各县区教育局、财政局负责": ["各县区教育局", "各县区财政局"],
    "省教育厅、总工会、妇联负责": ["省教育厅", "省总工会", "省妇联"],
    "市教育局、残联、红十字会负责": ["市教育局", "市残联", "市红十字会"],
    "甲区、乙区人民政府负责": ["甲区人民政府", "乙区人民政府"],
    "甲、乙市政府分别负责": ["甲市政府", "乙市政府"],
    "市教育局，甲示范区、乙港区管委会负责": ["市教育局", "甲示范区管委会", "乙港区管委会"],
    "各县级市<区>政府<管委会>、市教育局负责": ["各县级市<区>政府<管委会>", "市教育局"],
    "滨海新区、水东湾新城管委会负责": ["滨海新区管委会", "水东湾新城管委会"],
    "三江新区、“两海”示范区管委会负责": ["三江新区管委会", "“两海”示范区管委会"],
    "江湾镇、沱川乡人民政府，甲街道、乙街道办事处负责": [
        "江湾镇人民政府",
        "沱川乡人民政府",
        "甲街道办事处",
        "乙街道办事处",
    ],
    "市教育局、生态移民局、营商环境局、国动办负责": ["市教育局", "市生态移民局", "市营商环境局", "市国动办"],
    "兵团教育局、财政局、党委宣传部负责": ["兵团教育局", "兵团财政局", "兵团党委宣传部"],
    "地区教育局、发改委，地委宣传部、组织部负责": ["地区教育局", "地区发改委", "地委宣传部", "地委组织部"],
    "地区行署教育局、财政局负责": ["地区行署教育局", "地区行署财政局"],
    "自治区教育厅，各盟行政公署、市人民政府负责": ["自治区教育厅", "各盟行政公署", "各市人民政府"],
    "甲区/乙区政府负责": ["甲区政府", "乙区政府"],
    "市规划和自然资源局以及陵川、泽州县政府负责": ["市规划和自然资源局", "陵川县政府", "泽州县政府"],
    "潼关、大荔、韩城县（市）政府负责": ["潼关县政府", "大荔县政府", "韩城市政府"],
    "公安机关牵头，教育、市场监管、文化执法等部门配合": ["公安机关", "教育部门", "市场监管部门", "文化执法部门"],
    # levels that go with each other
    "市教育局，各市、特区、县、区人民政府负责": ["市教育局", "各市、特区、县、区人民政府"],
    "省教育厅，重点湖泊流域有关州、市人民政府负责": ["省教育厅", "重点湖泊流域有关州、市人民政府"],
    # nothing to complete
    "省水库和生态移民局、省教育厅负责": ["省水库和生态移民局", "省教育厅"],
    "市中小企业和民营经济发展局、市教育局负责": ["市中小企业和民营经济发展局", "市教育局"],
    "各县（市、区）、开发区管委会负责": ["各县（市、区）", "开发区管委会"],
    "省教育厅、市场监管总局负责": ["省教育厅", "市场监管总局"],
    "县、区政府负责": ["县、区政府"],
    "市教育局、高新区管委会负责": ["市教育局", "高新区管委会"],
    "全国妇联、教育部负责": ["全国妇联", "教育部"],
}


@pytest.mark.parametrize(("statement", "names"), COMPLETED.items())
def test_what_a_list_writes_once_belongs_to_each_name(statement: str, names: list[str]) -> None:
    assert listed(statement) == names


PROSE = ("技工院校内由人力资源部门负责", "教育部会同有关部门组织开展评估", "由各县区负责征收的部分除外")


@pytest.mark.parametrize("text", PROSE)
def test_a_bracket_of_prose_is_no_statement(text: str) -> None:
    assert listed(text) == []


LABELS = {
    "市直牵头单位：市教育局；市直配合单位：市财政局；落实主体：各县区政府": "lead support responsible",
    "第一责任单位：市教育局；第二责任单位：市财政局": "lead support",
    "主要责任单位：市教育局；次要责任单位：市财政局": "lead support",
    "首要责任单位：市教育局；次责单位：市财政局": "lead support",
    "第一牵头单位：市教育局；第二牵头单位：市财政局": "lead lead",
    "直接责任单位：市教育局；相关责任单位：市财政局": "responsible responsible",
    "责任单位：市教育局；验收单位：市财政局；考核部门：市委督查室": "responsible guide guide",
    "责任单位：市教育局；审核单位：市审计局；评估机构：市教科院": "responsible guide guide",
    "属地责任：各县区政府；责任单位：市教育局": "responsible responsible",
    "主责单位：市教育局；协同单位：市财政局": "lead support",
    "责任单位：市教育局；业务指导单位：市财政局": "responsible guide",
    "主办单位：市教育局；协办单位：市财政局": "lead support",
}


@pytest.mark.parametrize(("statement", "roles"), LABELS.items())
def test_a_label_gives_its_role(statement: str, roles: str) -> None:
    plan = plan_of(f"一、工作\n1.加强督导。（{statement}）")
    (task,) = plan.tasks
    assert " ".join(party.role for party in task.parties) == roles
    assert not [one for one in plan.doubts if one.kind == "name"]


def test_who_comes_first_and_who_checks_is_asked_once_for_each_label() -> None:
    plan = plan_of(
        "一、工作\n1.甲。（主要责任单位：市教育局；次要责任单位：市财政局；验收单位：市审计局）\n"
        "2.乙。（主要责任单位：市民政局；验收单位：市水利局）"
    )
    assert [(one.line, one.subject, one.detail) for one in plan.doubts if one.kind == "label"] == [
        (2, "主要责任单位", "lead"),
        (2, "次要责任单位", "support"),
        (2, "验收单位", "guide"),
    ]
    assert [task.note for task in plan.tasks] == [
        "验收单位：市审计局",
        "验收单位：市水利局",
    ]  # 指导单位 is not what it says


def test_a_column_of_those_who_check_is_noted_and_asked_about() -> None:
    rows = ["序号\t任务\t责任单位\t验收单位", "1\t甲。\t市教育局（张某某）\t市审计局", "2\t乙。\t市财政局\t市审计局"]
    plan = read_plan([Line(number, row, tuple(row.split("\t")), 1) for number, row in enumerate(rows, 1)])
    assert [([one.name for one in task.parties], task.note) for task in plan.tasks] == [
        (["市教育局", "市审计局"], "市教育局（张某某）；验收单位：市审计局"),
        (["市财政局", "市审计局"], "验收单位：市审计局"),
    ]
    assert [(one.line, one.subject, one.detail) for one in plan.doubts if one.kind == "label"] == [
        (2, "验收单位", "guide")
    ]


def test_what_is_before_a_label_is_kept() -> None:
    plan = plan_of("一、工作\n1.甲。（市教育局，配合单位：市财政局）\n2.乙。（见附件；责任单位：市教育局）")
    assert [([one.name for one in task.parties], task.note) for task in plan.tasks] == [
        (["市教育局", "市财政局"], ""),
        (["市教育局"], "见附件"),
    ]


def test_a_label_that_nothing_is_known_of_is_no_part_of_a_name() -> None:
    plan = plan_of("一、工作\n1.甲。（责任单位：市教育局；建设单位：市城投公司，甲学校）")
    (task,) = plan.tasks
    assert ([one.name for one in task.parties], task.note) == (["市教育局"], "建设单位：市城投公司，甲学校")
    assert [one.subject for one in plan.doubts if one.kind == "loose"] == ["建设单位：市城投公司，甲学校"]


PLACES = {
    "责任单位：于都县教育局、财政局": ["于都县教育局", "于都县财政局"],
    "责任单位：峨边彝族自治县教育局、财政局": ["峨边彝族自治县教育局", "峨边彝族自治县财政局"],
    "责任单位：市教育局、和县教育局、财政局": ["市教育局", "和县教育局", "和县财政局"],
    "责任单位：市教育局、和平区政府": ["市教育局", "和平区政府"],
    "责任单位：若尔盖县教育局和和平区教育局": ["若尔盖县教育局", "和平区教育局"],
    "市教育局会同会同县人民政府负责": ["市教育局", "会同县人民政府"],
    "责任单位：六安、亳州、阜阳市人民政府": ["六安市人民政府", "亳州市人民政府", "阜阳市人民政府"],
    "责任单位：东胜区、康巴什区教育局": ["东胜区教育局", "康巴什区教育局"],
    "责任单位：市南区教育局、财政局": ["市南区教育局", "市南区财政局"],
}


@pytest.mark.parametrize("statement", PLACES)
def test_places_are_known_by_their_names(statement: str) -> None:
    assert listed(statement) == PLACES[statement]
    plan = plan_of(f"一、工作\n1.加强督导。落实措施。（{statement}）")
    assert not [one for one in plan.doubts if one.kind == "name"]


@pytest.mark.parametrize(
    ("statement", "names", "is_open"),
    [
        ("市教育局牵头，市司法局及各有关部门配合", ["市教育局", "市司法局", "各有关部门"], False),
        ("市教育局牵头，市司法局和市直各有关单位配合", ["市教育局", "市司法局", "市直各有关单位"], False),
        ("市教育局牵头，市司法局及其他市直有关单位配合", ["市教育局", "市司法局"], True),
        ("市教育局牵头，甲职业技术学院等高职院校配合", ["市教育局", "甲职业技术学院"], True),
        ("省教育厅，白沙、五指山等市县政府负责", ["省教育厅", "白沙县政府", "五指山市政府"], True),
        ("市教育局，江口县、思南县等区县政府负责", ["市教育局", "江口县政府", "思南县政府"], True),
        ("市教育局，大荔、韩城等2个县（市）政府负责", ["市教育局", "大荔县政府", "韩城市政府"], True),
        ("市教育局牵头，市司法局及有关部门配合", ["市教育局", "市司法局"], True),
        ("市教育局牵头，市税务局、市不动产登记中心等进驻部门配合", ["市教育局", "市税务局", "市不动产登记中心"], True),
        ("市教育局牵头，中国移动甲分公司等通信企业配合", ["市教育局", "中国移动甲分公司"], True),
        ("市教育局牵头，市人民医院等医疗机构配合", ["市教育局", "市人民医院"], True),
        ("市教育局牵头，市文旅局等“双减”联席会议成员单位配合", ["市教育局", "市文旅局"], True),
        ("市教育局牵头，市高等学校管理单位配合", ["市教育局", "市高等学校管理单位"], False),
    ],
)
def test_others_are_a_party_if_each_of_them_is_meant(statement: str, names: list[str], *, is_open: bool) -> None:
    (task,) = plan_of(f"一、工作\n1.加强督导。落实措施。（{statement}）").tasks
    assert ([party.name for party in task.parties], task.open_ended) == (names, is_open)


@pytest.mark.parametrize("stated", ["责任单位：市政府", "市人民政府负责", "市政府牵头，市教育局负责"])
def test_the_government_of_the_city_may_be_the_first_of_a_list(stated: str) -> None:
    parties = [party.name for task in plan_of(f"1.建设。（{stated}）").tasks for party in task.parties]
    assert parties[0] in {"市政府", "市人民政府"}
