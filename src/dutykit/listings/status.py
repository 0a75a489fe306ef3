"""Show where the round is: as a table, as JSON, or its deadlines as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from dutykit.assess.deadline import is_past
from dutykit.assess.timeline import LIGHTS, Light, RoundStatus, Step, UnitStatus, days_left, round_status
from dutykit.check.broken_logs import broken_logs
from dutykit.language import _, plural
from dutykit.model.cycle import Stage
from dutykit.model.gap import ROUND, Gap
from dutykit.model.layout import TIMETABLE_FILE
from dutykit.model.office_words import color_word, letter_name, letter_number, state_word
from dutykit.model.workspace import Workspace
from dutykit.output.listing import PLAIN, Count, Listing, Look
from dutykit.output.table.record import Cell, Column, Group, StatusLight, Table
from dutykit.text.day import day_text
from dutykit.workspace.asked_names import asked_units, cycle_meant, successor_remarks
from dutykit.workspace.unreached_words import unreached_lines

VERSION = 1
_ROOMY = 100
"""Cells of a line that has room for workdays beside days."""


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """Which round to show, of whom, and on which day."""

    as_of: dt.date
    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all."""
    cycle: int | None = None
    """None for the workspace's own."""


@dataclass(frozen=True, slots=True)
class StatusListing(Listing):
    """Where the round is, with a row per unit."""

    found: RoundStatus
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""
    unreached: tuple[str, ...] = ()
    """What is assigned to nobody, in words; none where it is of single units."""
    remarks: tuple[str, ...] = ()

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """The one table."""
        yield _("年度进展"), status_table(self.found, unreached=self.unreached)

    def text(self, look: Look = PLAIN) -> str:
        """The table, without workdays where a line has no room for them."""
        from dutykit.output.table.terminal import terminal_text

        table = status_table(
            self.found, workdays=look.width >= _ROOMY and not _has_letters(self.found), unreached=self.unreached
        )
        return terminal_text(table, width=look.width, color=look.color)

    def counts(self) -> Iterator[Count]:
        """The units by light, and the problems that are not closed."""
        yield Count("units", _("单位"), len(self.found.units))
        for light in LIGHTS:
            yield Count(light, light_word(light), len(self.found.with_light(light)))
        yield Count("unreadable", _("无法读取"), len(self.found.unknown))
        yield Count("open_problems", _("未销号"), sum(len(one.unclosed) for one in self.found.units))

    def document(self) -> dict[str, object]:
        """As `status_document` describes it."""
        return status_document(self.found, self.unreached)

    def calendar(self, replaced: Path | None = None) -> bytes:
        """The deadlines of the round."""
        return _calendar(self.found, replaced)


def status_of(workspace: Workspace, request: StatusRequest) -> StatusListing:
    """Where the round is. Raises Refusal for an unknown unit, or if no cycle is known."""
    cycle = cycle_meant(workspace, request.cycle)
    then = workspace.at(cycle)
    found = round_status(workspace, cycle, request.as_of)
    asked = asked_units(then, request.units)
    gaps = workspace.gaps.of(ROUND, cycle=cycle, units=asked or None, earlier=True)
    broken = tuple(_log_remarks(broken_logs(workspace, cycle)))
    if not request.units:
        return StatusListing(found, gaps, tuple(unreached_lines(then)), broken)
    shown = tuple(one for one in found.units if one.unit in asked)
    return StatusListing(replace(found, units=shown), gaps, remarks=(*successor_remarks(then, request.units), *broken))


def _log_remarks(files: Sequence[str]) -> Iterator[str]:
    """That logs were changed by hand; nothing where none was."""
    if files:
        text = _("报送记录编号不连续、重复或有改动，最近催办函可能不准：{files}；请用 dutykit history verify 查看")
        yield text.format(files=_("、").join(files))


def late_units(listing: StatusListing, gate: Literal["overdue", "soon"]) -> list[str]:
    """How many units are overdue and, where `gate` is soon, due soon; empty for none."""
    late, soon = len(listing.found.with_light("red")), len(listing.found.with_light("yellow"))
    texts = [plural("{count} 个单位逾期", late).format(count=late)] if late else []
    if gate == "soon" and soon:
        texts.append(plural("{count} 个单位临期", soon).format(count=soon))
    return [_("，").join(texts)] if texts else []


