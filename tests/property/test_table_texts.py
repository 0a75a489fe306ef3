"""Whatever the texts of a table are, every writer writes it, and a reader of its format gets the texts back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from html.parser import HTMLParser

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from dutykit.output.table.csv import csv_bytes
from dutykit.output.table.html import html_text
from dutykit.output.table.markdown import markdown_text
from dutykit.output.table.paper import on_pages
from dutykit.output.table.record import Column, Group, Table, cell_text
from dutykit.output.table.terminal import terminal_text, wrapped
from dutykit.output.table.xlsx import xlsx_bytes

TEXTS = st.text(max_size=30) | st.text(alphabet="=+-@＝ '\"<>&|\\`*_#\t\n甲，。{}\x1b\u200b", max_size=12)
MARKS = st.sampled_from(["●", "◎", "○", ""])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(min_value=1, max_value=4))
    units = [draw(TEXTS) for _unit in range(count)]
    rows = draw(
        st.lists(st.tuples(TEXTS, TEXTS, *[MARKS] * count, st.integers(min_value=0, max_value=999)), max_size=4)
    )
    return Table(
        title=draw(TEXTS),
        columns=(
            Column("编号"),
            Column("指标", wide=True),
            *(Column(unit, "mark") for unit in units),
            Column("合计", "number"),
        ),
        groups=(Group(tuple(rows), draw(TEXTS)),),
        group_title="章",
        legend=(("●", draw(TEXTS)),),
        notes=(draw(TEXTS),),
        head=1,
    )


def texts_of(table: Table) -> list[list[str]]:
    heading = [cell_text(column.title) for column in table.flat_columns()]
    return [heading, *([cell_text(cell) for cell in row] for row in table.rows())]


@given(tables())
def test_csv(table: Table) -> None:
    rows = [*csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline=""))]
    assert len(rows) == len(texts_of(table))
    for row, texts in zip(rows, texts_of(table), strict=True):
        assert [
            cell if cell == text else cell.removeprefix("'") for cell, text in zip(row, texts, strict=True)
        ] == texts
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@settings(max_examples=25)
@given(tables())
def test_xlsx(table: Table) -> None:
    data = xlsx_bytes([("表", table)], created=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    shown = [
        ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    for row, texts in zip(shown, texts_of(table), strict=False):
        assert row[: len(texts)] == texts


class Cells(HTMLParser):
    """The texts of the cells of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _value in attrs} <= {
            "lang",
            "charset",
            "name",
            "content",
            "http-equiv",
            "scope",
            "class",
            "colspan",
            "id",
            "role",
            "tabindex",
            "aria-labelledby",
            "title",
        }
        if tag in {"td", "th"}:
            self.cells.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


@given(tables())
def test_html(table: Table) -> None:
    page = Cells()
    page.feed(html_text(table))
    table = on_pages(table).table
    known = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "table",
        "colgroup",
        "col",
        "thead",
        "tbody",
    }
    assert page.tags <= known | {"tr", "th", "td", "span", "p", "div"}
    columns = [cell_text(column.title) for column in table.columns]
    assert page.cells[: len(columns)] == columns
    body = [cell_text(cell) for row in table.groups[0].rows for cell in row]
    assert page.cells[len(page.cells) - len(body) :] == body


@given(tables())
def test_markdown(table: Table) -> None:
    lines = [line for line in markdown_text(table).splitlines() if line.startswith("| ")]
    assert len(lines) == len(table.groups[0].rows) + 2
    for line in lines:
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == len(table.columns) + 1
        assert "<" not in line


@given(tables(), st.integers(min_value=60, max_value=160), st.booleans())
def test_terminal(table: Table, width: int, color: bool) -> None:
    text = terminal_text(table, width=width, color=color)
    assert "\t" not in text
    if not color:
        assert "\033" not in text


@given(st.text(max_size=80), st.integers(min_value=10, max_value=60))
def test_wrapping_keeps_every_word(text: str, width: int) -> None:
    text = cell_text(text)
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(cell_len(line.rstrip()) for line in lines) <= width
