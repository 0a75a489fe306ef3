"""Sheets and columns that a form had when it was made and that are not found any more."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.workbook.reading import Reading, Remark
from dutykit.forms.workbook.rows import Form
from dutykit.forms.workbook.schema import form_sheets
from dutykit.language import _


def missing(reading: Reading, form: Form) -> Iterator[Remark]:
    """Name what is not found of the form: the content of such a column would be lost without a message."""
    base = reading.base or reading.had_base
    for sheet in form_sheets():
        found = reading.columns.get(sheet.name, set())
        if not found:
            if base is not None and (sheet.open_rows or any(key[0] == sheet.name for key in base.rows)):
                text = _("未找到“{sheet}”：工作表已被删除，或者表头已被修改").format(sheet=sheet.title)
                yield Remark(None, text, _("从原填报表复制该工作表及其表头"))
            continue
        had = {one.name for one in form.columns(sheet)} if base is None else base.had(sheet)
        for column in sheet.columns:
            if column.name in had - found and (column.filled or sheet.name == "overview"):
                text = _("“{sheet}”中未找到“{title}”，该处所填内容未导入").format(sheet=sheet.title, title=column.title)
                yield Remark(None, text, _("从原填报表复制表头"))