def status_table(found: RoundStatus, *, workdays: bool = True, unreached: Sequence[str] = ()) -> Table:
    """The table: one row per unit; above it the stages, below it who has not submitted and what is next.

    With `workdays` what is left is reported in these too.
    """
    columns = (
        Column(_("进度标识")),
        Column(_("单位")),
        Column(_("状态")),
        Column(_("待办事项"), wide=True),
        Column(_("截止日期")),
        Column(_("剩余时间")),
        Column(_("未销号"), "number"),
        *([Column(_("最近催办函"))] if _has_letters(found) else []),
    )
    title = _("{cycle} 年度进展（截至 {day}）").format(cycle=found.cycle, day=day_text(found.as_of))
    if found.plan is not None and found.plan.sample:
        title += _("·时间节点为示例")
    return Table(
        title=title,
        source=_stages_line(found),
        columns=columns,
        groups=(Group(tuple(_row(found, one, workdays=workdays) for one in found.units)),),
        notes=(*_notes(found), *unreached),
        head=1,
    )


def light_word(light: Light) -> str:
    """What a light states, in words."""
    return {"red": _("逾期"), "yellow": _("临期"), "green": _("正常"), "none": _("未定")}[light]


def status_document(found: RoundStatus, unreached: Sequence[str] = ()) -> dict[str, object]:
    """The status as a JSON document, version 1; keys are only ever added within a version.

    - `version`: 1; `cycle`; `as_of`: the day; `sample`: whether the timetable is an example; `remind`: days
    - `stages`: `name`, `awaits` ("submission", "rectification", "nothing"), `opens`, `due` (null where not known) and
      `running`, whether it is on for anybody
    - `counts`: units by light: `red` overdue, `yellow` due soon, `green` in time, `none` without dates
    - `units`: `id`, `light`, `state` (null for no submission), `unread`, `submitted_on`, `late` (submitted after its
      deadline), `open_problems` (of one that is `unread` at least so many; null if none of it is known), `letter` (the last
      one sent by the day: `color`, `kind` ("order" or null), `number`, `document`, `on`, `until`, `stage`; or null), `next`
      (null, or `stage`, `due`, `days`) and `stages`: `name`, `opens`, `due`, `resubmission` and `situation`: "undated",
      "ahead", "running", "soon", "overdue", "done", "passed" or "unknown", where nothing could be read of the unit's file
    - `without_unit`: sentences on what is assigned to a name that stands for no unit; such units are not in the table
    - `outstanding`: the ids of the units that have not submitted; `unreadable`: of those of whom that is not known
    """
    plan = found.plan
    return {
        "version": VERSION,
        "cycle": found.cycle,
        "as_of": found.as_of.isoformat(),
        "sample": plan is not None and plan.sample,
        "remind": None if plan is None else plan.remind,
        "stages": [
            {
                "name": stage.name,
                "awaits": stage.awaited,
                "opens": _iso(stage.opens),
                "due": _iso(stage.known_deadline(stage)),
                "running": bool(found.running_for(stage)),
            }
            for stage in (() if plan is None else plan.stages)
        ],
        "counts": {light: len(found.with_light(light)) for light in LIGHTS},
        "units": [_unit(found, one) for one in found.units],
        "without_unit": list(unreached),
        "outstanding": [one.unit for one in found.outstanding],
        "unreadable": [one.unit for one in found.unknown],
    }


def _unit(found: RoundStatus, one: UnitStatus) -> dict[str, object]:
    step = one.next_step
    due = None if step is None else step.due
    submitted_on = None if one.submission is None else one.submission.submitted_on
    return {
        "id": one.unit,
        "light": one.light,
        "state": one.state,
        "unread": one.unread,
        "submitted_on": _iso(submitted_on),
        "late": one.was_late,
        "open_problems": one.open_problems,
        "letter": _letter(one),
        "next": None
        if step is None or due is None
        else {"stage": step.stage.name, "due": due.isoformat(), "days": (due - found.as_of).days},
        "stages": [
            {
                "name": each.stage.name,
                "opens": _iso(each.opens),
                "due": _iso(each.due),
                "resubmission": each.is_resubmission,
                "situation": each.situation,
            }
            for each in one.steps
        ],
    }


