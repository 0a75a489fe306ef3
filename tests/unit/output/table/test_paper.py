"""How a table goes onto official pages."""

from __future__ import annotations

import datetime as dt
import io
import re

import pdfplumber
import pytest

from dutykit.language import on_paper
from dutykit.output.table.html import html_text
from dutykit.output.table.paper import SMALL, TURNED, UPRIGHT, USUAL, on_pages
from dutykit.output.table.pdf import pdf_bytes
from dutykit.output.table.record import Column, Group, Table
from dutykit.text.length import printed_width

DAY = dt.date(2019, 12, 20)
TEXT = "整改措施已逐项落实，" * 6
COLUMNS = (
    *(Column(title, "number") for title in ("序号", "年度")),
    *(Column(title, wide=True) for title in ("问题", "整改措施", "整改进展")),
    *(Column(title) for title in ("编号", "单位", "完成时限", "状态", "说明", "销号日期", "佐证材料", "标记")),
)
ROW = (
    1,
    2019,
    TEXT,
    TEXT,
    TEXT,
    "2019-市教育局-15-1",
    "市政府教育督导室",
    DAY,
    "已整改待销号",
    None,
    DAY,
    TEXT,
    "逾期",
)
LEDGER = Table("台账", COLUMNS, (Group((ROW,) * 9),), source="截至2019年12月31日", notes=("已销号9",), head=5)


def test_columns_without_content_are_left_out_and_named() -> None:
    paper = on_pages(LEDGER)
    assert [column.title for column in paper.table.columns] == [one.title for one in COLUMNS if one.title != "说明"]
    assert paper.table.notes == ("未列出没有内容的列：说明", "已销号9")
    assert paper.table.columns[paper.table.head].title == "编号"
    assert on_pages(Table("空", COLUMNS[:2], (Group(()),))).table.columns == COLUMNS[:2]
    marks = Table("表", (Column("单位"), Column("甲局", "mark")), (Group((("一", ""),)),))
    assert on_pages(marks).table == marks, "that nobody is marked is said too"


def test_pages_are_turned_and_letters_small_only_where_columns_need_it() -> None:
    few = Table("表", (Column("单位"), Column("数", "number")), (Group((("市教育局", 12),)),))
    many = Table("表", COLUMNS[:7], (Group(((1, 2019, *["整改措施已逐项落实。"] * 3, *ROW[5:7]),)),))
    looks = [(paper.turned, paper.size) for paper in map(on_pages, (few, many, LEDGER))]
    assert looks == [(False, USUAL), (True, USUAL), (True, SMALL)]
    for table in (few, many, LEDGER):
        paper = on_pages(table)
        assert sum(paper.widths) == pytest.approx(TURNED if paper.turned else UPRIGHT)
    assert on_pages(few).narrowest < 60, "millimetres: a phone need not scroll"


def test_a_number_and_the_words_of_a_date_have_the_room_they_take() -> None:
    with on_paper():
        paper = on_pages(LEDGER)
        room = dict(zip((one.title for one in paper.table.columns), paper.widths, strict=True))
        for title, longest in (("年度", "2019"), ("完成时限", "12月20日"), ("编号", "2019-"), ("销号日期", "12月20日")):
            free = (room[title] - paper.size.beside) / paper.size.character
            assert free > printed_width(longest), title
        assert room["问题"] > 1.5 * room["编号"]
        html = html_text(LEDGER)
    assert '<span class="unbroken">2019年</span><br><span class="unbroken">12月20日</span>' in html
    assert "截至2019年" in html


def test_a_row_higher_than_half_a_page_may_be_torn() -> None:
    high = Table("表", COLUMNS[:3], (Group(((1, 2019, "字" * 3000), (2, 2019, "短"))),))
    assert re.findall('<tr class="long">', html_text(high)) == ['<tr class="long">']


def test_the_ledger_on_paper() -> None:
    with on_paper():
        data = pdf_bytes(LEDGER)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert {(round(page.width), round(page.height)) for page in pdf.pages} == {(842, 595)}
        pages = [[word["text"] for word in page.extract_words() if word["upright"]] for page in pdf.pages]
    assert len(pages) > 1
    for words in pages:
        assert words.count("年度") == 1, "the headings are on each page"
        assert words.count("2019年") == words.count("12月20日") == 2 * words.count("2019"), "no row and no date is torn"
    assert sum(words.count("2019") for words in pages) == 9
