"""What a change, a new row or a conflict is about, in the words of the workbook."""

from __future__ import annotations

import datetime as dt

from dutykit.forms.workbook.changes import UNKNOWN, Conflict
from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.row import CellKey
from dutykit.forms.workbook.schema import column_of
from dutykit.language import _

_SHOWN = 50


def about(key: CellKey) -> str:
    """The cell or row of `key`."""
    sheet, title = key[0], column_of(key).title if key[-1] else ""
    if sheet == "overview":
        return title
    if sheet == "answers":
        return _("指标 {id} {title}").format(id=key[1], title=title)
    if sheet == "metrics":
        return _("指标 {id} {title}").format(id=key[1], title=key[2])
    if sheet == "carried":
        return f"{_('遗留问题 {id}').format(id=key[2])} {title}"
    what = _("佐证材料 {row}") if sheet == "evidence" else _("问题 {row}")
    row = _("指标 {id} {title}").format(id=key[1], title=what.format(row=key[2]))
    return f"{row} {title}".rstrip()


def conflicting(conflict: Conflict) -> str:
    """What a conflict is about."""
    return conflict.what or about(conflict.key)


def conflicting_value(conflict: Conflict, value: FormValue) -> str:
    """A value of a conflict: in a workbook that is no unit's form it already is as that shows it."""
    return shown(value) if conflict.what else stated(conflict.key, value)


def stated(key: CellKey, value: FormValue) -> str:
    """A value of a unit's form as the form shows it, on one line and not too long."""
    if isinstance(value, str) and key[-1] and value != UNKNOWN:
        return shown(column_of(key).words.get(value, value))
    return shown(value)


def shown(value: FormValue) -> str:
    """A value on one line and not too long."""
    if value == UNKNOWN:
        return _("（不详）")
    if value is None:
        return _("（空）")
    if isinstance(value, dt.date):
        return value.isoformat()
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