def _letter(one: UnitStatus) -> dict[str, object] | None:
    """The last letter that the unit was sent."""
    entry = one.letters[-1] if one.letters else None
    if entry is None or entry.letter is None:
        return None
    letter = entry.letter.model_dump(mode="json", include={"color", "kind", "number", "document", "until", "stage"})
    return letter | {"on": entry.on.isoformat()}


def _letter_cell(one: UnitStatus) -> str:
    entry = one.letters[-1] if one.letters else None
    if entry is None or entry.letter is None:
        return "—"
    letter = entry.letter
    name = color_word(letter.color) if letter.kind is None else letter_name(letter)
    return _("{color} {number} {day}").format(color=name, number=letter_number(letter), day=day_text(entry.on))


def _has_letters(found: RoundStatus) -> bool:
    return any(one.letters for one in found.units)


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _stages_line(found: RoundStatus) -> str:
    if found.plan is None or not found.plan.stages:
        return ""
    parts = []
    for stage in found.plan.stages:
        due = stage.known_deadline(stage)
        opens = "" if stage.opens is None else day_text(stage.opens)
        days = _("{opens} 至 {due}").format(opens=opens, due=_("未定") if due is None else day_text(due)).strip()
        now = _("（{text}）").format(text=text) if (text := _now(found, stage)) else ""
        parts.append(_("{name} {days}{now}").format(name=stage.name, days=days, now=now))
    return _("；").join(parts)


def _now(found: RoundStatus, stage: Stage) -> str:
    """What the day is to a stage: on, over, overdue for some or not yet over for some."""
    due = stage.known_deadline(stage)
    over = is_past(due, found.as_of)
    running, late = len(found.running_for(stage, with_done=not over)), len(found.overdue_for(stage))
    texts = []
    if over and (running or late):
        texts.append(_("已过截止日期"))
    elif running and (stage.opens is None or stage.opens <= found.as_of):  # a problem is due before its stage opens
        texts.append(_("进行中"))
    if late:
        texts.append(plural("{count} 个单位逾期", late).format(count=late))
    if over and running:
        texts.append(plural("{count} 个单位另有截止日期", running).format(count=running))
    return _("，").join(texts)


def _row(found: RoundStatus, one: UnitStatus, *, workdays: bool) -> tuple[Cell, ...]:
    step = one.next_step
    state = _("无法读取") if one.unknown else state_word(one.state)
    if one.was_late:
        state = _("{state}（逾期报送）").format(state=state)
    status_light = StatusLight(one.light, light_word(one.light))
    unclosed = (one.open_text or "—") if one.unread else one.open_problems
    beside = (unclosed, *([_letter_cell(one)] if _has_letters(found) else []))
    if step is None or step.due is None:
        return (status_light, one.unit, state, "—", "—", "—", *beside)
    left = _left(step.due, found.as_of, with_workdays=workdays)
    return (status_light, one.unit, state, _what(step), day_text(step.due), left, *beside)


def _what(step: Step) -> str:
    if step.is_resubmission:
        return _("重新报送")
    match step.stage.awaited:
        case "submission":
            return _("报送自评材料")
        case "rectification":
            return _("整改销号")
        case "nothing":
            return step.stage.name


def _left(due: dt.date, day: dt.date, *, with_workdays: bool) -> str:
    days, workdays = days_left(due, day)
    if days < 0:
        return plural("逾期 {count} 天", -days).format(count=-days)
    if days == 0:
        return _("今日截止")
    text = plural("{count} 天", days).format(count=days)
    if workdays is None or not with_workdays:
        return text
    return plural("{days}（{count} 工作日）", workdays).format(days=text, count=workdays)


