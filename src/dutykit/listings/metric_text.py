"""Metrics, their targets and their spread in words."""

from __future__ import annotations

from dutykit.assess.metric import Spread
from dutykit.language import _
from dutykit.model.catalogue import Metric


def with_unit(metric: Metric) -> str:
    """The metric's name with its unit."""
    return _("{name}（{unit}）").format(name=metric.id, unit=metric.unit) if metric.unit else metric.id


def target_words(metric: Metric) -> str:
    """What the metric must reach, and why; empty if it has no target."""
    target = metric.target
    if target is None:
        return ""
    limits = []
    if target.min is not None:
        limits.append(_("不低于 {limit}").format(limit=target.min))
    if target.max is not None:
        limits.append(_("不高于 {limit}").format(limit=target.max))
    return _("{limits}（{because}）").format(limits=_("，").join(limits), because=target.because)


def spread_line(spread: Spread) -> str:
    """The coefficient of variation, how it was calculated, its limit and what that rests on."""
    variation = spread.variation
    if spread.coefficient is None:
        return _("无法计算差异系数：单位不足两个、平均数为 0，或缺少用作权数的基础数据")
    if variation.weight is not None:
        form = _("按{weight}加权的总体标准差 ÷ 加权平均数").format(weight=variation.weight)
    elif variation.form == "sample":
        form = _("样本标准差（n − 1）÷ 平均数")
    else:
        form = _("总体标准差（n）÷ 平均数")
    text = _("差异系数 {value}（{form}，{count} 个单位）").format(
        value=f"{spread.coefficient:f}", form=form, count=spread.units
    )
    if variation.max is None:
        return _("{text}；依据：{because}").format(text=text, because=variation.because)
    word = _("超过") if spread.over else _("不超过")
    return _("{text}，{word}上限 {limit}；依据：{because}").format(
        text=text, word=word, limit=variation.max, because=variation.because
    )
