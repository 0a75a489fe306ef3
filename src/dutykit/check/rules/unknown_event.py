"""A review names an event that the scoring does not have."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import SCORING_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unknown_event(workspace: Workspace) -> Iterable[Flaw]:
    """复核填写的加分、扣分、降档或否决事项不在评分办法中。

    为什么：未定义的事项不起作用，总分和等次因此有误。

    处理建议：改为 data/scoring.yaml 的 events 中的编号，或先在其中补充该事项。
    """
    if SCORING_FILE in workspace.incomplete:
        return  # the event may be in what could not be read
    known = {} if workspace.scoring is None else workspace.scoring.event_by_id
    guesses = Guesses({key: key for key in known})
    for review in workspace.all_reviews:
        for one in review.events:
            if one.event not in known:
                message = _("评分办法中没有编号为“{event}”的事项").format(event=shortened(one.event))
                yield Flaw(one.place_of("event"), message, guesses.fix(one.event))
