"""Each writer of tables writes what it says, and nothing in a cell can act in the program that opens it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pytest

from dutykit.output.table.csv import csv_bytes
from dutykit.output.table.html import html_text
from dutykit.output.table.json import json_text
from dutykit.output.table.markdown import escaped, markdown_text
from dutykit.output.table.record import Column, Group, Share, Table, share_text
from dutykit.output.table.xlsx import xlsx_bytes

CREATED = dt.datetime(2020, 1, 2, tzinfo=dt.UTC)

TABLE = Table(
    title="责任 & 分解",
    source="依据：《甲》",
    columns=(Column("编号"), Column("指标", wide=True), Column("甲局", "mark", strong=True), Column("合计", "number")),
    groups=(
        Group(((1, "<script>alert(1)</script>", "●", 1), (2, "=1+1", "", 0)), "一、甲", ("", "小计", 1, 1)),
        Group((("x", "a|b`c`\n*d*", "◎", 1),), "二、乙", ("", "小计", 1, 1)),
    ),
    group_title="一级指标",
    total=("", "合计", 2, 2),
    legend=(("◎", "牵头单位"), ("●", "责任单位")),
    notes=("未承担指标的单位：乙局",),
    head=1,
)


def test_csv() -> None:
    data = csv_bytes(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 4
    rows = [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert rows == [
        ["一级指标", "编号", "指标", "甲局", "合计"],
        ["一、甲", "1", "<script>alert(1)</script>", "●", "1"],
        ["一、甲", "2", "'=1+1", "", "0"],
        ["二、乙", "x", "a|b`c` *d*", "◎", "1"],
    ]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "＝1", " =1", "\t=1", "\r=1", "\n-1", "\u200b=1"])
def test_no_formula_in_csv(text: str) -> None:
    table = Table("t", (Column(text),), (Group(((text,),)),))
    for row in csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline="")):
        assert row[0].startswith("'")


def test_json() -> None:
    text = json_text({"单位": ["甲"], "none": None})
    assert json.loads(text) == {"单位": ["甲"], "none": None}
    assert "单位" in text
    assert text.endswith("}\n")


class Tags(HTMLParser):
    """Collects the tags and texts of a page, and holds that they nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "col"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_html() -> None:
    page = Tags(html_text(TABLE))
    tags = [tag for tag, _attributes in page.seen]
    assert page.seen[0] == ("html", {"lang": "zh-CN"})
    assert "script" not in tags
    assert "<script>alert(1)</script>" in page.texts
    assert tags.count("main") == tags.count("h1") == tags.count("thead") == tags.count("tfoot") == 1
    assert tags.count("tbody") == 2
    scopes = [attributes.get("scope") for tag, attributes in page.seen if tag == "th"]
    assert scopes.count("col") == 4
    assert scopes.count("rowgroup") == 2
    assert scopes.count("row") == 6
    assert ("span", {"title": "牵头单位"}) in page.seen
    assert not {"src", "href"} & {name for _tag, attributes in page.seen for name in attributes}


def test_markdown() -> None:
    lines = markdown_text(TABLE).splitlines()
    assert lines[0] == "## 责任 &amp; 分解"
    assert "| 编号 | 指标 | 甲局 | 合计 |" in lines
    assert "| --- | --- | :-: | --: |" in lines
    assert "| 1 | &lt;script&gt;alert(1)&lt;/script&gt; | ● | 1 |" in lines
    assert r"| x | a\|b\`c\` \*d\* | ◎ | 1 |" in lines
    assert "|  | 合计 | 2 | 2 |" in lines


@pytest.mark.parametrize(("text", "shown"), [("# a", r"\# a"), ("1. a", r"\1. a"), ("- a", r"\- a"), ("a_b", r"a\_b")])
def test_markdown_shows_texts_as_they_are(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_xlsx() -> None:
    data = xlsx_bytes([("按[指]标", TABLE), ("乙", TABLE)], created=CREATED)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["按_指_标", "乙"]
    assert book.properties.created == CREATED.replace(tzinfo=None)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[2] == ("一级指标", "编号", "指标", "甲局", "合计")
    assert rows[3] == ("一、甲", 1, "<script>alert(1)</script>", "●", 1)
    assert rows[4] == ("一、甲", 2, "=1+1", None, 0)
    assert rows[6] == (None, None, "合计", 2, 2)
    assert sheet["C5"].data_type == "s"
    assert sheet["D3"].alignment.textRotation == 255
    assert sheet.freeze_panes == "D4"
    (table,) = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A3:E6", "A3:E6")
    assert [column.name for column in table.tableColumns] == list(rows[2])
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert rows[8][0] == "◎ 牵头单位 ● 责任单位"


def test_xlsx_shares_are_numbers_that_never_round_up() -> None:
    columns = (Column("单位"), Column("率", "share"))
    rows = (("甲", Share(9_999, 10_000)), ("乙", Share(1, 1)), ("丙", Share(0, 0)), ("丁", Share(1, 2, at_least=True)))
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_bytes([("表", Table("表", columns, (Group(rows),)))], created=CREATED))
    )
    cells = [row[1] for row in book.worksheets[0].iter_rows(min_row=3)]
    assert [(cell.value, cell.number_format) for cell in cells] == [
        (0.999, "0.0%"), (1, "0.0%"), ("—", "0.0%"), (0.5, '"≥"0.0%'),
    ]  # fmt: skip


def test_xlsx_headings_that_are_alike_are_no_excel_table() -> None:
    table = Table("表", (Column("甲"), Column("甲")), (Group((("一", "二"),)),))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([("表", table)], created=CREATED))).worksheets[0]
    assert not sheet.tables
    assert sheet.auto_filter.ref == "A2:B3"


