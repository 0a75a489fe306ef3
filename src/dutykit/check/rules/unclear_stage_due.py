"""A stage has no due date, or two."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import TIMETABLE_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def unclear_stage_due(workspace: Workspace) -> Iterable[Flaw]:
    """阶段的截止日期未写明，或写法有歧义。

    为什么：没有截止日期，无法提醒；due 和 workdays 同时填写，无法确定以哪个为准；只填写 workdays 而没有开始日期，无法推算。

    处理建议：填写 due（日期），或填写 opens 和 workdays（开始后第几个工作日），二者取一。
    """
    if TIMETABLE_FILE in workspace.incomplete:
        return  # what is lacking may be in what could not be read
    for one in workspace.timetable.cycles:
        for stage in one.stages:
            for term in stage.terms:
                name = shortened(stage.name)
                if term.due is not None and term.workdays is not None:
                    message = _("“{name}”同时填写了 due 和 workdays").format(name=name)
                    related = (Related(term.place_of("due"), _("due 写在这里")),)
                    yield Flaw(term.place_of("workdays"), message, _("只保留一个"), related)
                elif term.workdays is not None and stage.opening(term) is None:
                    message = _("“{name}”填写了 workdays，但没有开始日期").format(name=name)
                    yield Flaw(term.place_of("workdays"), message, _("补充 opens，或改用 due"))
                elif term is stage and term.due is None and term.workdays is None:
                    yield Flaw(
                        stage.place_of("name"), _("“{name}”没有截止日期").format(name=name), _("补充 due 或 workdays")
                    )
