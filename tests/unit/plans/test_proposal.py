"""How a document numbers its sections is found from the document and written into the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.catalogue import Catalogue
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from dutykit.plans.proposal import propose
from dutykit.workspace.catalogue_writer import catalogue_text
from tests.conftest import REPOSITORY

ANEW = """\
示例方案
一、党的领导
（一）党建工作。
1.抓好示例党建。（责任单位：市教育局）
（二）立德树人。
2.抓好示例育人。（责任单位：市教育局）
二、事业发展
（一）义务教育。
3.办好示例义务教育。（责任单位：市教育局）
（二）学前教育。
4.办好示例幼儿园。（责任单位：市教育局）
"""


def made(text: str) -> Catalogue:
    plan = read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])
    found = propose(plan, None, "x").catalogue
    assert found is not None
    return found


def test_sections_that_begin_anew_in_each_chapter() -> None:
    found = made(ANEW)
    assert found.section_numbers == "by_chapter"
    assert [entry.section_numeral for entry in found.entries] == ["一", "二", "一", "二"]
    assert all(entry.section.note is None for entry in found.entries)
    assert "\nsection_numbers: by_chapter\n" in catalogue_text(found)


@pytest.mark.parametrize(
    "text",
    [
        ANEW.replace("（一）义务", "（三）义务").replace("（二）学前", "（四）学前"),
        ANEW.replace("（一）", "").replace("（二）", ""),  # no numbers at all
        ANEW.split("二、事业", maxsplit=1)[0],  # one chapter tells nothing
    ],
)
def test_sections_that_go_on_through_the_catalogue(text: str) -> None:
    found = made(text)
    assert found.section_numbers == "continuous"
    assert "section_numbers" not in catalogue_text(found)


def test_a_slip_of_the_document_does_not_decide_and_is_noted() -> None:
    found = made(ANEW.replace("（二）学前", "（五）学前"))
    assert found.section_numbers == "by_chapter"
    assert [entry.section.note for entry in found.entries] == [None, None, None, "原文序号：五。"]


def test_the_panjin_plan_numbers_its_sections_through() -> None:
    found = made(Path(REPOSITORY / "tests/data/panjin-2019.txt").read_text("utf-8"))
    assert found.section_numbers == "continuous"
    assert [entry.section_numeral for entry in found.entries][-1] == "二十六"
    assert all("原文序号" not in (entry.section.note or "") for entry in found.entries)


def test_likely_doubles_are_asked_about() -> None:
    text = (
        "一、甲\n1.乙。（责任单位：市人社局、东山县政府）\n"
        "2.丙。（责任单位：市人力资源和社会保障局、东山县人民政府、市教育局、市体育局）"
    )
    plan = read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])
    near = [(one.subject, one.detail) for one in propose(plan, None, "x").doubts if one.kind == "near"]
    assert [set(pair) for pair in near] == [
        {"东山县人民政府", "东山县政府"},
        {"市人力资源和社会保障局", "市人社局"},
    ]


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        (("1", "2", "1", "2"), [(5, "1、2", True)]),
        (("1", "1", "2", "3"), [(3, "1", False)]),
        (("1", "2", "3", "4"), []),
    ],
)
def test_repeated_numbers_of_tasks_are_told(numbers: tuple[str, ...], wanted: list[tuple[int, str, bool]]) -> None:
    first, second, third, fourth = (f"{number}.甲。（责任单位：市教育局）" for number in numbers)
    texts = ("一、甲", first, second, "二、乙", third, fourth)
    plan = read_plan([Line(number, text) for number, text in enumerate(texts, 1)])
    found = [one for one in propose(plan, None, "x").doubts if one.kind == "renumbered"]
    assert [(one.line, one.subject, one.certain) for one in found] == wanted


def test_a_field_at_all_levels_is_a_group_and_beside_its_office_is_asked_about() -> None:
    text = "示例方案\n一、甲\n1.乙。（责任单位：市财政局、财政部门、各级教育部门、县级民政部门、市级卫生健康部门）"
    proposal = propose(read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)]), None, "x")
    assert [one.id for one in proposal.register.groups] == ["各级教育部门", "县级民政部门"]
    assert [(one.subject, one.detail) for one in proposal.doubts if one.kind == "near"] == [("财政部门", "市财政局")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("甲镇", "county"), ("甲区", "county"), ("甲街道", "county"), ("甲社区", "department"), ("甲校区", "department")],
)
def test_the_kind_of_a_unit_by_its_name(name: str, kind: str) -> None:
    plan = read_plan([Line(1, f"1.建学校。（责任单位：{name}、市教育局）")])
    (found,) = (unit for unit in propose(plan, None, "x").register.units if unit.id == name)
    assert found.kind == kind
