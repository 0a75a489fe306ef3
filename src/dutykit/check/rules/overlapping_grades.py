"""The limits of grades overlap, leave a gap, rise from a higher grade to a lower, or name a grade twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import SCORING_FILE
from dutykit.model.scoring import Grade
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def overlapping_grades(workspace: Workspace) -> Iterable[Flaw]:
    """等次的分数线互相重叠、留有空档、没有由高到低递减，或同一等次出现两次。

    为什么：分数落在重叠处的有两个等次，落在空档处的没有等次；下限写反的，得分低的单位反而评为较高的等次。

    处理建议：每一等次填写 min（含），max 可以不填；填写 max 的，须比上一等次的 min 正好小总分末位的一个单位（如保留一位小数时小 0.1）。
    """
    scoring = workspace.scoring
    if scoring is None or not scoring.grades or SCORING_FILE in workspace.incomplete:
        return  # a grade may be in what could not be read
    step = Decimal(1).scaleb(-scoring.decimals)
    seen: dict[str, Related] = {}
    for grade in scoring.grades:
        if grade.id in seen:
            message = _("等次“{grade}”出现两次").format(grade=grade.id)
            yield Flaw(grade.place_of("id"), message, related=(seen[grade.id],))
        seen.setdefault(grade.id, Related(grade.place_of("id"), _("第一次在这里")))
        if grade.min is not None and grade.max is not None and grade.min > grade.max:
            message = _("等次“{grade}”的下限 {min} 高于上限 {max}")
            yield Flaw(grade.place_of("min"), message.format(grade=grade.id, min=grade.min, max=grade.max))
    yield from _out_of_order(scoring.grades)
    ladder = scoring.ladder
    for above, below in pairwise(ladder):
        related = (Related(above.place_of("min"), _("上一等次在这里")),)
        if above.min is None or above.min == below.min:
            message = _("等次“{below}”与“{above}”的下限相同").format(below=below.id, above=above.id)
            yield Flaw(below.place_of("id"), message, related=related)
        elif below.max is not None and below.max >= above.min:
            message = _("等次“{below}”的上限 {max} 与“{above}”的下限 {min} 重叠")
            text = message.format(below=below.id, max=below.max, above=above.id, min=above.min)
            yield Flaw(below.place_of("max"), text, related=related)
        elif below.max is not None and below.max + step != above.min:
            message = _("总分保留 {decimals} 位小数，{max} 与 {min} 之间的分数没有等次")
            text = message.format(decimals=scoring.decimals, max=below.max, min=above.min)
            yield Flaw(below.place_of("max"), text, _("删去 max，或改正 decimals"), related)
    if ladder[-1].min is not None and ladder[-1].min > 0:
        message = _("低于 {min} 分的没有等次").format(min=ladder[-1].min)
        yield Flaw(ladder[-1].place_of("min"), message, _("补充一个不填 min 的最低等次"))


def _out_of_order(grades: Sequence[Grade]) -> Iterable[Flaw]:
    """Each grade with a higher limit than one written before it: sorted by limits, the ladder would hide that."""
    for above, below in pairwise(grades):
        if below.min is None or (above.min is not None and below.min <= above.min):
            continue
        related = (Related(above.place_of("id"), _("上一等次在这里")),)
        if above.min is None:
            message = _("“{above}”没有下限，却排在“{below}”（下限 {min}）之前；下限必须由高到低递减")
        else:
            message = _("“{below}”的下限 {min} 高于排在前面的“{above}”的下限 {other}；下限必须由高到低递减")
        text = message.format(above=above.id, below=below.id, min=below.min, other=above.min)
        yield Flaw(below.place_of("min"), text, _("改正下限，或按等次由高到低排列"), related)