def _notes(found: RoundStatus) -> Iterator[str]:
    if found.plan is None or not found.plan.stages:
        text = _(
            "未填写 {cycle} 年度的时间节点，无法确定截止日期：用 dutykit form --office 在“时间节点”表中填写（{file}）。"
        )
        yield text.format(file=TIMETABLE_FILE, cycle=found.cycle)
    counts = ((light, len(found.with_light(light))) for light in LIGHTS)
    shown = [f"{StatusLight(light, light_word(light)).text} {count}" for light, count in counts if count]
    if shown:
        yield "  ".join(shown)
    yield from _late(found)
    if found.outstanding:
        names = [
            _("{unit}（{state}）").format(unit=one.unit, state=state_word(one.state)) if one.state else one.unit
            for one in found.outstanding
        ]
        yield _("未报送：{units}").format(units=_("、").join(names))
    elif found.units and not found.unknown:
        yield _("全部已报送。")
    if found.unknown:
        names = [one.unit for one in found.unknown]
        yield _("填报文件无法读取，不能确定是否已报送：{units}（运行 dutykit validate 查看原因）").format(
            units=_("、").join(names)
        )
    following = _following(found)
    if following:
        yield following
    unknown = [stage.name for stage in (found.plan.stages if found.plan else ()) if stage.known_deadline(stage) is None]
    if unknown:
        yield _("无法推算截止日期：{stages}（运行 dutykit validate 查看原因）").format(stages=_("、").join(unknown))


def _late(found: RoundStatus) -> Iterator[str]:
    """Who is late with what and for how long, the longest first."""
    late: dict[tuple[dt.date, str], list[str]] = {}
    for unit in found.units:
        for step in unit.steps:
            if step.situation == "overdue" and step.due is not None:
                late.setdefault((step.due, _what(step)), []).append(unit.unit)
    for (due, what), units in sorted(late.items()):
        left = _left(due, found.as_of, with_workdays=False)
        yield _("{left}（{what}，{due} 截止）：{units}").format(
            left=left, what=what, due=day_text(due), units=_("、").join(units)
        )


def _following(found: RoundStatus) -> str | None:
    """The next date of the round itself: a stage that opens or is due."""
    events: list[tuple[dt.date, str]] = []
    for stage in found.plan.stages if found.plan else ():
        due = stage.known_deadline(stage)
        if stage.opens is not None and stage.opens > found.as_of:
            text = _("{day} “{stage}”开始").format(day=day_text(stage.opens), stage=stage.name)
            events.append((stage.opens, text))
        if due is not None and not is_past(due, found.as_of):
            events.append((due, _("{day} “{stage}”截止").format(day=day_text(due), stage=stage.name)))
    if not events:
        return None
    return _("下一时间节点：{event}").format(event=min(events, key=lambda one: one[0])[1])


def _calendar(found: RoundStatus, replaced: Path | None) -> bytes:
    from dutykit.output.calendar import Deadline, calendar_bytes

    remind = 3 if found.plan is None else found.plan.remind
    sample = _("（示例）") if found.plan is not None and found.plan.sample else ""
    days: dict[tuple[str, dt.date, str], list[str]] = {}
    stages: dict[str, Stage] = {}
    for unit in found.units:
        for step in unit.steps:
            stages[step.stage.name] = step.stage
            for due in step.dates or ([] if step.due is None else [step.due]):
                own = due.isoformat() if step.dates else unit.unit if step.is_resubmission else ""
                days.setdefault((step.stage.name, due, own), []).append(unit.unit)
    deadlines = []
    for (stage, day, own), units in sorted(days.items(), key=lambda one: (one[0][1], one[0][0], one[0][2])):
        again, term = own in units, stages[stage]
        title = _("退回后重新报送截止") if again else _("{stage}截止").format(stage=stage)
        if len(units) < len(found.units):
            title += plural("（{count} 个单位）", len(units)).format(count=len(units))
        name = _("{cycle} 年度{title}{sample}").format(cycle=found.cycle, title=title, sample=sample)
        # The stage's own deadline is known by its name, another by whom it is for, wherever it is moved to; those of
        # problems by their day: there are many, and some of each unit.
        differing = next((one.units[0] for one in term.differs if term.known_deadline(one) == day), "")
        whose = own or ("" if day == term.known_deadline(term) else differing)
        key = f"{found.cycle} {stage} {again} {whose}"
        deadlines.append(Deadline(key, day, name, _("单位：{units}").format(units=_("、").join(units)), remind))
    made = dt.datetime.combine(found.as_of, dt.time(), dt.UTC)
    return calendar_bytes(_("{cycle} 年度督导时间节点").format(cycle=found.cycle), deadlines, made, replaced)
