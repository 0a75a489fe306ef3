"""What a document says about itself. All texts but the real documents' first lines are invented."""

from __future__ import annotations

import datetime as dt

import pytest

from dutykit.plans.grammar.lines.head import read_head
from dutykit.plans.grammar.record import Head, Line
from tests.conftest import REPOSITORY


def head_of(text: str) -> Head:
    return read_head([Line(number, line) for number, line in enumerate(text.split("\n"), 1)])


NOTICE = """示例市人民政府办公室文件
示政办发〔2027〕5号
示例市人民政府办公室
关于印发示例市教育工作方案的通知
各县（市、区）人民政府，市政府各部门：
现印发给你们，请认真贯彻执行。
示例市人民政府办公室
2027年3月9日
（此件公开发布）
附件
示例市教育工作方案
一、重点任务
"""


def test_a_notice_that_encloses_a_plan() -> None:
    assert head_of(NOTICE) == Head(
        title="示例市人民政府办公室关于印发示例市教育工作方案的通知",
        plan_title="示例市教育工作方案",
        issuer="示例市人民政府办公室",
        number="示政办发〔2027〕5号",
        dated=dt.date(2027, 3, 9),
        addressees=("各县（市、区）人民政府", "市政府各部门"),
    )


def test_the_lines_a_head_stands_on() -> None:
    assert head_of(NOTICE).lines == {2, 3, 4, 5, 7, 8, 9, 10, 11}


@pytest.mark.parametrize("cut", ["（本文有删减）", "（节选）", "【内容有删减】"])
def test_a_remark_about_the_copy_is_no_title(cut: str) -> None:
    assert head_of(f"{cut}\n示例市教育工作方案\n一、重点任务\n").title == "示例市教育工作方案"
    assert head_of(NOTICE.replace("附件\n", f"附件\n{cut}\n")).plan_title == "示例市教育工作方案"


def test_a_first_paragraph_is_no_title() -> None:
    head = head_of(
        "为贯彻落实国家有关精神，结合实际，市教育局制定本示例方案。\n一、重点任务\n1.乙。（责任单位：市教育局）\n"
    )
    assert (head.title, head.issuer) == ("", "")


def test_what_a_web_page_puts_around_it_is_no_title() -> None:
    page = "首页 > 政务公开\n政策文件\n索引号：11111\n2027-03-09\n字体：大 中 小\n" + NOTICE
    assert head_of(page).title == "示例市人民政府办公室关于印发示例市教育工作方案的通知"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二七年三月九日", dt.date(2027, 3, 9)),
        ("二○二七年十二月三十一日", dt.date(2027, 12, 31)),
        ("2027 年 3 月 9 日", dt.date(2027, 3, 9)),
        ("2027年13月9日", None),
    ],
)
def test_dates(text: str, day: dt.date | None) -> None:
    assert head_of(NOTICE.replace("2027年3月9日", text)).dated == day


def test_nothing_is_made_up() -> None:
    assert head_of("一、重点任务\n1.乙。\n") == Head()


@pytest.mark.parametrize(
    ("name", "number", "dated"),
    [
        ("18-sc-zongbaoqu.txt", "国发〔2019〕3号", dt.date(2019, 1, 12)),
        ("06-zhengzhou.txt", "郑政办〔2026〕30号", dt.date(2026, 6, 24)),
        ("16-cangnan.txt", "", None),
    ],
)
def test_real_documents(name: str, number: str, dated: dt.date | None) -> None:
    head = head_of((REPOSITORY / "tests/data/plans" / name).read_text(encoding="utf-8"))
    assert (head.number, head.dated) == (number, dated)
    assert head.title


def test_names_side_by_side_in_a_signature() -> None:
    signed = NOTICE.replace(
        "示例市人民政府办公室\n2027年3月9日",
        "示例市教育局　　示例市发展和改革委员会\n示 例 市 财 政 局\n2027年3月9日",
    )
    assert head_of(signed).issuer == "示例市教育局、示例市发展和改革委员会、示例市财政局"


def test_a_table_of_information_over_the_document() -> None:
    rows = [
        ("发布机构：", "甲市人民政府", "发文字号：", "甲政发〔2027〕3号"),
        ("成文日期", "2027年3月1日", "发布日期", "2027-03-05"),
    ]
    lines = [Line(number, "\t".join(row), row, 1) for number, row in enumerate(rows, 1)]
    head = read_head([*lines, Line(3, "甲市任务分工方案")])
    assert (head.issuer, head.number, head.title) == ("甲市人民政府", "甲政发〔2027〕3号", "甲市任务分工方案")
    assert (head.dated, head.published) == (dt.date(2027, 3, 1), dt.date(2027, 3, 5))
    assert head.lines == {1, 2, 3}


@pytest.mark.parametrize("number", ["（示政办〔2027〕7号）", "(示政办〔2027〕7号)", "【示政办〔2027〕7号】"])
def test_a_number_below_the_title_may_be_in_brackets(number: str) -> None:
    head = head_of(f"示例市教育工作方案\n{number}\n一、重点任务")
    assert (head.title, head.number) == ("示例市教育工作方案", "示政办〔2027〕7号")
