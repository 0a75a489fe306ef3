"""Workbooks as the spreadsheets of another program."""

from __future__ import annotations

import datetime as dt
from html import escape

from dutykit.forms.workbook.file import RawSheet, RawWorkbook
from tests.hostile_files import ods_of_sheets


def as_ods(book: RawWorkbook) -> bytes:
    """An .ods file with the values of `book`."""
    return ods_of_sheets({sheet.name: _rows(sheet) for sheet in book.sheets})


def _rows(sheet: RawSheet) -> str:
    rows = []
    width = max((column for _row, column in sheet.values), default=0) + 1
    for row in range(sheet.height):
        cells = (_cell(sheet.values.get((row, column))) for column in range(width))
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(rows)


def _cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if isinstance(value, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
