"""Two answers of a cycle say the same."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import answers, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.submission import Answer, Submission
from dutykit.model.unit import Unit
from dutykit.model.workspace import Workspace
from dutykit.text.near_duplicates import Likeness

_NAMES = 10
"""Spellings of a unit's name that are left out of account."""


@check(Severity.WARNING)
def repeated_narrative(workspace: Workspace) -> Iterable[Flaw]:
    """两项填报内容的工作措施与成效相同或几乎相同。

    为什么：各单位职责不同、各指标要求不同，同一段文字用于两处，至少有一处未如实填报；复核时会整批退回。

    处理建议：按本单位、本指标的实际情况重新填写。只修改单位名称和数字不算重新填写；不足 80 字的不作此项校验。
    """
    cycles: dict[int, tuple[Likeness, list[tuple[Submission, Answer]]]] = {}
    for submission, answer in answers(workspace):
        if answer.narrative is None:
            continue
        likeness, seen = cycles.setdefault(submission.cycle, (Likeness(), []))
        unit = workspace.register.find(submission.unit)
        # The longer first: one name may hold another.
        names = (submission.unit, *((unit.id, *unit.aliases) if isinstance(unit, Unit) else ()))
        found = likeness.add(answer.narrative, sorted(names[:_NAMES], key=len, reverse=True))
        seen.append((submission, answer))
        if found is None:
            continue
        position, same = found
        other_submission, other = seen[position]
        if other_submission.unit == submission.unit and other.indicator == answer.indicator:
            continue  # answered twice: duplicate-answer and duplicate-submission say so
        if same:
            message = _("指标 {indicator} 与{unit}指标 {other} 的工作措施与成效相同")
        else:
            message = _("指标 {indicator} 与{unit}指标 {other} 的工作措施与成效几乎相同")
        text = message.format(indicator=answer.indicator, unit=shortened(other_submission.unit), other=other.indicator)
        related = Related(other.key_place("narrative"), _("前一处在这里"))
        yield Flaw(answer.key_place("narrative"), text, related=(related,))
