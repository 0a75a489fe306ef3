"""A metric's coefficient of variation cannot be calculated as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unclear_variation(workspace: Workspace) -> Iterable[Flaw]:
    """监测指标的差异系数计算方法不明确。

    为什么：作权数的基础数据不存在，或对样本标准差加权的，差异系数无法计算，或与规定的算法不同。

    处理建议：weight 填写 elements 中的基础数据名称；加权时，form 只用 population。
    """
    if CATALOGUE_FILE in workspace.incomplete:
        return  # the element may be in what could not be read
    for entry in workspace.catalogue.by_id.values():
        for metric in entry.indicator.metrics:
            variation = metric.variation
            if variation is None or variation.weight is None:
                continue
            names = {element.id: element.id for element in metric.elements}
            if variation.weight not in names:
                message = _("作权数的“{name}”不是 elements 中的基础数据").format(name=variation.weight)
                yield Flaw(variation.place_of("weight"), message, Guesses(names).fix(variation.weight))
            elif variation.form == "sample":
                yield Flaw(
                    variation.place_of("form"), _("样本标准差不能加权"), _("改为 form: population，或删去 weight")
                )
