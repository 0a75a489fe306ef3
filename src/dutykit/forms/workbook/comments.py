"""Comments on the cells of a workbook, in a copy of it."""

from __future__ import annotations

import datetime as dt
import errno
import io
import os
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from dutykit.forms.workbook.contents import contents_digest
from dutykit.forms.workbook.file import RawWorkbook
from dutykit.forms.workbook.layout import ANNOTATED, ANNOTATED_SHEET, HIDDEN_SHEET
from dutykit.forms.workbook.reading import CellPlace, read_form

_AUTHOR = "dutykit"
_FILL = "FFFFC7CE"
_OLDEST = (1980, 1, 1, 0, 0, 0)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FONT = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""A font's properties in the standard's order."""
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


def commented(
    data: bytes, book: RawWorkbook, comments: Mapping[CellPlace, Sequence[str]], *, made: dt.datetime
) -> bytes:
    """The workbook in `data`, which was read as `book`, with comments; an .ods becomes an .xlsx with the same values.

    Raises OSError if the disk for temporary files refuses.
    """
    import openpyxl
    from lxml import etree

    if any(name == "xl/workbook.xml" for name in zipfile.ZipFile(io.BytesIO(data)).namelist()):
        copy = openpyxl.load_workbook(io.BytesIO(data))
    else:
        copy = _copied(book)
    for place, texts in comments.items():
        _comment(copy[place.sheet], place, texts)
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
    text = "\n".join((*([cell.comment.text] if cell.comment is not None else []), *texts))
    cell.comment = Comment(text, _AUTHOR, height=40 + 22 * (text.count("\n") + 1 + len(text) // 24), width=320)
    cell.fill = PatternFill("solid", fgColor=_FILL)


def _copied(book: RawWorkbook) -> Any:
    import openpyxl
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    copy = openpyxl.Workbook()
    copy.remove(copy.worksheets[0])
    for sheet in book.sheets:
        made = copy.create_sheet(sheet.name)
        for (row, column), value in sheet.values.items():
            cell = made.cell(row + 1, column + 1)
            formula = sheet.formulas.get((row, column))
            cell.value = formula or value
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        for at in range(1, 12):
            made.column_dimensions[get_column_letter(at)].width = 22
        if sheet.name == HIDDEN_SHEET:
            made.sheet_state = "hidden"
    return copy


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
