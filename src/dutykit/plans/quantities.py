"""Quantities in the texts of a plan, as metrics to be confirmed: 不低于10%, 达到100%, 每年至少1次, 消除大班额.

They are proposed with the words they stand in, and written only where somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dutykit.model.catalogue import Catalogue, Indicator, Metric, Section
from dutykit.plans.proposal import Proposal
from dutykit.plans.quantity_clause import metrics_in
from dutykit.text.simplified import simplified


@dataclass(frozen=True, slots=True)
class Quantity:
    """A metric that an indicator's text may ask for."""

    indicator: str
    line: int
    metric: Metric


def quantities(proposal: Proposal) -> list[Quantity]:
    """The quantities in the texts of the indicators, in their order; a metric once in each indicator."""
    if proposal.catalogue is None:
        return []
    lines = dict(zip(proposal.ids, (task.line for task in proposal.plan.tasks), strict=True))
    return [
        Quantity(entry.indicator.id, lines.get(entry.indicator.id, 0), metric)
        for entry in proposal.catalogue.entries
        for metric in _metrics_of(entry.indicator.text)
    ]


def _metrics_of(text: str) -> list[Metric]:
    """The metrics of a text in whatever characters, in its own."""
    plain = simplified(text)
    found = metrics_in(plain)
    if plain == text:
        return found

    def written(words: str) -> str:
        at = plain.find(words)
        return words if at < 0 else text[at : at + len(words)]

    return [
        one.model_copy(
            update={
                "id": written(one.id),
                "because": written(one.because or ""),
                "target": one.target and one.target.model_copy(update={"because": written(one.because or "")}),
            }
        )
        for one in found
    ]


def with_metrics(catalogue: Catalogue, chosen: Collection[Quantity]) -> Catalogue:
    """The catalogue with the metrics that were asked for."""
    wanted: dict[str, list[Metric]] = {}
    for one in chosen:
        wanted.setdefault(one.indicator, []).append(one.metric)

    def filled(indicator: Indicator) -> Indicator:
        metrics = wanted.get(indicator.id)
        return indicator.model_copy(update={"metrics": (*indicator.metrics, *metrics)}) if metrics else indicator

    def copied(section: Section) -> Section:
        return section.model_copy(update={"indicators": tuple(map(filled, section.indicators))})

    chapters = tuple(
        one.model_copy(update={"sections": tuple(map(copied, one.sections))}) for one in catalogue.chapters
    )
    # Made anew: a copy would keep the entries it worked out before.
    return Catalogue(
        title=catalogue.title, source=catalogue.source, section_numbers=catalogue.section_numbers, chapters=chapters
    )
