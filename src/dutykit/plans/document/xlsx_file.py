"""Workbooks: each sheet's rows, merged cells filled."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CELLS, LINES
from dutykit.plans.document.package import checked_package
from dutykit.plans.document.xlsx_number import formatted, shown_as
from dutykit.plans.grammar.record import AsideKind, Line

_SHEETS = 200
_DRAWING = re.compile(r"xl/drawings/drawing\d*\.xml")
_WORDS = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


@dataclass(slots=True)
class _Sheet:
    """What is in a sheet. Rows and columns are counted from 0."""

    title: str
    visible: bool
    rows: Iterable[list[str]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Sequence[tuple[int, str]] = ()
    """Of cells, with their rows."""


def lines_of_xlsx(data: bytes) -> list[Line]:
    """The rows of all sheets; a formula as the value last shown, or as its text. Raises DocumentError."""
    names = checked_package(data)
    if "xl/workbook.xml" not in names:
        raise DocumentError(_("该文件不是 Excel 工作簿"))
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts it does not know: none of them is read
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            formulas = load_workbook(io.BytesIO(data), keep_links=False) if _has_formulas(data) else book
        sheets = (
            _Sheet(
                sheet.title,
                sheet.sheet_state == "visible",
                _rows(sheet, formulas[sheet.title]),
                frozenset(at - 1 for at, row in sheet.row_dimensions.items() if row.hidden),
                _hidden_columns(sheet),
                _comments(sheet),
            )
            for sheet in book.worksheets[:_SHEETS]
        )
        return [*_numbered(sheets, _drawn(data, names))]
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # a package may be wrong in any way, and the library names no base for its errors
        raise DocumentError(_("文件已损坏，无法打开"), _("用 Excel 或 WPS 打开后另存一份")) from error


def lines_of_xls(data: bytes) -> list[Line]:
    """The rows of all sheets of a workbook in the old form. Raises DocumentError."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    from dutykit.plans.document.xls_unseen import Unseen, unseen_in_xls

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        unseen = unseen_in_xls(data)
        sheets = (
            _Sheet(
                sheet.name,
                sheet.visible == SheetVisibleEnum.Visible,
                _rows_of_xls(book.get_sheet_by_name(sheet.name), beside.forms),
                beside.hidden_rows,
                beside.hidden_columns,
                beside.comments,
            )
            for sheet in book.sheets_metadata[:_SHEETS]
            if sheet.typ == SheetTypeEnum.WorkSheet
            for beside in [unseen.get(sheet.name, Unseen())]
        )
        return [*_numbered(sheets)]
    except (DocumentError, MemoryError):
        raise
    except BaseException as error:  # the reader is written in Rust: what it cannot read it may panic at
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise DocumentError(_("文件已损坏，无法打开"), _("用 Excel 或 WPS 打开后另存为 xlsx")) from error


def _rows_of_xls(sheet: Any, forms: Mapping[tuple[int, int], str]) -> Iterator[list[str]]:
    rows = [
        [_shown(shown_as(cell, forms.get((number, at), ""))) for at, cell in enumerate(row)]
        for number, row in enumerate(sheet.to_python(skip_empty_area=False))
    ]
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
        text = _shown(formatted(sheet.cell(area.min_row, area.min_col)))
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
            for column in range(area.min_col, min(area.max_col, sheet.max_column) + 1):
                filled[row, column] = text
                if len(filled) > CELLS:
                    raise _too_many_cells()
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [filled.get((number, at)) or _shown(formatted(cell)) for at, cell in enumerate(row, 1)]
        if formulas is not sheet:
            cells = [
                text or _shown(formulas.cell(number, at).value if (number, at) not in filled else None)
                for at, text in enumerate(cells, 1)
            ]
        yield cells


def _numbered(sheets: Iterable[_Sheet], drawn: Iterable[tuple[AsideKind, str]] = ()) -> Iterator[Line]:
    """The rows of the sheets that are shown, then those of hidden ones and the words in drawings, which are only named."""
    number = 0
    hidden: list[_Sheet] = []
    for table, sheet in enumerate(sheets, 1):
        rows = [_without_empty_end(row) for row in sheet.rows]
        if number + len(rows) > LINES:
            raise DocumentError(_("文件超过 {limit} 行").format(limit=LINES))
        if not sheet.visible:
            sheet.rows = rows
            hidden.append(sheet)
            continue
        yield from _shown_rows(sheet, rows, table, number)
        number += len(rows)
    asides: list[tuple[AsideKind, str]] = [
        (kind, f"{sheet.title}：{text}") for sheet in hidden for kind, text in _named(sheet) if text
    ]
    asides += drawn
    for kind, text in asides:
        number += 1
        yield Line(number, text, aside=kind)


def _named(sheet: _Sheet) -> Iterator[tuple[AsideKind, str]]:
    """What is in a hidden sheet."""
    yield from (("hidden_sheet", _in_one_line(row)) for row in sheet.rows)
    yield from (("comment", text) for _row, text in sheet.comments)


def _shown_rows(sheet: _Sheet, rows: list[list[str]], table: int, number: int) -> Iterator[Line]:
    """The rows of a sheet behind those `number`; a cell alone in its row is a row's still, where the sheet has columns."""
    has_columns = any(sum(map(bool, row)) > 1 for row in rows)
    columns: dict[int, tuple[int, dict[str, None]]] = {}
    comments: dict[int, list[str]] = {}
    for at, text in sheet.comments:
        comments.setdefault(at, []).append(text)
    for at, row in enumerate(rows):
        line = number + at + 1
        for text in comments.get(at, ()):
            yield Line(line, text, table=table, aside="comment")
        if at in sheet.hidden_rows:
            yield Line(line, _in_one_line(row), table=table, aside="hidden_row")
            continue
        for column in sheet.hidden_columns:
            if column < len(row) and row[column]:
                columns.setdefault(column, (line, {}))[1][row[column]] = None
        cells = _without_empty_end([cell for column, cell in enumerate(row) if column not in sheet.hidden_columns])
        is_row = has_columns and bool(cells)
        yield Line(
            line, "\t".join(cells).replace("\n", " "), tuple(cells) if is_row else (), table if has_columns else 0
        )
    for line, texts in columns.values():
        yield Line(line, _in_one_line(texts), table=table, aside="hidden_column")


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _in_one_line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def _hidden_columns(sheet: Any) -> frozenset[int]:
    found: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden:
            found.update(range((column.min or 1) - 1, min(column.max or 0, sheet.max_column)))
    return frozenset(found)


def _comments(sheet: Any) -> list[tuple[int, str]]:
    cells = sheet._cells.items()  # noqa: SLF001 (only those that are there: a sheet may be a million cells wide)
    return sorted(
        (row - 1, _in_one_line([cell.comment.text])) for (row, _column), cell in cells if cell.comment is not None
    )


def _drawn(data: bytes, names: Iterable[str]) -> Iterator[tuple[AsideKind, str]]:
    """The words in text boxes and shapes of each sheet, pictures, and files in the file."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(names):
            if _DRAWING.fullmatch(name):
                root = etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
                if text := _in_one_line(one.text or "" for one in root.iter(_WORDS)):
                    yield "drawing", text
            elif name.startswith("xl/media/"):
                yield "picture", name.rpartition("/")[2]
            elif name.startswith("xl/embeddings/"):
                yield "embedded", name.rpartition("/")[2]


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
