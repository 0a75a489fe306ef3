"""Metrics in which the counties are too far apart, worked out for reports."""

from __future__ import annotations

from dutykit.assess.metric import spreads
from dutykit.model.workspace import Workspace


def too_far_apart(workspace: Workspace, cycle: int) -> tuple[str, ...]:
    """Each coefficient of variation over its limit, in words."""
    return tuple(
        f"第{one.indicator.id}项{one.metric.id}的县区差异系数{one.coefficient:f}（上限{one.variation.max}）"
        for one in spreads(workspace, cycle)
        if one.over
    )
