"""A formula's units of measurement do not go together."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.dimension import UnitsDifferError, dimension_text, formula_dimension
from dutykit.model.finding import Flaw, Severity
from dutykit.model.quantity import formula_of
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def formula_units_differ(workspace: Workspace) -> Iterable[Flaw]:
    """计算公式中基础数据的计量单位不匹配。

    为什么：计量单位不同的数值相加减没有意义；计量单位为百分比的，分子、分母的计量单位不同就不是比率。

    处理建议：核对公式和各项基础数据的 unit；计量单位不同的（如元和万元），改成以同一计量单位填报。
    """
    for entry in workspace.catalogue.by_id.values():
        for metric in entry.indicator.metrics:
            formula = formula_of(metric)
            if formula is None:
                continue
            place = metric.place_of("formula")
            try:
                found = formula_dimension(formula, {one.id: one.unit for one in metric.elements})
            except UnitsDifferError as error:
                left, right = (unit or _("无计量单位") for unit in error.args)
                yield Flaw(place, _("公式将计量单位为“{left}”和“{right}”的数值相加减").format(left=left, right=right))
                continue
            if found and metric.unit in {"%", "％", "‰"}:
                message = _("“{metric}”是百分比，但按公式计算出的计量单位是“{unit}”")
                yield Flaw(place, message.format(metric=metric.id, unit=dimension_text(found)))
