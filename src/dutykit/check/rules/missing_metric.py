"""A finished answer lacks a metric its indicator asks for."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import finished_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.place import Place
from dutykit.model.submission import Answer
from dutykit.model.workspace import Workspace


@check(Severity.NOTE)
def missing_metric(workspace: Workspace) -> Iterable[Flaw]:
    """已报送的填报内容缺少该指标要求的监测指标数值。

    为什么：缺少数值时，报告的监测指标表中该单元格为空，也无法与目标值比较。

    处理建议：在 metrics 中补充；由公式计算的，填写全部基础数据也可以。由其他责任单位掌握的数据可以不填写。
    """
    for answer, indicator in finished_answers(workspace):
        if answer.rating == "not_applicable" or answer.unread("rating"):
            continue
        lost = answer.node.lost_below("metrics") if answer.node is not None else frozenset()
        for metric in indicator.metrics:
            if answer.unread("metrics") and (not lost or lost & {metric.id, *(one.id for one in metric.elements)}):
                continue
            elements = metric.elements
            worked_out = bool(elements) and all(answer.metrics.get(one.id) is not None for one in elements)
            if worked_out or answer.metrics.get(metric.id) is not None:
                continue
            message = _("指标 {indicator} 未填写“{name}”的数值").format(indicator=indicator.id, name=metric.id)
            asked = Related(metric.place_of("id"), _("“{name}”在这里定义").format(name=metric.id))
            yield Flaw(_nearest(answer, metric.id), message, related=(asked,))


def _nearest(answer: Answer, name: str) -> Place:
    """The key that was left empty, or the nearest one above the place where it should be."""
    if name in answer.metrics:
        return answer.entry_place("metrics", name, of_key=True)
    given = answer.has_key("metrics")
    return answer.key_place("metrics") if given else answer.place_of("indicator")
