"""An indicator is given to a name nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unknown_assigned_unit(workspace: Workspace) -> Iterable[Flaw]:
    """指标的责任单位不在单位名录中。

    为什么：写错的名称对不上任何单位：这项任务会无人填报，覆盖率和任务表也会少一处。

    怎么改：改成 data/units.yaml 中的名称或别名；确是新单位的，先加进名录。
    """
    register = workspace.register
    if REGISTER_FILE in workspace.incomplete:
        return  # the name may stand in what could not be read
    guesses = Guesses(register.canonical)
    for assignment in workspace.responsibilities.assignments:
        if assignment.target is not None:
            continue
        message = _("指标 {indicator} 的责任单位“{name}”不在单位名录中")
        yield Flaw(
            assignment.place,
            message.format(indicator=assignment.indicator, name=shortened(assignment.name)),
            _split(assignment.name, register) or guesses.fix(assignment.name),
        )


def _split(name: str, register: Register) -> str | None:
    """What to do where several known names stand in one text."""
    parts = [part for part in re.split(r"[\s、，,；;]+", name) if part]
    if len(parts) < 2 or any(part not in register.canonical for part in parts):
        return None
    return _("每个单位单独写成一项：[{names}]").format(names=", ".join(parts))
