"""Workbooks: each sheet's rows, merged cells filled."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CELLS, LINES
from dutykit.plans.document.package import checked_package
from dutykit.plans.grammar.record import Line

_SHEETS = 200


def lines_of_xlsx(data: bytes) -> list[Line]:
    """The rows of all visible sheets; a formula as the value last shown, or as its text. Raises DocumentError."""
    if "xl/workbook.xml" not in checked_package(data):
        raise DocumentError(_("该文件不是 Excel 工作簿"))
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts it does not know: none of them is read
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            formulas = load_workbook(io.BytesIO(data), keep_links=False) if _has_formulas(data) else book
        sheets = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"][:_SHEETS]
        return _numbered(_rows(book[title], formulas[title]) for title in sheets)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # a package may be wrong in any way, and the library names no base for its errors
        raise DocumentError(_("文件已损坏，无法打开"), _("用 Excel 或 WPS 打开后另存一份")) from error


def lines_of_xls(data: bytes) -> list[Line]:
    """The rows of all visible sheets of a workbook in the old form. Raises DocumentError."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        return _numbered(_rows_of_xls(book.get_sheet_by_name(name)) for name in shown[:_SHEETS])
    except (DocumentError, MemoryError):
        raise
    except BaseException as error:  # the reader is written in Rust: what it cannot read it may panic at
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise DocumentError(_("文件已损坏，无法打开"), _("用 Excel 或 WPS 打开后另存为 xlsx")) from error


def _rows_of_xls(sheet: Any) -> Iterator[list[str]]:
    rows = [[_shown(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    filled = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
            filled += right - left + 1
            if filled > CELLS:
                raise _too_many_cells()
    return iter(rows)


def _too_many_cells() -> DocumentError:
    return DocumentError(_("表格超过上限 {limit} 格").format(limit=CELLS))


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f>" in part or b"<f " in part for name in sheets for part in [package.read(name)])


def _rows(sheet: Any, formulas: Any) -> Iterator[list[str]]:
    """The cells of `sheet` as text; where it has no value, what is in `formulas`, the same sheet's formulas."""
    if sheet.max_row * sheet.max_column > CELLS:
        message = _("工作表“{sheet}”有 {rows} 行 {columns} 列，超过上限 {limit} 格")
        fix = _("删去数据之外的空行、空列，另存后再导入")
        raise DocumentError(
            message.format(sheet=sheet.title, rows=sheet.max_row, columns=sheet.max_column, limit=CELLS), fix
        )
    filled: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        text = _shown(sheet.cell(area.min_row, area.min_col).value)
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
            for column in range(area.min_col, min(area.max_col, sheet.max_column) + 1):
                filled[row, column] = text
                if len(filled) > CELLS:
                    raise _too_many_cells()
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [filled.get((number, at)) or _shown(value) for at, value in enumerate(row, 1)]
        if formulas is not sheet:
            cells = [
                text or _shown(formulas.cell(number, at).value if (number, at) not in filled else None)
                for at, text in enumerate(cells, 1)
            ]
        yield cells


def _numbered(sheets: Iterator[Iterator[list[str]]]) -> list[Line]:
    lines: list[Line] = []
    for table, sheet in enumerate(sheets, 1):
        for cells in sheet:
            if len(lines) >= LINES:
                raise DocumentError(_("文件超过 {limit} 行").format(limit=LINES))
            while cells and not cells[-1]:
                cells.pop()
            number = len(lines) + 1
            if len(set(filter(None, cells))) <= 1 and not (cells and len(cells) > 1 and len(set(cells)) > 1):
                # One text, alone or over a merged row: a title or a note, unless the table has begun.
                lines.append(Line(number, cells[0] if cells else "", tuple(cells) if len(cells) > 1 else (), table))
            else:
                lines.append(Line(number, "\t".join(cells).replace("\n", " "), tuple(cells), table))
    return lines


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
