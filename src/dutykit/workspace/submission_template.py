"""The text of a unit's submission before anything is filled in: its indicators, and hints as comments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dutykit.language import _
from dutykit.model.catalogue import Element, Entry, Metric
from dutykit.model.responsibility import Duty
from dutykit.model.workspace import Workspace
from dutykit.text.numeral import chinese_numeral
from dutykit.workspace.yaml.scalar_text import id_value, scalar_text


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A problem of an earlier cycle that is not closed yet."""

    cycle: int
    """The cycle it was found in."""
    problem: str
    text: str
    measure: str | None
    due: dt.date | None


def submission_skeleton(workspace: Workspace, unit: str, cycle: int, carried: Sequence[OpenProblem] = ()) -> str:
    """A draft submission of `unit` (its id) for `cycle`: valid YAML that validates, with all it is assigned left empty.

    `carried` are the problems of earlier cycles that it has to answer for.
    """
    duties = workspace.responsibilities.by_unit.get(unit, ())
    lines = [
        "# " + _("{unit} {cycle} 年度履行教育职责自评材料（草稿）").format(unit=unit, cycle=cycle),
        "# "
        + _("共 {count} 项指标。填写完毕后用 dutykit validate 校验，再用 dutykit submit 报送。").format(
            count=len(duties)
        ),
        "# " + _("多行文字写在“|”下面并缩进；不需要的行可以删除。"),
        "# " + _("text_fingerprint 是指标内容校验值，请勿修改；指标内容变更后，校验时会提示重新核对该项。"),
        f"unit: {scalar_text(unit)}",
        f"cycle: {cycle}",
        "state: draft",
        "# " + _("自查自评工作概述："),
        "summary:",
        "# " + _("下一步工作："),
        "next_steps:",
        *_carried(carried),
        "answers:" if duties else "answers: []",
    ]
    heading: tuple[int, int] | None = None
    for duty in duties:
        entry = workspace.catalogue.by_id[duty.indicator]
        if heading is None or heading[0] != entry.chapter_number:
            lines += ["", f"  # {chinese_numeral(entry.chapter_number)}、{_one_line(entry.chapter.title)}"]
        if heading is None or heading[1] != entry.section_number:
            lines += [f"  # （{entry.section_numeral}）{_one_line(entry.section.title)}"]
        heading = (entry.chapter_number, entry.section_number)
        lines += _answer(entry, duty)
    return "\n".join(lines) + "\n"


def _carried(problems: Sequence[OpenProblem]) -> list[str]:
    if not problems:
        return []
    lines = [
        "# " + _("以前年度遗留问题，逐项填写整改进展："),
        "# " + _("状态：open 未整改、in_progress 整改中、done 已整改待销号；由督导室核查后销号"),
        "carried:",
    ]
    for one in problems:
        lines += ["", f"  # {_one_line(one.text)}"]
        if one.measure:
            lines.append("  # " + _("原定整改措施：{measure}").format(measure=_one_line(one.measure)))
        if one.due:
            lines.append("  # " + _("原定完成时限：{due}").format(due=one.due.isoformat()))
        lines += [
            f"  - problem: {scalar_text(id_value(one.problem))}",
            f"    from_cycle: {one.cycle}",
            "    status:",
            "    progress:",
        ]
    return [*lines, ""]


def _answer(entry: Entry, duty: Duty) -> list[str]:
    indicator = entry.indicator
    lines = ["", f"  # {_one_line(indicator.id)}. {_one_line(indicator.text)}"]
    if duty.through_group:
        lines.append("  # " + _("（因“{group}”列为责任单位）").format(group=duty.through_group))
    lines += [
        f"  - indicator: {scalar_text(id_value(indicator.id))}",
        f"    text_fingerprint: {indicator.text_fingerprint}",
        "    # "
        + _("自评结论：met 达到、partly 部分达到、unmet 未达到、not_applicable 不适用（另填 reason 说明理由）"),
        "    rating:",
    ]
    if indicator.points is not None:
        lines += ["    # " + _("自评得分，满分 {points}：").format(points=indicator.points), "    score:"]
    lines += ["    # " + _("工作措施与成效："), "    narrative:"]
    if indicator.metrics:
        lines += ["    # " + _("监测指标，只填数字；无数据的行请删除：")]
        lines += ["    # metrics:"]
        lines += [f"    # {one}" for metric in indicator.metrics for one in _metric_hints(metric)]
    lines += [
        "    # " + _("佐证材料，每份一项："),
        "    # - {title: …, file: evidence/…}  " + _("或 - {title: …, kept_by_unit: true}（留存备查）"),
        "    evidence: []",
    ]
    return lines


def _metric_hints(metric: Metric) -> list[str]:
    """A line for the metric and each of its elements: an entry of `metrics` when uncommented."""
    quantities: tuple[Metric | Element, ...] = (metric, *metric.elements)
    return [
        f"  {_one_line(one.id)}:"
        + ("  # " + _("计量单位：{unit}").format(unit=_one_line(one.unit)) if one.unit else "")
        for one in quantities
    ]


def _one_line(text: str) -> str:
    """`text` as it can be in a comment: no line breaks."""
    return " ".join(text.split())
