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
    """用了单位或集体的别名，没有用名录中的名称。

    为什么：别名能认出来，但同一单位几种写法，按名称查找和比对文件时容易漏掉。

    怎么改：改成 data/units.yaml 中的名称；dutykit validate --fix 会代为改写。
    """
    canonical = workspace.register.canonical
    for one in unit_names(workspace):
        name = canonical.get(one.text, one.text)
        if name != one.text:
            message = _("“{alias}”是“{name}”的别名").format(alias=shortened(one.text), name=shortened(name))
            yield Flaw(one.place, message, _("改成“{name}”").format(name=shortened(name)))
