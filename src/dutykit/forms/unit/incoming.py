"""Whose form a workbook is, and for which year."""

from __future__ import annotations

from dutykit.forms.collection import Collected, Rejection
from dutykit.forms.run import OpenedBook
from dutykit.forms.workbook.reading import Reading, read_form
from dutykit.forms.workbook.rows import catalogue_fingerprint
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.model.unit import Unit
from dutykit.model.workspace import Workspace


def incoming(opened: OpenedBook, workspace: Workspace, cycle: int | None, only: str | None) -> Reading | None:
    """The contents of a workbook that is a form for `cycle` and, if given, for the unit `only` (its id).

    `workspace` is the one of that cycle. None, with an error in its outcome, if it is not a form or not one that is wanted.
    """
    form, reading = opened.form, read_form(opened.book)
    unit = _unit(form, reading, workspace, cycle, only)
    if unit is None:
        return None
    _check_cycle(form, reading, cycle)
    _note_base(form, reading, workspace)
    if form.is_refused:
        return None
    form.unit, form.cycle = unit.id, cycle
    return reading


def _unit(form: Collected, reading: Reading, workspace: Workspace, cycle: int | None, only: str | None) -> Unit | None:
    """The unit whose form this is; refuses what is not a form, of no known unit, or of another unit than asked for."""
    if not reading.rows:
        form.is_enclosure = reading.base is None
        form.refuse(
            _("未找到填报表：没有一张工作表含有填报表的表头"), fix=_("请使用督导室发放的填报表填写，不要修改表头")
        )
        return None
    cell = reading.overview("unit")
    place, written = (None, None) if cell is None else (cell.place, cell.source.text)
    name = (None if reading.base is None else reading.base.identity.unit) or written or only
    if name is None:
        form.refuse(_("填报表未写明填报单位"), fix=_("用 --unit 指定填报单位"), by_unit=False)
        return None
    unit = workspace.register.find(name)
    if not isinstance(unit, Unit):
        _check_cycle(form, reading, cycle)  # in another year it may have had another name
        if not form.is_refused:
            form.refuse(_("没有名为“{name}”的单位").format(name=name[:40]), place)
        return None
    if written is not None and workspace.register.canonical.get(written, written) != unit.id:
        text = _("此处填写的是“{stated}”，而本表是{unit}的填报表").format(stated=written[:40], unit=unit.id)
        form.refuse(text, place, _("请使用本单位的填报表填写；没有的请联系督导室重新发放"))
    if only is not None and unit.id != only:
        form.refuse(_("本表是{unit}的填报表，不是{wanted}的填报表").format(unit=unit.id, wanted=only), place)
    return unit


def _check_cycle(form: Collected, reading: Reading, cycle: int | None) -> None:
    """Refuse the form of another cycle."""
    cell = reading.overview("cycle")
    place, written = (None, None) if cell is None else (cell.place, cell.source.text)
    made_for = None if reading.base is None else str(reading.base.identity.cycle)
    named = made_for or written
    if made_for is not None and written is not None and written.strip() != made_for:
        text = _("此处填写的是“{stated}”，而本表是 {cycle} 年度的填报表").format(stated=written[:20], cycle=made_for)
        form.refuse(text, place, _("请将年度改回，或联系督导室重新发放填报表"))
    elif named is not None and cycle is not None and named != str(cycle):
        text = _("本表是 {stated} 年度的填报表，当前导入的是 {cycle} 年度").format(stated=named[:20], cycle=cycle)
        form.refuse(
            text,
            place,
            _("请改用本年度的填报表填写；确需导入 {stated} 年度的，由督导室指定 --cycle {stated}").format(
                stated=named[:20]
            ),
        )
    if cycle is None:
        form.refuse(_("未指定年度"), fix=_("用 --cycle 指定，或在 dutykit.yaml 中填写 cycle"), by_unit=False)


def _note_base(form: Collected, reading: Reading, workspace: Workspace) -> None:
    """Say so where it is not known what the form contained when it was made, or where the indicators are others now."""
    if reading.base is None:
        text = _("本表的校验页缺失，无法判断哪些单元格由单位修改：空白的视为未修改，与现有内容不同的需确认以哪一方为准")
        form.rejections.append(Rejection(Severity.NOTE, text))
    elif reading.base.identity.catalogue != catalogue_fingerprint(workspace.catalogue):
        text = _("填报表所依据的指标体系与现行的不同，仅导入内容未变的指标")
        form.rejections.append(Rejection(Severity.WARNING, text))
