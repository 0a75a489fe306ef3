"""What a change, a new row or a conflict is about, in the words of the workbook."""

from __future__ import annotations

import datetime as dt

from dutykit.forms.workbook.changes import UNKNOWN, columns_by_name
from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.row import CellKey
from dutykit.language import _

_SHOWN = 50


def about(key: CellKey) -> str:
    """The cell or row of `key`."""
    columns = columns_by_name()
    sheet, name = key[0], key[-1]
    if sheet == "overview":
        return columns["overview", key[1]].title
    if sheet == "answers":
        return _("指标 {id} {title}").format(id=key[1], title=columns[sheet, name].title)
    if sheet == "metrics":
        return _("指标 {id} {title}").format(id=key[1], title=key[2])
    if sheet == "carried":
        return f"{_('遗留问题 {id}').format(id=key[2])} {columns[sheet, name].title}"
    what = _("佐证材料 {row}") if sheet == "evidence" else _("问题 {row}")
    row = _("指标 {id} {title}").format(id=key[1], title=what.format(row=key[2]))
    return f"{row} {columns[sheet, name].title}" if name else row


def said(key: CellKey, value: FormValue) -> str:
    """A value as the workbook shows it, on one line and not too long."""
    if value == UNKNOWN:
        return _("（不知道）")
    if value is None:
        return _("（空）")
    if isinstance(value, dt.date):
        return value.isoformat()
    column = columns_by_name().get((key[0], key[1] if key[0] == "overview" else key[-1]))
    text = str(value)
    if column is not None and text in column.words:
        text = column.words[text]
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
