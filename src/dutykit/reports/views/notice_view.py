"""The notice of tasks to a unit （任务通知单）: what is assigned to it, and by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from dutykit.model.catalogue import Entry
from dutykit.model.cycle import Awaited
from dutykit.model.responsibility import Duty
from dutykit.model.unit import Unit
from dutykit.reports.views.addressing import contact_words, you
from dutykit.reports.views.problems import carried_is_sample, carried_problems, due_words
from dutykit.reports.views.standing import Standing, cover, own_points, source_words
from dutykit.reports.views.subject import NOTHING_ASSIGNED
from dutykit.reports.views.words import ROLE, number_words, target_words
from dutykit.text.day import date_words
from dutykit.typeset.report import Cover
from dutykit.typeset.title import ROOM, title_lines


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One indicator assigned to the unit."""

    indicator: str
    text: str
    role: str
    """分工：责任单位、牵头单位或配合单位"""
    through: str
    """因哪个统称而承担；直接写明该单位的为空"""
    points: str
    """分值；没有的为空"""
    metrics: tuple[str, ...]
    """要填报的监测指标，附计量单位和目标值"""
    evidence_required: bool


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of the round."""

    title: str
    opens: str
    """开始日期；没有写明的为空"""
    due: str
    """截止日期，与 opens 同年的不写年份；没有写明的为空，留横线填写"""


@dataclass(frozen=True, slots=True)
class CarriedTask:
    """A problem of an earlier cycle that this year's submission must answer."""

    number: int
    indicator: str
    text: str
    due: str


@dataclass(frozen=True, slots=True)
class TaskNotice:
    """The notice of tasks to one unit."""

    kind: ClassVar[str] = "tasks"

    cover: Cover
    notices: tuple[str, ...]
    heading: tuple[str, ...]
    """标题各行；通知单没有封面"""
    addressee: str
    you: str
    """称呼：你县、你区、你市，其他为你单位"""
    office: str
    """回执报送的机关：发文机关，没有设置的为督导室"""
    contact: str
    """发文机关的联系人和联系电话；没有设置的为空"""
    source: str
    """来源文件和发文字号"""
    tasks: tuple[TaskRow, ...]
    with_points: bool
    """是否有指标规定了分值"""
    metric_count: int
    """要填报的监测指标数"""
    evidence_count: int
    """必须附佐证材料的指标数"""
    stages: tuple[StageRow, ...]
    limit: int | None
    """自评材料全文字数上限；dutykit.yaml 没有设置的为空"""
    carried: tuple[CarriedTask, ...]


def task_notice(standing: Standing, unit: Unit | None, _fonts: Mapping[str, str]) -> TaskNotice:
    """The notice to `unit`."""
    if unit is None:
        raise ValueError(unit)
    workspace = standing.workspace
    round_ = workspace.round(standing.cycle)
    carried = carried_problems(standing, unit.id)
    sample = (round_ is not None and round_.sample) or carried_is_sample(standing, unit.id)
    settings = workspace.settings
    duties = workspace.responsibilities.by_unit.get(unit.id, ())
    tasks = tuple(_task(standing, workspace.catalogue.by_id[duty.indicator], duty) for duty in duties)
    invented = "时间、问题均" if carried else "时间"
    notices = [f"本通知单含示例数据，所列{invented}为示例，不反映实际情况。"] if sample else []
    if not duties:
        notices.append(NOTHING_ASSIGNED)
    made = cover(standing, "任务通知单", unit.id, [], sample=sample, by_office=True)
    title = f"{settings.place_name or ''}{made.period}履行教育职责任务通知单"
    return TaskNotice(
        # The office gives the notice, not the unit: no date of the unit's may be on it.
        cover=replace(made, date="", created=""),
        notices=tuple(notices),
        heading=title_lines(title, [settings.place_name or "", *workspace.register.canonical], ROOM),
        addressee=unit.id,
        you=you(unit),
        office=made.issuer or "督导室",
        contact=contact_words(settings.report),
        source=source_words(standing),
        tasks=tasks,
        with_points=any(task.points for task in tasks),
        metric_count=sum(len(task.metrics) for task in tasks),
        evidence_count=sum(task.evidence_required for task in tasks),
        stages=tuple(_stages(standing, unit)),
        limit=settings.narratives.submission if settings.narratives.has_key("submission") else None,
        carried=tuple(
            CarriedTask(number, one.indicator, one.text, due_words(standing, one) or "—")
            for number, one in enumerate(carried, 1)
        ),
    )


_AWAITED: dict[Awaited, str] = {"submission": "（报送自评材料）", "rectification": "（问题整改销号）", "nothing": ""}


def _stages(standing: Standing, unit: Unit) -> Iterator[StageRow]:
    """The stages of the round as they hold for `unit`; without a timetable the one thing that is always asked for."""
    workspace = standing.workspace
    round_ = workspace.round(standing.cycle)
    if round_ is None or not round_.stages:
        yield StageRow("报送自评材料", "", "")
        return
    for stage in round_.stages:
        term = stage.term_of(unit.id, workspace.register)
        opens, due = stage.opening(term), stage.known_deadline(term)
        words = date_words(due)
        if opens and due and opens.year == due.year:
            words = words.partition("年")[2]
        yield StageRow(f"{stage.name}{_AWAITED[stage.awaited]}", date_words(opens), words)


def _task(standing: Standing, entry: Entry, duty: Duty) -> TaskRow:
    indicator = entry.indicator
    return TaskRow(
        indicator=indicator.id,
        text=indicator.text,
        role=ROLE[duty.role],
        through=duty.through_group or "",
        points=number_words(own_points(standing, indicator.id)),
        metrics=tuple(
            metric.id
            + (
                f"（{target_words(metric.target, metric.unit)}）"
                if metric.target
                else f"（{metric.unit}）" * bool(metric.unit)
            )
            for metric in indicator.metrics
        ),
        evidence_required=indicator.evidence_required,
    )
