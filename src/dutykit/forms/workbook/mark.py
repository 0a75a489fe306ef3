"""The mark in the first cell of a workbook's hidden sheet: what kind of workbook it is, and of which format."""

from __future__ import annotations

import re

from dutykit.forms.workbook.file import RawWorkbook

FORM_MARK = "dutykit-form-1"
OFFICE_MARK = "dutykit-office-1"
_MARK = re.compile(r"dutykit-(?!annotated-)[a-z]{1,20}-[0-9]{1,4}")


def mark_of(book: RawWorkbook) -> str | None:
    """The mark; None for a workbook that is not dutykit's, or whose hidden sheet is gone."""
    firsts = (sheet.values.get((0, 0)) for sheet in book.sheets)
    return next((one for one in firsts if isinstance(one, str) and _MARK.fullmatch(one)), None)
