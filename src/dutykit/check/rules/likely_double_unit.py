"""Two units of the register are most likely one under two names."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.unit import Group
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def likely_double_unit(workspace: Workspace) -> Iterable[Flaw]:
    """单位名录中有两个单位（或统称）名称相近，疑似同一单位。

    为什么：同一单位以两个名称登记时，其任务、自评材料和得分分记在两处，各处均不完整。

    处理建议：是同一单位的，运行 dutykit unit merge 合并；不是的，在其中一个的 distinct_from 中写明另一个。
    """
    for one, other, names in workspace.register.likely_doubles:
        first = names.one in {one.id, *one.aliases}
        name, other_name = (names.one, names.other) if first else (names.other, names.one)
        texts = {
            "short": _("“{other}”与“{one}”疑似同一单位：“{other_name}”是“{name}”的全称或简称"),
            "shortened": _("“{other}”与“{one}”疑似同一单位：“{other_name}”与“{name}”只差几个字"),
            "slip": _("“{other}”与“{one}”疑似同一单位：“{other_name}”与“{name}”只差一个字或字序不同"),
        }
        text = texts[names.by].format(
            one=shortened(one.id), other=shortened(other.id), name=shortened(name), other_name=shortened(other_name)
        )
        fix = (
            _(
                "是同一统称的，只保留一个，另一个写入其 aliases；不是的，在督导室工作簿（dutykit form --office）的“统称”表中写明，"
                "或在 distinct_from 中写明另一个"
            )
            if isinstance(other, Group)
            else _(
                "是同一单位的，运行 dutykit unit merge {one} {other}；不是的，在督导室工作簿（dutykit form --office）的"
                "“疑似重复”表中选择，或在其中一个的 distinct_from 中写明另一个"
            ).format(one=shortened(one.id), other=shortened(other.id))
        )
        yield Flaw(other.place_of("id"), text, fix, (Related(one.place_of("id"), _("另一个在这里")),))
