"""Sheets and columns that a form had when it was made and that are not found any more."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.workbook.layout import form_sheets, overview_items
from dutykit.forms.workbook.match import FILLED
from dutykit.forms.workbook.reading import Reading, Remark
from dutykit.forms.workbook.rows import Form
from dutykit.language import _


def missing(reading: Reading, form: Form) -> Iterator[Remark]:
    """Name what is not found of the form: what stands there instead would be lost in silence."""
    base = reading.base
    for sheet in form_sheets():
        if sheet.name == "overview":
            found = {row.cells["content"].column.name for row in reading.rows.get("overview", ())}
            wanted = {item.name: item.title for item in overview_items()}
        else:
            found = reading.columns.get(sheet.name, set())
            wanted = {column.name: column.title for column in sheet.columns if column.name in FILLED[sheet.name]}
            had = None if base is None else base.columns.get(sheet.name, frozenset())
            had = frozenset(one.name for one in form.columns(sheet)) if had is None else had
            wanted = {name: title for name, title in wanted.items() if name in had}
        if not found:
            is_part = base is not None and any(key[0] == sheet.name for key in base.rows)
            if is_part or (base is not None and sheet.open_rows):
                text = _("没有找到“{sheet}”：工作表被删了，或者表头被改了").format(sheet=sheet.title)
                yield Remark(None, text, _("从原来的表里复制表头和这张工作表"))
            continue
        for name, title in wanted.items():
            if name not in found:
                text = _("“{sheet}”里没有找到“{title}”，那里填的内容会丢").format(sheet=sheet.title, title=title)
                yield Remark(None, text, _("从原来的表里复制表头"))
