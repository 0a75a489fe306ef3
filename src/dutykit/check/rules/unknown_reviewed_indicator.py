"""A review names an indicator that is not there, or that the unit does not owe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.place import Place
from dutykit.model.review import Review
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unknown_reviewed_indicator(workspace: Workspace) -> Iterable[Flaw]:
    """复核的指标不在指标体系中，或不由该单位承担。

    为什么：无法对应的复核结论、得分和问题不计入任何合计，也没有单位负责整改。

    处理建议：改正指标编号；dutykit matrix 列出各单位承担的指标。
    """
    if not {CATALOGUE_FILE, REGISTER_FILE}.isdisjoint(workspace.incomplete):
        return  # the indicator or the duty may be in what could not be read
    by_id = workspace.catalogue.by_id
    for review in workspace.all_reviews:
        unit = workspace.register.canonical.get(review.unit, "")
        logs = workspace.history.get(review.cycle)
        for key, place in _named(review):
            if logs is not None and (unit, key) in logs.withdrawn:
                continue  # it was the unit's when it was reviewed
            if key not in by_id:
                yield Flaw(place, _("指标体系中没有编号为“{indicator}”的指标").format(indicator=shortened(key)))
            elif unit in workspace.register.by_id and workspace.responsibilities.duty(unit, key) is None:
                message = _("指标 {indicator} 不由{unit}承担").format(indicator=key, unit=unit)
                here = Related(by_id[key].indicator.place_of("id"), _("指标 {indicator} 在这里").format(indicator=key))
                yield Flaw(place, message, related=(here,))


def _named(review: Review) -> Iterator[tuple[str, Place]]:
    for one in review.indicators:
        yield one.indicator, one.place_of("indicator")
    for finding in review.findings:
        yield finding.indicator, finding.place_of("indicator")
