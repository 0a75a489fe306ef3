"""Whose review a workbook is, of whom, and for which year."""

from __future__ import annotations

from dutykit.forms.collection import Collected
from dutykit.forms.review.schema import REVIEW
from dutykit.forms.run import OpenedBook
from dutykit.forms.workbook.file import RawWorkbook
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.reading import Reading, read_form
from dutykit.language import _
from dutykit.model.unit import Unit
from dutykit.model.workspace import Workspace
from dutykit.workspace.review_file import ReviewSubject


def incoming_review(
    opened: OpenedBook, workspace: Workspace, cycle: int | None, only: str | None
) -> tuple[Reading, ReviewSubject, Base] | None:
    """The contents of a workbook, whose review it is, and what it was made from; `workspace` is the one of `cycle`.

    None, with an error in its outcome, if it is not one that is wanted.
    """
    form, reading = opened.form, read_form(opened.book, REVIEW)
    base = reading.base
    if base is None:
        reading.notes.clear()
        form.refuse(
            _("本表的校验页已被修改或删除，无法确定复核人和被复核单位"), fix=_("重新生成复核表，将所填内容复制过去")
        )
        return None
    identity = base.identity
    unit = workspace.register.find(identity.unit)
    if not isinstance(unit, Unit):
        text = _("本表复核的是“{name}”，没有名为“{name}”的单位").format(name=identity.unit[:40])
        form.refuse(text, fix=_("检查单位名录（data/units.yaml）；单位更名的，将原名写入简称"))
        return None
    _check_cover(form, reading, workspace, unit, identity.reviewer)
    if only is not None and unit.id != only:
        form.refuse(_("本表是对{unit}的复核，不是对{wanted}的复核").format(unit=unit.id, wanted=only))
    if cycle is None:
        form.refuse(_("未指定年度"), fix=_("用 --cycle 指定，或在 dutykit.yaml 中填写 cycle"))
    elif identity.cycle != cycle:
        text = _("本表是 {stated} 年度的复核表，当前导入的是 {cycle} 年度").format(stated=identity.cycle, cycle=cycle)
        form.refuse(text, fix=_("确需导入 {stated} 年度的，使用 --cycle {stated}").format(stated=identity.cycle))
    if form.is_refused or cycle is None:
        return None
    form.unit, form.cycle = unit.id, cycle
    return reading, ReviewSubject(unit.id, cycle, identity.reviewer), base


def looks_like_review(book: RawWorkbook) -> bool:
    """Whether a workbook has the headings under which verdicts are filled in; no unit's form has them."""
    found = read_form(book, REVIEW).columns.get("verdicts", set())
    return {"indicator", "verdict", "remark"} <= found


def _check_cover(form: Collected, reading: Reading, workspace: Workspace, unit: Unit, reviewer: str) -> None:
    """Refuse a workbook whose cover states another unit, year or reviewer than it was made for."""
    base = reading.base
    stated = reading.overview("unit")
    if stated is not None and stated.source.text is not None:
        written = stated.source.text
        if workspace.register.canonical.get(written, written) != unit.id:
            text = _("此处填写的是“{stated}”，而本表是对{unit}的复核").format(stated=written[:40], unit=unit.id)
            form.refuse(text, stated.place, _("使用该单位自己的复核表填写，不要改写单位名称"))
    year = reading.overview("cycle")
    if year is not None and base is not None and year.source.text not in {None, str(base.identity.cycle)}:
        text = _("此处填写的是“{stated}”，而本表是 {cycle} 年度的复核表")
        form.refuse(
            text.format(stated=str(year.source.text)[:20], cycle=base.identity.cycle), year.place, _("将年度改回")
        )
    name = reading.overview("reviewer")
    if reviewer and name is not None and " ".join((name.source.text or "").split()) != reviewer:
        text = _("此处填写的复核人是“{stated}”，而本表是{reviewer}的复核表")
        message = text.format(stated=(name.source.text or "")[:40], reviewer=reviewer)
        form.refuse(message, name.place, _("各复核人使用自己的复核表；可能与他人的复核表弄混，请核对后重新填写"))
