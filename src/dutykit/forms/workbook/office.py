"""What only the office decides in a form: which problems are left from earlier years, and which are closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.reading import CellPlace, ReadRow, Remark
from dutykit.forms.workbook.row import CellKey, RowKey
from dutykit.forms.workbook.schema import form_sheet
from dutykit.language import _


def left_over_key(row: ReadRow, keys: Sequence[RowKey]) -> RowKey | Remark:
    """The problem of an earlier year, one of `keys`, that a row is about; a remark where that is not clear."""
    stated = {name: row.cells[name].source.text for name in ("from_cycle", "id") if name in row.cells}
    found = [key for key in keys if key[2] == stated.get("id")]
    if len(found) > 1:
        found = [key for key in found if key[1] == stated.get("from_cycle")]
    if len(found) == 1:
        return found[0]
    place = row.cells["id"].place if "id" in row.cells else row.place
    text = _("没有编号为“{id}”的遗留问题").format(id=(stated.get("id") or "")[:40])
    return Remark(place, text, _("只填写表中已有的问题；新问题填入“问题与整改”表"))


def not_the_units(
    key: CellKey, value: FormValue, place: CellPlace, left_over: Mapping[str, str], made: Base | None
) -> Remark | None:
    """Why a value is not the unit's to give; `left_over` are the problems of earlier years, each with its year.

    A value that was in the form when it was made is allowed.
    """
    if made is not None and made.cells.get(key) == str(value):
        return None
    if key[0] == "problems" and key[-1] == "id" and value in left_over:
        text = _("{id} 是 {cycle} 年度的遗留问题").format(id=value, cycle=left_over[str(value)])
        fix = _("在“{sheet}”表中填写其整改情况；表中没有的，请督导室重新生成填报表")
        return Remark(place, text, fix.format(sheet=form_sheet("carried").title))
    if (key[-1] == "status" and value == "closed") or (key[-1] == "closed_on" and value is not None):
        text = _("由督导室核查后销号，单位不填“{closed}”和销号日期")
        words = form_sheet("problems").column("status").words
        fix = _("改选“{done}”（整改完毕的），并填写整改佐证材料").format(done=words["done"])
        return Remark(place, text.format(closed=words["closed"]), fix)
    return None
