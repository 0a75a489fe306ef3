"""Rectification plans, as labelled lines and as tables. Invented; no office said any of it."""

from __future__ import annotations

import datetime as dt

import pytest

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.problems import FoundProblem, due_of, problems_of

LINES = """甲市教育督导反馈问题整改方案
一、教育投入不足
问题表现：生均公用经费未达标。
整改措施：足额落实经费。
整改目标：2026年达标。
责任单位：市财政局、市教育局
责任人：甲某 乙某
整改时限：2026年12月底前
二、教师编制不足
（一）问题：缺编200人。
整改措施：核定编制。
牵头单位：市委编办
责任领导：丙某
配合单位：市教育局
整改时限：立行立改，长期坚持
"""
TABLE = """甲市整改方案
序号,反馈问题,整改措施,整改目标,责任单位,责任人,整改时限
1,教育投入不足：生均公用经费未达标,足额落实经费,2026年达标,市财政局、市教育局,甲某 乙某,2026年12月底前
2,教师编制不足：缺编200人,核定编制,,市委编办,丙某,立行立改，长期坚持
"""


def problems(text: str, suffix: str = ".txt") -> list[FoundProblem]:
    return problems_of(read_plan(lines_of_document(text.encode(), suffix)))


def test_labelled_lines() -> None:
    first, second = problems(LINES)
    assert (first.number, first.text, first.measure, first.goal) == (
        "1",
        "教育投入不足：生均公用经费未达标",
        "足额落实经费",
        "2026年达标",
    )
    assert (first.person, first.deadline, first.due) == ("责任人：甲某 乙某", "2026年12月底前", dt.date(2026, 12, 31))
    assert (first.units, first.support) == (("市财政局", "市教育局"), ())
    assert (second.text, second.measure, second.due) == ("教师编制不足：缺编200人", "核定编制", None)
    assert (second.units, second.support, second.person) == (("市委编办",), ("市教育局",), "责任领导：丙某")


def test_a_table_says_the_same() -> None:
    lines, table = problems(LINES), problems(TABLE, ".csv")
    assert [(one.text, one.measure, one.goal, one.due, one.units) for one in table] == [
        (one.text, one.measure, one.goal, one.due, one.units) for one in lines
    ]


def test_all_of_it_is_kept_in_one_text() -> None:
    assert problems(LINES)[1].whole == (
        "教师编制不足：缺编200人。整改措施：核定编制。整改时限：立行立改，长期坚持。责任领导：丙某。配合单位：市教育局。"
    )


def test_a_problem_without_a_label_is_the_heading() -> None:
    (one,) = problems("一、投入不足\n整改措施：落实。\n责任单位：市财政局")
    assert (one.text, one.measure) == ("投入不足", "落实")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026年12月底前", dt.date(2026, 12, 31)),
        ("2026年6月", dt.date(2026, 6, 30)),
        ("2026年6月5日前", dt.date(2026, 6, 5)),
        ("2026年2月中旬", dt.date(2026, 2, 20)),
        ("2026年上半年", dt.date(2026, 6, 30)),
        ("2026年第三季度", dt.date(2026, 9, 30)),
        ("2026年底", dt.date(2026, 12, 31)),
        ("2028年2月", dt.date(2028, 2, 29)),
        ("2026年13月", None),
        ("2026年2月30日", None),
        ("立行立改", None),
        ("长期坚持", None),
    ],
)
def test_the_day_a_time_limit_states(words: str, day: dt.date | None) -> None:
    assert due_of(words) == day
