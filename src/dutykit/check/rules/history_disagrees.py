"""The state in a submission is not what the log states."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.history import logged
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.office_words import state_word
from dutykit.model.submission import Returned
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def history_disagrees(workspace: Workspace) -> Iterable[Flaw]:
    """自评材料的状态、报送日期或退回说明与报送记录（history/）中最后一次记录不一致，或自评材料已不存在。

    为什么：状态为手工修改的，报送、退回、审核通过没有记录；重新报送时限为手工修改的，是否逾期不再可信；
    或者已报送的自评材料被删除。

    处理建议：将 state（和 submitted_on、returned）改回记录中的值；报送、退回、审核通过使用 dutykit submit、return、accept；
    已不存在的自评材料从版本库或备份中恢复。
    """
    for one in logged(workspace):
        entry, submission = one.entry, one.submission
        if submission is None:
            if not workspace.gaps.hides(SUBMISSIONS_FOLDER, cycle=one.cycle, unit=one.unit):
                message = _("报送记录中有{unit} {cycle} 年度的自评材料，但文件已不存在").format(
                    unit=one.unit, cycle=one.cycle
                )
                yield Flaw(one.line.place, message)
            continue
        related = (Related(one.line.place, _("最后一次记录在这里")),)
        if submission.state != entry.after:
            message = _("{unit}的自评材料状态为“{state}”，报送记录中最后为“{logged}”").format(
                unit=one.unit, state=state_word(submission.state), logged=state_word(entry.after)
            )
            yield Flaw(submission.place_of("state"), message, related=related)
        elif (entry.action, entry.after) == ("submit", "submitted") and submission.submitted_on != entry.on:
            message = _("{unit}的报送日期与报送记录不一致，记录中是 {day}").format(
                unit=one.unit, day=entry.on.isoformat()
            )
            yield Flaw(submission.place_of("submitted_on"), message, related=related)
        elif entry.action == "return" and submission.returned is not None:
            yield from _of_a_return(submission.returned, entry, one.unit, related)


def _of_a_return(returned: Returned, entry: HistoryEntry, unit: str, related: tuple[Related, ...]) -> Iterable[Flaw]:
    """What the submission says of its return, and the log says otherwise."""
    if returned.due != entry.due and entry.due is not None:
        text = _("{unit}的重新报送时限与报送记录不一致，记录中是 {day}")
        yield Flaw(returned.place_of("due"), text.format(unit=unit, day=entry.due.isoformat()), related=related)
    if returned.on not in {None, entry.on}:
        text = _("{unit}的退回日期与报送记录不一致，记录中是 {day}")
        yield Flaw(returned.place_of("on"), text.format(unit=unit, day=entry.on.isoformat()), related=related)
    if returned.reason.split() != (entry.reason or "").split():
        text = _("{unit}的退回原因与报送记录不一致，记录中是“{reason}”")
        yield Flaw(returned.place_of("reason"), text.format(unit=unit, reason=entry.reason), related=related)
