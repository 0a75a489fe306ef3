"""A percentage is below 0 or over 100."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import known_answers, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.quantity import given_number
from dutykit.model.workspace import Workspace

_PERCENT = frozenset({"%", "％", "百分比"})


@check(Severity.WARNING)
def percentage_out_of_range(workspace: Workspace) -> Iterable[Flaw]:
    """百分数小于 0 或大于 100。

    为什么：率和比例一般在 0 到 100 之间，超出的可能是数字有误，或者混淆了小数和百分数。毛入学率可以超过 100，名称中有“毛”的不校验上限。

    处理建议：核对数值；确实可以超过 100 的，在监测指标名称中注明是“毛”率，或改用其他计量单位。
    """
    for _submission, answer, indicator in known_answers(workspace):
        for name in answer.metrics:
            quantity = indicator.quantities.get(name)
            value = given_number(answer, name)
            if quantity is None or value is None or (quantity.unit or "").strip() not in _PERCENT:
                continue
            if value >= 0 and (value <= 100 or "毛" in name):
                continue
            message = _("“{name}”为 {value}%，不在 0 到 100 之间").format(name=shortened(name), value=value)
            related = Related(quantity.place_of("unit"), _("计量单位写在这里"))
            yield Flaw(answer.entry_place("metrics", name), message, related=(related,))
