"""Evidence is dated outside what the cycle looks at."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import evidences, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.NOTE)
def evidence_outside_cycle(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料的日期不在本年度评价的期间内。

    为什么：本年度评价上年度的履职情况和本年度的进展；更早或更晚的佐证材料不能说明这两年的工作。仍然有效的以往公文、制度可以使用，
    因此级别只是“提示”。

    处理建议：换成期间内的佐证材料，或核对 date；确为仍然有效的以往公文、制度的，在 note 中说明，之后不再报告。
    """
    for submission, _answer, evidence in evidences(workspace):
        date, submitted = evidence.date, submission.submitted_on
        if date is None or evidence.note or submission.cycle - 1 <= date.year <= submission.cycle:
            continue
        if submitted is not None and date > submitted:
            continue  # evidence-after-submission reports it
        message = _("佐证材料“{title}”的日期 {date} 不在 {first} 至 {last} 年之内").format(
            title=shortened(evidence.title), date=date.isoformat(), first=submission.cycle - 1, last=submission.cycle
        )
        related = Related(submission.place_of("cycle"), _("年度写在这里"))
        yield Flaw(evidence.place_of("date"), message, related=(related,))
