"""A submission's state was set by hand in a cycle that has a log."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.NOTE, whole=True)
def state_without_history(workspace: Workspace) -> Iterable[Flaw]:
    """本年度已有报送记录（history/），这份材料的状态却是手改的，没有记录。

    为什么：何时报送、谁经手、报的是哪一份内容，没有留底，以后改动过也看不出来。

    怎么改：把 state 改回 draft，用 dutykit submit 报送；不需要留底的，可以不管。
    """
    for submission in workspace.submissions:
        history = workspace.history.get(submission.cycle)
        if history is None or not history.latest or submission.state == "draft":
            continue
        register = workspace.at(submission.cycle).register
        unit = register.canonical.get(submission.unit, submission.unit)
        if all(register.canonical.get(name, name) != unit for name in history.latest):
            message = _("{unit}的材料是 {state}，没有报送记录").format(unit=unit, state=submission.state)
            yield Flaw(submission.place_of("state"), message)
