"""Comments on the cells of a workbook, in a copy of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import io
import os
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from dutykit.forms.workbook.contents import contents_digest
from dutykit.forms.workbook.file import RawWorkbook, read_workbook
from dutykit.forms.workbook.layout import ANNOTATED, ANNOTATED_SHEET, HIDDEN_SHEET
from dutykit.forms.workbook.reading import CellPlace, read_form
from dutykit.text.visible import MARK, visible, visible_lines

_AUTHOR = "dutykit"
_FILL = "FFFFC7CE"
_OLDEST = (1980, 1, 1, 0, 0, 0)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FONT = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""A font's properties in the standard's order."""
_NOT_IN_A_NAME = re.compile(r"[\\*?:/\[\]]")
_LONGEST_NAME = 31
_ROWS, _COLUMNS = 1_048_576, 16_384
"""What an .xlsx file has room for; other programs have more."""
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


def commented(data: bytes, comments: Mapping[CellPlace, Sequence[str]], made: dt.datetime) -> bytes:
    """The workbook in `data` with comments; of an .ods, and of what openpyxl cannot write, an .xlsx with the same values.

    Raises OfficeFileError.
    """
    import openpyxl

    book = read_workbook(data)
    comments = {place: texts for place, texts in comments.items() if place.at[0] < _ROWS and place.at[1] < _COLUMNS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl does not know
        if any(name == "xl/workbook.xml" for name in zipfile.ZipFile(io.BytesIO(data)).namelist()):
            with contextlib.suppress(Exception):  # openpyxl is stricter than our reader, and its errors have no base
                copy = openpyxl.load_workbook(io.BytesIO(data))
                for place, texts in comments.items():
                    _comment(copy[place.sheet], place, texts)
                return _written(copy, book, made)
        copy = openpyxl.Workbook()
        sheets = _copied(book, copy)
        for place, texts in comments.items():
            _comment(sheets[place.sheet], place, texts)
        return _written(copy, book, made)


def _written(copy: Any, book: RawWorkbook, made: dt.datetime) -> bytes:
    from lxml import etree

    _mark(copy, contents_digest(read_form(book)))
    written = io.BytesIO()
    try:
        copy.save(written)
    except etree.SerialisationError as error:  # lxml writes each sheet into a temporary file, and has words of its own
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from error
    return _completed(written.getvalue(), made)


def _mark(copy: Any, digest: str) -> None:
    """Say in the copy itself that it is one, and what it stated: once somebody corrects it, it is a form again."""
    if ANNOTATED_SHEET in copy.sheetnames:
        del copy[ANNOTATED_SHEET]
    sheet = copy.create_sheet(ANNOTATED_SHEET)
    sheet["A1"], sheet["B1"] = ANNOTATED, digest
    sheet.sheet_state = "hidden"


def _comment(sheet: Any, place: CellPlace, texts: Sequence[str]) -> None:
    from openpyxl.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = sheet.cell(place.at[0] + 1, place.at[1] + 1)
    if isinstance(cell, MergedCell):
        area = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
        cell = sheet.cell(area.min_row, area.min_col)
    text = visible_lines("\n".join((*([cell.comment.text] if cell.comment is not None else []), *texts)))
    cell.comment = Comment(text, _AUTHOR, height=40 + 22 * (text.count("\n") + 1 + len(text) // 24), width=320)
    cell.fill = PatternFill("solid", fgColor=_FILL)


def _copied(book: RawWorkbook, copy: Any) -> dict[str, Any]:
    """Put the values of `book` into the empty workbook `copy`; its sheets, by their names in `book`."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    first = copy.worksheets[0]
    sheets: dict[str, Any] = {}
    for sheet in book.sheets:
        made = sheets[sheet.name] = copy.create_sheet(_NOT_IN_A_NAME.sub(MARK, visible(sheet.name))[:_LONGEST_NAME])
        for (row, column), value in sheet.values.items():
            if row >= _ROWS or column >= _COLUMNS:
                continue
            cell = made.cell(row + 1, column + 1)
            shown = sheet.formulas.get((row, column)) or value
            cell.value = visible_lines(shown) if isinstance(shown, str) else shown
            if isinstance(shown, str):
                cell.data_type = "s"  # a text, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        for at in range(1, 12):
            made.column_dimensions[get_column_letter(at)].width = 22
        if sheet.name == HIDDEN_SHEET and len(book.sheets) > 1:
            made.sheet_state = "hidden"
    copy.remove(first)
    return sheets


def _completed(data: bytes, made: dt.datetime) -> bytes:
    """The same workbook without the time at which it was saved, and with its fonts as the standard wants them."""
    written = io.BytesIO()
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + stamp, part)
            elif name == "xl/styles.xml":
                part = _ordered_fonts(part)
            new.writestr(zipfile.ZipInfo(name, _OLDEST), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _ordered_fonts(part: bytes) -> bytes:
    """Styles with the properties of each font in the standard's order, which openpyxl does not keep."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(part, parser)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda one: _place_in_font(one.tag))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _place_in_font(tag: str) -> int:
    name = tag.removeprefix(_MAIN)
    return _FONT.index(name) if name in _FONT else len(_FONT)
