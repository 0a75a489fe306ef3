"""Sheets and columns that a form had when it was made and that are not found any more."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.workbook.reading import Reading, Remark
from dutykit.forms.workbook.rows import Form
from dutykit.forms.workbook.schema import form_sheets
from dutykit.language import _


def missing(reading: Reading, form: Form) -> Iterator[Remark]:
    """Name what is not found of the form: the content of such a column would be lost without a message."""
    base = reading.base
    for sheet in form_sheets():
        found = reading.columns.get(sheet.name, set())
        if not found:
            if base is not None and (sheet.open_rows or any(key[0] == sheet.name for key in base.rows)):
                text = _("没有找到“{sheet}”：工作表被删了，或者表头被改了").format(sheet=sheet.title)
                yield Remark(None, text, _("从原来的表里复制表头和这张工作表"))
            continue
        had = {one.name for one in form.columns(sheet)} if base is None else base.had(sheet)
        for column in sheet.columns:
            if column.name in had - found and (column.filled or sheet.name == "overview"):
                text = _("“{sheet}”里没有找到“{title}”，那里填的内容会丢").format(sheet=sheet.title, title=column.title)
                yield Remark(None, text, _("从原来的表里复制表头"))
