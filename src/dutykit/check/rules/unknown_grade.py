"""The scoring names a grade that it does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import SCORING_FILE
from dutykit.model.place import Place
from dutykit.model.scoring import Scoring
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unknown_grade(workspace: Workspace) -> Iterable[Flaw]:
    """评分办法中的事项或预警使用了未定义的等次。

    为什么：未定义的等次不起作用：应降档的不降档，应预警的不预警。

    处理建议：改为 grades 中的等次名称。
    """
    scoring = workspace.scoring
    if scoring is None or SCORING_FILE in workspace.incomplete:
        return  # the grade may be in what could not be read
    known = {grade.id: grade.id for grade in scoring.grades}
    guesses = Guesses(known)
    for name, place in _named(scoring):
        if name not in known:
            message = _("评分办法中没有等次“{grade}”").format(grade=shortened(name))
            yield Flaw(place, message, guesses.fix(name))


def _named(scoring: Scoring) -> Iterator[tuple[str, Place]]:
    for event in scoring.events:
        if event.grade is not None:
            yield event.grade, event.place_of("grade")
    if scoring.alert_below is not None:
        yield scoring.alert_below, scoring.place_of("alert_below")
