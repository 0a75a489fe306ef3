"""An indicator names no lead, though the catalogue does elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def missing_lead(workspace: Workspace) -> Iterable[Flaw]:
    """别的指标写明了牵头单位，这一项没有。

    为什么：没有牵头单位的任务无人统筹，各责任单位会互相等待。整个指标体系都不分牵头和配合的，不作此检查；只有一个责任单位的，它就是牵头单位。

    怎么改：对照原文补上 lead；原文确实没有写的，在 note 中说明，就不再提示。
    """
    if CATALOGUE_FILE in workspace.incomplete:
        return  # the lead may stand in what could not be read
    indicators = [entry.indicator for entry in workspace.catalogue.by_id.values()]
    example = next((one for one in indicators if one.lead), None)
    if example is None:
        return
    related = Related(example.item_place("lead", 0), _("例如这一项写明了牵头单位"))
    for one in indicators:
        alone = len(one.responsible) == 1 and not one.support
        if one.lead or alone or one.note or not (one.responsible or one.support):
            continue
        given = "responsible" if one.responsible else "support"
        message = _("指标 {indicator} 没有写牵头单位").format(indicator=one.id)
        yield Flaw(one.key_place(given), message, related=(related,))
