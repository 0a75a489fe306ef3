"""An answer states "met" though a metric misses its target."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import known_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.quantity import metric_value, reaches
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def met_off_target(workspace: Workspace) -> Iterable[Flaw]:
    """自评结论为“达到”，但监测指标未达到目标值。

    为什么：自评结论与数据相互矛盾，复核时会被认定为自评不实。

    处理建议：核对数值；确未达到的，将 rating 改成 partly 或 unmet，并在 problems 中填写整改措施和完成时限。
    """
    for _submission, answer, indicator in known_answers(workspace):
        if answer.rating != "met":
            continue
        for metric in indicator.metrics:
            value = None if metric.target is None else metric_value(answer, metric)
            if metric.target is None or value is None or reaches(value, metric.target):
                continue
            message = _("指标 {indicator} 自评结论为“达到”，但“{name}”未达到目标值").format(
                indicator=indicator.id, name=metric.id
            )
            related = (
                Related(answer.entry_place("metrics", metric.id), _("数值写在这里")),
                Related(metric.target.place, _("目标值写在这里")),
            )
            yield Flaw(answer.place_of("rating"), message, related=related)
