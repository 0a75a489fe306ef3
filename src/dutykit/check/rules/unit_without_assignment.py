"""A unit is assigned no indicator."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.workspace import Workspace


@check(Severity.NOTE)
def unit_without_assignment(workspace: Workspace) -> Iterable[Flaw]:
    """单位未承担任何指标。

    为什么：可能是来源文件确实未向其分解任务，也可能是指标的责任单位漏录或写成了其他名称。

    处理建议：对照来源文件确认；确无任务的，可在该单位的 note 中注明，不影响使用。
    """
    if not {CATALOGUE_FILE, REGISTER_FILE}.isdisjoint(workspace.incomplete):
        return  # the assignment may be in what could not be read
    for unit in workspace.register.by_id.values():
        if unit.id not in workspace.responsibilities.by_unit:
            yield Flaw(unit.place_of("id"), _("{unit}未承担任何指标").format(unit=unit.id))
