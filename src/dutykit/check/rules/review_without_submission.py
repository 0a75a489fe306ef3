"""A unit is reviewed that handed nothing in."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def review_without_submission(workspace: Workspace) -> Iterable[Flaw]:
    """被复核的单位未报送自评材料。

    为什么：没有自评材料可供对照，复核得分无法比较。只有监测、实地检查发现的问题（findings）而没有复核结论的，不必有自评材料。

    处理建议：核对 unit 和 cycle；确未报送的，先由单位报送（dutykit new 单位名），再复核。
    """
    for review in workspace.all_reviews:
        unit = workspace.register.canonical.get(review.unit, "")
        if unit not in workspace.register.by_id or workspace.submission(unit, review.cycle) is not None:
            continue  # of a unit nobody knows, unknown-reviewed-unit reports it
        if review.findings and not review.indicators:
            continue  # an inspection's problems do not wait for a submission
        if workspace.gaps.hides(SUBMISSIONS_FOLDER, cycle=review.cycle, unit=unit):
            continue  # the submission may be one that could not be read
        message = _("{unit}未报送 {cycle} 年度的自评材料，此处却有复核").format(unit=unit, cycle=review.cycle)
        yield Flaw(review.place_of("unit"), message)
