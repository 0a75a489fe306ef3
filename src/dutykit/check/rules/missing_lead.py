"""An indicator names no lead, though most of the catalogue's do."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.catalogue import Indicator
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def missing_lead(workspace: Workspace) -> Iterable[Flaw]:
    """其他指标注明了牵头单位，该项未注明。

    为什么：没有牵头单位的任务无人统筹。由几个单位承担的指标多数未注明牵头单位的，只校验注明了配合单位的指标；只有一个责任单位的，
    该单位即为牵头单位。

    处理建议：对照来源文件的原文补充 lead；原文确未注明的，在 note 中说明，之后不再报告。
    """
    if CATALOGUE_FILE in workspace.incomplete:
        return  # the lead may be in what could not be read
    indicators = [entry.indicator for entry in workspace.catalogue.by_id.values()]
    example = next((one for one in indicators if one.lead), None)
    if example is None:
        return
    leading = sum(bool(one.lead) for one in indicators)
    leaderless = [one for one in indicators if not one.lead and _is_shared(one)]
    usual = leading >= len(leaderless)
    related = Related(example.item_place("lead", 0), _("例如这一项注明了牵头单位"))
    for one in leaderless:
        if one.note or not (usual or one.support):
            continue
        given = "responsible" if one.responsible else "support"
        message = _("指标 {indicator} 未注明牵头单位").format(indicator=one.id)
        yield Flaw(one.key_place(given), message, related=(related,))


def _is_shared(one: Indicator) -> bool:
    """Whether somebody has to lead: it is more than one unit's, or somebody supports nobody."""
    return len(one.responsible) > 1 or bool(one.support)
