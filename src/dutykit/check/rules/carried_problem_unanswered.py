"""A submission states nothing of a problem that was open when the last round ended."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import finished, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import REVIEWS_FOLDER
from dutykit.model.record import is_blank
from dutykit.model.rectification import TrackedProblem
from dutykit.model.submission import CarriedProblem, Submission
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def carried_problem_unanswered(workspace: Workspace) -> Iterable[Flaw]:
    """以前年度未销号的问题，本年度未逐项报告整改进展。

    为什么：每年的评价都要检查以前年度问题的整改；漏报的问题，台账中没有本年度的整改进展。

    处理建议：在 carried 中为该问题补充一项，填写 problem、from_cycle、status 和 progress；dutykit ledger 列出全部以前年度遗留问题。
    """
    for submission in finished(workspace):
        unit = workspace.lineage.unit_of(submission.unit, submission.cycle)
        register = workspace.at(submission.cycle).register
        if workspace.gaps.hides(REVIEWS_FOLDER, unit=unit):
            continue  # the closing may be in what could not be read
        given = {(one.from_cycle, one.problem): one for one in submission.carried}
        for tracked in workspace.rectification.open_before(unit, submission.cycle, register):
            if _closed_before(tracked, submission) or tracked.unproven() is not None:
                continue  # of a closing without proof closed-without-proof tells
            cycle, key = tracked.key.cycle, tracked.key.problem
            carried = given.get((cycle, key))
            related = (Related(tracked.origin.place_of("id"), _("问题写在这里")),)
            if carried is None and submission.unread("carried"):
                continue
            if carried is None:
                message = _("{cycle} 年度的问题 {problem} 未销号，此处未报告其整改进展：{text}")
                place = submission.key_place("carried") if submission.has_key("carried") else submission.place
                fix = _("在 carried 中补充一项：{item}").format(
                    item=f"{{problem: {key}, from_cycle: {cycle}, status: …, progress: …}}"
                )
                text = shortened(tracked.text)
                yield Flaw(place, message.format(cycle=cycle, problem=key, text=text), fix, related)
            elif (lacking := _lacking(carried)) is not None:
                word = _("整改状态") if lacking == "status" else _("整改进展")
                message = _("以前年度遗留问题 {problem} 未填写{word}（{key}）")
                message = message.format(problem=key, word=word, key=lacking)
                place = carried.key_place(lacking) if carried.has_key(lacking) else carried.place_of("problem")
                yield Flaw(place, message, None, related)


def _closed_before(tracked: TrackedProblem, submission: Submission) -> bool:
    """Whether the office had closed it by the day the submission was submitted."""
    submitted = submission.submitted_on
    return submitted is not None and tracked.closed(submitted) is not None


def _lacking(carried: CarriedProblem) -> str | None:
    """The field that is not filled in, as far as it can be known."""
    if carried.status is None and not carried.unread("status"):
        return "status"
    return "progress" if is_blank(carried.progress) and not carried.unread("progress") else None
