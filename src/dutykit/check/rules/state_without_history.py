"""A submission's state was set by submit a cycle that has a log."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.office_words import state_word
from dutykit.model.workspace import Workspace


@check(Severity.NOTE, whole=True)
def state_without_history(workspace: Workspace) -> Iterable[Flaw]:
    """本年度已有报送记录（history/），但该自评材料的状态为手工修改，没有记录。

    为什么：报送时间、经办人和报送内容没有记录，以后有修改也无法发现。

    处理建议：将 state 改回 draft，用 dutykit submit 报送；不需要记录的，可不处理。
    """
    for submission in workspace.submissions:
        history = workspace.history.get(submission.cycle)
        if history is None or not history.latest or submission.state == "draft":
            continue
        register = workspace.at(submission.cycle).register
        unit = register.canonical.get(submission.unit, submission.unit)
        if all(register.canonical.get(name, name) != unit for name in history.latest):
            message = _("{unit}的自评材料状态为“{state}”，没有报送记录").format(
                unit=unit, state=state_word(submission.state)
            )
            yield Flaw(submission.place_of("state"), message)
