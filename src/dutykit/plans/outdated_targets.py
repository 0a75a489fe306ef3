"""Targets of metrics that stand on words which the text of their indicator no longer has."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.assess.matching import plain
from dutykit.language import _
from dutykit.model.catalogue import Catalogue


def outdated_targets(old: Catalogue, new: Catalogue) -> Iterator[tuple[str, str]]:
    """The indicators and metrics of `new` whose target quotes the text that the indicator had in `old`."""
    for key, entry in new.by_id.items():
        if key not in old.by_id:
            continue
        before, after = plain(old.by_id[key].indicator.text), plain(entry.indicator.text)
        for metric in entry.indicator.metrics:
            words = plain(metric.target.because) if metric.target is not None else ""
            if words in before and words not in after:
                yield key, metric.id


def outdated_text(targets: tuple[tuple[str, str], ...]) -> str:
    """What to look at, in a sentence."""
    names = _("、").join(_("{indicator}（{metric}）").format(indicator=key, metric=name) for key, name in targets)
    text = _("内容已改、监测指标的目标值仍按原内容的指标：{names}；请在 data/indicators.yaml 中核对目标值和依据")
    return text.format(names=names)
