"""What a change or a conflict in a review workbook is about, in the words of the workbook."""

from __future__ import annotations

from dutykit.forms.review.schema import REVIEW
from dutykit.forms.workbook.layout import OVERVIEW, FormValue
from dutykit.forms.workbook.row import CellKey
from dutykit.language import _


def about(key: CellKey) -> str:
    """The cell or row of `key`."""
    sheet = key[0]
    title = REVIEW.column_of(key).title if key[-1] else ""
    if sheet == OVERVIEW:
        return title
    if sheet == "verdicts":
        text = _("指标 {id}").format(id=key[1])
    elif sheet == "events":
        text = _("事项 {row}").format(row=key[2])
    else:
        text = _("问题 {row}").format(row=key[2])
    return f"{text} {title}".rstrip()


def worded(key: CellKey, value: FormValue) -> FormValue:
    """A value as the workbook shows it."""
    if key[-1] and isinstance(value, str):
        return REVIEW.column_of(key).words.get(value, value)
    return value
