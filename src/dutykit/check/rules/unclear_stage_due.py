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
    """阶段没有写清什么时候截止。

    为什么：没有截止日期就无从提醒；due 和 workdays 都写，不知道以哪个为准；只写 workdays 不写开始日期，无从推算。

    怎么改：写 due（日期），或写 opens 和 workdays（开始之后第几个工作日），二者取一。
    """
    if TIMETABLE_FILE in workspace.incomplete:
        return  # what is lacking may stand in what could not be read
    for one in workspace.timetable.cycles:
        for stage in one.stages:
            for term in stage.terms:
                name = shortened(stage.name)
                if term.due is not None and term.workdays is not None:
                    message = _("“{name}”既写了 due 又写了 workdays").format(name=name)
                    related = (Related(term.place_of("due"), _("due 写在这里")),)
                    yield Flaw(term.place_of("workdays"), message, _("只留一个"), related)
                elif term.workdays is not None and stage.opening(term) is None:
                    message = _("“{name}”写了 workdays，没有写开始日期").format(name=name)
                    yield Flaw(term.place_of("workdays"), message, _("补上 opens，或改写 due"))
                elif term is stage and term.due is None and term.workdays is None:
                    yield Flaw(
                        stage.place_of("name"), _("“{name}”没有截止日期").format(name=name), _("补上 due 或 workdays")
                    )