def test_xlsx_rows_are_as_high_as_their_texts() -> None:
    table = Table("表", (Column("甲"),), (Group((("短",), ("长" * 100,))),))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([("表", table)], created=CREATED))).worksheets[0]
    low, high = (sheet.row_dimensions[row].height for row in (3, 4))
    assert low is not None
    assert high is not None
    assert high > 5 * low


def test_xlsx_turns_the_long_name_at_the_head_of_a_column_of_marks() -> None:
    table = Table(
        "表", (Column("指标"), Column("市教育局", "mark"), Column("长" * 48, "mark")), (Group((("甲", "●", "●"),)),)
    )
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([("表", table)], created=CREATED))).worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[1].value == "市教育局")
    assert [cell.alignment.textRotation for cell in head] == [0, 255, 90]
    assert sheet.row_dimensions[head[0].row or 0].height < 200, "points: most of a page is for its rows"


def test_xlsx_is_the_same_each_time() -> None:
    first, second = (xlsx_bytes([("甲", TABLE)], created=CREATED) for _time in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_xlsx_of_nothing_and_of_too_much() -> None:
    empty = Table("空", (Column("甲"),), (Group(()),))
    long = Table("长", (Column("甲"),), (Group((("字" * 40_000,),)),))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([("空", empty), ("长" * 40, long)], created=CREATED)))
    assert book.sheetnames == ["空", "长" * 31]
    assert len(str(book.worksheets[1]["A3"].value)) == 32_767


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 0, "—"), (1, 3, "33.3%"), (999, 1000, "99.9%"), (9999, 10000, "99.9%"), (2, 2, "100%")],
)
def test_shares(part: int, whole: int, text: str) -> None:
    assert share_text(Share(part, whole)) == text
    assert share_text(Share.of_all([Share(part, whole), Share(0, 0, at_least=True)])) == (f"≥{text}" if whole else text)


def sheet_of(table: Table) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes([("表", table)], created=CREATED))).active


def test_xlsx_of_many_wide_columns_can_be_read_on_paper() -> None:
    """Fifteen columns as the ledger has them: what gives way are texts, never a number or a date."""
    day, text = dt.date(2019, 12, 20), "整改措施已逐项落实，" * 8
    columns = (
        *(Column(title, "number") for title in ("序号", "年度")),
        *(Column(title, wide=True) for title in ("问题", "措施", "进展")),
        *(
            Column(title)
            for title in ("编号", "单位", "指标", "发现途径", "责任人", "时限", "状态", "佐证", "销号日期", "标记")
        ),
    )
    row = (
        1,
        2019,
        text,
        text,
        text,
        "2019-市教育局-15-1" * 2,
        "市教育局",
        3,
        "实地检查",
        "张三",
        day,
        "未整改",
        text,
        day,
        text,
    )
    sheet = sheet_of(Table("台账", columns, (Group((row,) * 3),)))
    widths = [sheet.column_dimensions[chr(65 + at)].width for at in range(15)]
    assert sum(5.25 * width + 3.75 for width in widths) * 0.7 < 784  # points across A4 landscape, at 7 of 10 pt
    assert all(widths[at] >= 14 for at in (10, 13)), "a date stays whole"


@pytest.mark.parametrize(("rows", "pages"), [(20, 1), (28, 1), (200, 0)])
def test_xlsx_that_is_little_more_than_a_page_is_one(rows: int, pages: int) -> None:
    table = Table("表", (Column("单位"), Column("数", "number")), (Group((("甲局", 1),) * rows),), notes=("一", "二"))
    height = sheet_of(table).page_setup.fitToHeight
    assert (1 if height is None else height) == pages  # a file that says nothing says one


def test_xlsx_texts_around_a_table_are_as_wide_as_it() -> None:
    rows = (Group((("甲局", 1),) * 3),)
    table = Table("表" * 80, (Column("单位"), Column("数", "number")), rows, source="据" * 90, notes=("注" * 3000,))
    sheet = sheet_of(table)
    width = sum(sheet.column_dimensions[letter].width for letter in "AB")
    merged = {str(one) for one in sheet.merged_cells.ranges}
    for letter, count in (("表", 80), ("据", 90), ("注", 3000)):
        rows_of_it = [row[0] for row in sheet.iter_rows() if str(row[0].value).startswith(letter)]
        assert "".join(str(one.value) for one in rows_of_it) == letter * count
        for one in rows_of_it:
            size, height = one.font.size, sheet.row_dimensions[one.row].height
            assert f"A{one.row}:B{one.row}" in merged
            assert one.alignment.wrap_text
            assert height is not None
            assert size * len(str(one.value)) * 2 * size / 10 / width <= height <= 409


def test_xlsx_that_is_too_wide_for_a_page_is_printed_on_several() -> None:
    columns = (Column("单位"), *(Column(f"第{at}项", "number") for at in range(40)))
    sheet = sheet_of(Table("表", columns, (Group((("甲局", *range(40)),)),)))
    assert (sheet.page_setup.orientation, sheet.page_setup.scale) == ("landscape", 60)
    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$A", "$2:$2")


def test_xlsx_numbers_have_the_decimals_they_came_with_and_endless_ones_two() -> None:
    numbers = (Decimal("99.0"), Decimal("40.816327"), Decimal("1.25"), 7)
    table = Table("表", (Column("数", "number"),), (Group(tuple((one,) for one in numbers)),))
    sheet = sheet_of(table)
    cells = [sheet.cell(at, 1) for at in range(3, 7)]
    assert [one.number_format for one in cells] == ["0.0", "0.00", "0.00", "General"]
    assert [one.value for one in cells] == [99, 40.816327, 1.25, 7]
