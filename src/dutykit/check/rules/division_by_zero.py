"""The elements of a derived metric divide by zero."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import known_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.formula import ZeroDivisorError
from dutykit.model.quantity import formula_of, given_elements
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def division_by_zero(workspace: Workspace) -> Iterable[Flaw]:
    """由基础数据计算监测指标时除数为 0。

    为什么：除数为 0 的比率没有意义，监测指标无法计算，报告中该单元格为空。

    处理建议：核对作为除数的基础数据；确实为 0 的（如没有这类学生），删去这几个数值，并在工作措施与成效（narrative）中说明。
    """
    for _submission, answer, indicator in known_answers(workspace):
        for metric in indicator.metrics if answer.metrics else ():
            formula, elements = formula_of(metric), given_elements(answer, metric)
            if formula is None or elements is None:
                continue
            try:
                formula.value(elements)
            except ZeroDivisorError as error:
                name = error.name
                if name is None:
                    place = answer.key_place("metrics")
                    message = _("按公式计算“{metric}”时除数为 0").format(metric=metric.id)
                else:
                    place = answer.entry_place("metrics", name)
                    message = _("按公式计算“{metric}”时，作除数的“{name}”为 0").format(metric=metric.id, name=name)
                yield Flaw(place, message, related=(Related(metric.place_of("formula"), _("计算公式写在这里")),))
