"""Comments go into a copy of any workbook that can be read."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from dutykit.forms.workbook.comments import commented
from dutykit.forms.workbook.file import RawSheet, RawWorkbook, read_workbook
from dutykit.forms.workbook.reading import CellPlace
from tests.hostile_files import xlsx
from tests.spreadsheet import as_ods
from tests.unit.plans.document.made import with_part

MADE = dt.datetime(2019, 1, 2, tzinfo=dt.UTC)


def said(data: bytes, place: CellPlace, text: str = "一") -> tuple[str, object]:
    """The comment in a copy and its cell; the sheet is the first one."""
    sheet = openpyxl.load_workbook(io.BytesIO(commented(data, {place: [text]}, MADE))).worksheets[0]
    cell = sheet.cell(place.at[0] + 1, place.at[1] + 1)
    assert cell.comment is not None
    return cell.comment.text, cell.value


def test_what_openpyxl_cannot_open_keeps_its_values() -> None:
    data = with_part(xlsx([]), "docProps/core.xml", b"<damaged")
    with pytest.raises(SyntaxError):
        openpyxl.load_workbook(io.BytesIO(data))
    assert said(data, CellPlace("自评", (0, 0))) == ("一", "指标")


@pytest.mark.parametrize("name", ["a/b[1]:?*", "长" * 40, "_dutykit"])
def test_sheets_of_any_name(name: str) -> None:
    data = as_ods(RawWorkbook((RawSheet(name, {(1, 1): "甲"}),), has_external_links=False))
    found = read_workbook(data).sheets[0].name
    assert said(data, CellPlace(found, (1, 1))) == ("一", "甲")


def test_words_that_no_workbook_can_hold_are_marked() -> None:
    assert said(xlsx([]), CellPlace("自评", (0, 0)), "一\x01\n二\ufffe")[0] == "一\ufffd\n二\ufffd"


def test_cells_beyond_the_last_column_of_a_workbook_have_no_comment() -> None:
    rows = {(0, column): "甲" for column in (0, 20_000)}
    data = as_ods(RawWorkbook((RawSheet("表", rows),), has_external_links=False))
    copy = commented(data, {CellPlace("表", (0, 0)): ["一"], CellPlace("表", (0, 20_000)): ["二"]}, MADE)
    assert openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0].max_column == 1
