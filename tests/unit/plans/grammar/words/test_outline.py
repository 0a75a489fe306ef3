"""Numbers that headings, tasks and their parts begin with."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan
from dutykit.plans.grammar.words.outline import mark_of, number_alone

MARKS = {
    "Ⅰ．总体": ("chapter", "一", "总体"),
    "第二类：总体": ("chapter", "二", "总体"),
    "Ⅻ、附则": ("chapter", "十二", "附则"),
    "㈠食堂": ("section", "一", "食堂"),
    "㈩、食堂": ("section", "十", "食堂"),
    "⒈建食堂": ("task", "1", "建食堂"),
    "⒛ 建食堂": ("task", "20", "建食堂"),
    "１．建食堂": ("task", "１", "建食堂"),
    "⑵验水": ("item", "2", "验水"),
    "（２）验水": ("item", "２", "验水"),
    "③验水": ("item", "③", "验水"),
    "❶验水": ("item", "❶", "验水"),
    "㉑验水": ("item", "㉑", "验水"),
    "★3.建食堂": ("task", "3", "建食堂"),
    "3 ．建食堂": ("task", "3", "建食堂"),
    "【任务一】建食堂": ("task", "一", "建食堂"),
    "任务2 建食堂": ("task", "2", "建食堂"),
    "专项行动一：建食堂": ("task", "一", "建食堂"),
    "1.2.3 建食堂": ("item", "1.2.3", "建食堂"),
}


@pytest.mark.parametrize("text", MARKS)
def test_one_character_may_be_a_number(text: str) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert (mark.level, mark.number, text[mark.end :]) == MARKS[text]


@pytest.mark.parametrize("text", ["Ⅲ类水质断面达标", "Ⅱ.5级以上", "㎡造价", "２０２７年"])
def test_a_sign_of_the_text_is_no_number(text: str) -> None:
    assert mark_of(text) is None


@pytest.mark.parametrize(
    ("cell", "number"),
    list(
        zip(
            ["⒈", "1)", "（1）", "1、", " 1 ", "⑴", "第1项", "①", "㈠", "（一）", "一", "1.2", "1号", "", "合计"],
            ["1", "1", "1", "1", "1", "1", "1", "①", "一", "一", "一", "1.2", None, None, None],
            strict=True,
        )
    ),
)
def test_the_number_that_a_cell_consists_of(cell: str, number: str | None) -> None:
    mark = number_alone(cell)
    assert (mark and mark.number) == number


@pytest.mark.parametrize(
    "numbers", ["⒈⒉⒊", "①②③", "㈠㈡㈢", ["1)", "2)", "3)"], ["（1）", "（2）", "（3）"], ["1、", "2、", "3、"]]
)
def test_a_table_goes_on_below_the_text_between_its_rows(numbers: Sequence[str]) -> None:
    rows = [
        ("序号", "任务", "责任单位"),
        *((one, text, "市教育局") for one, text in zip(numbers, "甲乙丙", strict=True)),
    ]
    lines = [Line(at, "\t".join(row), row, 1 + (at > 3)) for at, row in enumerate(rows, 1)]
    plan = read_plan(lines)
    assert [task.text for task in plan.tasks] == ["甲", "乙", "丙"]
    assert [party.name for task in plan.tasks for party in task.parties] == ["市教育局"] * 3


def plan_of(text: str) -> Plan:
    return read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])


ABOVE = "甲市方案\n一、指导思想\n以学生为本，稳步推进。\n二、任务\n"


@pytest.mark.parametrize("numbers", ["㈠㈡", "⒈⒉", ["", ""]])
def test_a_statement_on_its_own_line_is_of_the_paragraph_above(numbers: list[str]) -> None:
    first, second = numbers
    plan = plan_of(f"{ABOVE}{first}建食堂。全年12所。\n责任单位:市教育局\n{second}修操场。全年9所。\n责任单位:市体育局")
    assert [(task.text, [party.name for party in task.parties]) for task in plan.tasks] == [
        ("建食堂。全年12所。", ["市教育局"]),
        ("修操场。全年9所。", ["市体育局"]),
    ]
    assert "governs" not in {doubt.kind for doubt in plan.doubts}


@pytest.mark.parametrize("heading", ["", "（一）食堂\n以学生为本。\n（二）操场\n"])
def test_one_alone_is_no_statement_of_the_headings_before(heading: str) -> None:
    (task,) = plan_of(f"{ABOVE}{heading}建食堂。全年12所。\n责任单位:市教育局").tasks
    assert (task.text, [party.inherited for party in task.parties]) == ("建食堂。全年12所。", [False])


def test_a_pasted_text_is_cut_at_its_one_character_numbers() -> None:
    plan = plan_of(
        "甲市方案\n一、任务 ㈠建食堂。责任单位：市教育局。㈡修操场。责任单位：市体育局。㈢建书库。责任单位：市文旅局。"
    )
    assert [task.text for task in plan.tasks] == ["建食堂。", "修操场。", "建书库。"]


@pytest.mark.parametrize(
    "text", ["第1项由市教育局牵头", "第一部分由市教育局牵头", "第1至3项由市教育局牵头", "第1项责任单位：市教育局"]
)
def test_what_points_to_a_task_is_not_its_number(text: str) -> None:
    assert mark_of(text) is None


def test_measures_that_are_counted_are_parts_of_their_task() -> None:
    lines = [
        "甲方案",
        "1.扩大资源。",
        "措施一：新建。",
        "措施二：改建。",
        "责任单位：市教育局",
        "2.提质。",
        "责任单位：市人社局",
    ]
    plan = read_plan([Line(number, line) for number, line in enumerate(lines, 1)])
    assert [task.text for task in plan.tasks] == ["扩大资源。措施一：新建。措施二：改建。", "提质。"]
