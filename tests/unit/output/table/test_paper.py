"""How a table goes onto official pages."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pdfplumber
import pytest

from dutykit.language import on_paper
from dutykit.output.table.html import html_text
from dutykit.output.table.paper import SMALL, TURNED, UPRIGHT, USUAL, letters_across, on_pages, parts_of
from dutykit.output.table.pdf import pdf_bytes
from dutykit.output.table.record import Cell, Column, Group, Share, Table
from dutykit.text.length import printed_width
from tests.page_layout import faults

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


def test_the_head_of_a_column_of_marks_leaves_room_for_rows() -> None:
    name = "示例市经济技术开发区管理委员会社会事务和教育体育卫生健康管理局（示例市高新技术园区社会局合署办）"
    assert [letters_across(one) for one in ("市教育局", name[:30], name)] == [1, 2, 4]
    columns = (Column("指标"), Column("市教育局", "mark"), Column(name, "mark"))
    table = Table("表", columns, (Group((("甲", "●", "●"),)),))
    assert on_pages(table).widths[2] > 2 * on_pages(table).widths[1]
    with on_paper(), pdfplumber.open(io.BytesIO(pdf_bytes(table))) as pdf:
        (page,) = pdf.pages
        assert "甲" in page.extract_text()
        assert max(line["bottom"] for line in page.rects + page.lines) < page.height / 2


def test_a_heading_and_a_share_have_the_room_they_take_beside_long_names() -> None:
    columns = (Column("单位"), Column("填报状态"), Column("未填报", "number"), Column("填报率", "share"))
    rows = tuple(("示例市经济技术开发区管理委员会" * 3, "已报送", 0, Share(1, 1)) for _row in range(3))
    paper = on_pages(Table("表", columns, (Group(rows),)))
    rooms = [(width - paper.size.beside) / paper.size.character for width in paper.widths]
    assert all(room >= needed for room, needed in zip(rooms[1:], (3, 3, 3), strict=True))


def test_a_heading_that_is_too_long_is_broken_in_its_middle() -> None:
    columns = tuple(Column(title, "number") for title in ("自评总分", "复核总分", "自评可信度") * 7)
    html = html_text(Table("表", columns, (Group(((1,) * 21,)),)))
    assert "<span>自评<br>总分</span>" in html
    assert "<span>自评<br>可信度</span>" in html


@pytest.mark.parametrize("count", [22, 32, 60])
def test_columns_of_marks_go_on_in_another_table_where_texts_had_no_room(tmp_path: Path, count: int) -> None:
    columns = (
        Column("编号"),
        Column("三级指标", wide=True),
        *(Column(f"市第{number}示例局", "mark") for number in range(count)),
        Column("合计", "number"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(number), "落实教育经费投入，完善保障机制。" * 4, *["●"] * count, count) for number in range(1, 5)
    )
    table = Table("责任分解表", columns, (Group(rows),), head=1)
    parts = parts_of(table)
    assert len(parts) == -(-count // 22)
    assert [one for part in parts for one in part.columns if one.kind == "mark"] == list(columns[2:-1])
    assert all(part.columns[:2] == columns[:2] and part.columns[-1] == columns[-1] for part in parts)
    assert min(on_pages(part).widths[1] for part in parts) > 40
    assert html_text(table).count("<table") == 1, "a screen scrolls"
    path = tmp_path / "m.pdf"
    with on_paper():
        path.write_bytes(pdf_bytes(table))
    assert faults(path) == []
    with pdfplumber.open(path) as pdf:
        heads = [cell for page in pdf.pages for one in page.extract_tables() for cell in one[0] if cell]
    assert "市\n第\n10\n示\n例\n局" in heads
