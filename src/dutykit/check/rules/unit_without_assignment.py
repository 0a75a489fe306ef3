"""A unit owes no indicator."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.workspace import Workspace


@check(Severity.NOTE)
def unit_without_assignment(workspace: Workspace) -> Iterable[Flaw]:
    """单位没有分到任何指标。

    为什么：可能是原文件确实没有给它任务，也可能是指标的责任单位漏录或写成了别的名称。

    怎么改：对照原文件确认；确实没有任务的，可以在该单位的 note 中写明，不影响使用。
    """
    if not {CATALOGUE_FILE, REGISTER_FILE}.isdisjoint(workspace.incomplete):
        return  # the assignment may stand in what could not be read
    for unit in workspace.register.by_id.values():
        if unit.id not in workspace.responsibilities.by_unit:
            yield Flaw(unit.place_of("id"), _("{unit}没有分到任何指标").format(unit=unit.id))
