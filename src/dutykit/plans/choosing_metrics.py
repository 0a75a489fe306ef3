"""Which of the quantities of a plan are written as metrics: those whose numbers a person gives."""

from __future__ import annotations

import re
from dataclasses import replace

from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.plans.proposal import Proposal
from dutykit.plans.quantities import quantities, with_metrics

_RANGE = re.compile(r"(?P<first>\d{1,6})(?:[-–—](?P<last>\d{1,6}))?")


def with_chosen_metrics(proposal: Proposal, numbers: str) -> Proposal:
    """The proposal with the quantities of these numbers (1,3-5 or all) as metrics. Raises Refusal."""
    found = quantities(proposal)
    if proposal.catalogue is None:
        return proposal
    chosen = set(range(1, len(found) + 1)) if numbers.strip() == "all" else _numbers(numbers, len(found))
    catalogue = with_metrics(proposal.catalogue, [found[number - 1] for number in sorted(chosen)])
    return replace(proposal, catalogue=catalogue)


def _numbers(text: str, most: int) -> set[int]:
    chosen: set[int] = set()
    for part in filter(None, (one.strip() for one in re.split("[,，、]", text))):
        match = _RANGE.fullmatch(part)
        first = int(match["first"]) if match else 0
        last = int(match["last"] or first) if match else 0
        if not 1 <= first <= last <= most:
            raise Refusal(
                _("--metrics 写法有误：{text}").format(text=part),
                _("写核对结果中的编号（1 至 {count}），如 1,3-5，或写 all").format(count=most)
                if most
                else _("原文中没有可作监测指标的数量要求"),
            )
        chosen.update(range(first, last + 1))
    return chosen
