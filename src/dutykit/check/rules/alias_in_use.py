"""A unit or group is named by an alias."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.fixes.named import unit_names
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.NOTE)
def alias_in_use(workspace: Workspace) -> Iterable[Flaw]:
    """使用了单位或统称的简称，未使用单位名录中的名称。

    为什么：简称可以识别，但同一单位有几种写法时，按名称查找和比对文件容易遗漏。

    处理建议：改成 data/units.yaml 中的名称；dutykit validate --fix 可自动改正。
    """
    canonical = workspace.register.canonical
    for one in unit_names(workspace):
        name = canonical.get(one.text, one.text)
        if name != one.text:
            message = _("“{alias}”是“{name}”的简称").format(alias=shortened(one.text), name=shortened(name))
            yield Flaw(one.place, message, _("改成“{name}”").format(name=shortened(name)))
