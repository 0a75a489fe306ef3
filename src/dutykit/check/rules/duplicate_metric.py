"""Two metrics or elements of an indicator have one name."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.catalogue import Element, Metric
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def duplicate_metric(workspace: Workspace) -> Iterable[Flaw]:
    """同一项指标中，监测指标或基础数据重名。

    为什么：填报时按名称填写数值，重名时无法确定填写的是哪一个。几个监测指标可以共用一项基础数据（如同一个分母）。

    处理建议：改用能区分的名称，或合并重复的条目。
    """
    for entry in workspace.catalogue.entries:
        metrics: dict[str, Metric | Element] = {}
        for metric in entry.indicator.metrics:
            first = metrics.setdefault(metric.id, metric)
            if first is not metric:
                yield _flaw(metric, first, entry.indicator.id)
        for metric in entry.indicator.metrics:
            elements: dict[str, Metric | Element] = {}
            for element in metric.elements:
                first = metrics.get(element.id) or elements.setdefault(element.id, element)
                if first is not element:
                    yield _flaw(element, first, entry.indicator.id)


def _flaw(one: Metric | Element, first: Metric | Element, indicator: str) -> Flaw:
    message = _("指标 {indicator} 中“{name}”这一名称使用了两次").format(indicator=indicator, name=shortened(one.id))
    return Flaw(one.place_of("id"), message, related=(Related(first.place_of("id"), _("第一次用在这里")),))
