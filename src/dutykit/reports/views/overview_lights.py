"""The stages of a round in the overview: which one is on, and for each unit how it stands in each, the worst first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from dutykit.assess.deadline import is_past
from dutykit.assess.timeline import Light, RoundStatus, Situation, Step, UnitStatus
from dutykit.model.cycle import Awaited, Stage
from dutykit.output.table.record import LIGHT_MARKS
from dutykit.reports.views.fitting import MILLIMETRE, lines_of, rows_that_fit
from dutykit.reports.views.standing import state_words
from dutykit.text.clean import shortened
from dutykit.text.day import date_words

LIGHT_WORDS: dict[Light, str] = {"red": "逾期", "yellow": "临期", "green": "正常", "none": "未定"}
_SITUATIONS: dict[Situation, tuple[Light, str]] = {
    "overdue": ("red", LIGHT_MARKS["red"]),
    "soon": ("yellow", LIGHT_MARKS["yellow"]),
    "running": ("green", LIGHT_MARKS["green"]),
    "done": ("green", "√"),
    "ahead": ("none", LIGHT_MARKS["none"]),
    "passed": ("none", "—"),
    "undated": ("none", "未定"),
    "unknown": ("none", "？"),
}
"""What each is shown by: a colour, and a mark that tells it in grey as well."""
_BESIDES: dict[Awaited, str] = {"submission": "重新报送", "rectification": "整改销号", "nothing": "其他"}
"""What a unit has to do where the timetable has no stage for it."""
_MOST_STAGES = 6
_STAGE_LETTERS = 8
_LINE_LETTERS = 40
_UNIT_LETTERS = 60
"""Longer names and titles end in an ellipsis."""


@dataclass(frozen=True, slots=True)
class LightCell:
    """How a unit stands in one stage."""

    light: Light
    """颜色：red 逾期、yellow 临期、green 正常或已完成、none 其他"""
    text: str
    """标记，逾期和临期的附天数；没有该阶段的为空"""


@dataclass(frozen=True, slots=True)
class LightRow:
    """A unit's lights."""

    unit: str
    light: Light
    """总的进度：red 逾期、yellow 临期、green 正常、none 未定"""
    mark: str
    """总的进度标识"""
    word: str
    """逾期、临期、正常、未定；填报文件无法读取的为“不详”"""
    state: str
    """报送状态"""
    cells: tuple[LightCell, ...]
    unclosed: str
    """未销号的问题数；填报文件有内容未读取的，前加“≥”，不能确定的为“？”"""


@dataclass(frozen=True, slots=True)
class Lights:
    """Units by stage, those that fit on the page."""

    stages: tuple[str, ...]
    size: float
    """字号（磅）"""
    line: float
    """行距（磅）"""
    widths: tuple[float, ...]
    """各列的宽度（毫米）：进度标识、单位、报送状态（两栏时没有这一列）、各阶段、未销号"""
    columns: tuple[tuple[LightRow, ...], ...]
    """各栏的单位，逾期的在前"""
    rest: str
    """没有列出的单位数，如“另有20个单位（逾期2个、正常18个）”；全部列出的为空"""
    more_stages: int
    """没有列出的阶段数"""
    height: float
    """表的高度（磅）"""


@dataclass(frozen=True, slots=True)
class _Look:
    """A size of letters, and how many columns of units there are of it; all in points."""

    columns: int
    size: float
    line: float
    mark: float
    state: float
    """0 where there is no room to tell it."""
    stage: float
    unclosed: float

    def widths(self, across: float, stages: int) -> tuple[float, ...]:
        """How wide each column of a table is, in a space so wide."""
        table = (across - _BETWEEN * (self.columns - 1)) / self.columns
        beside = (*([self.state] if self.state else ()), *[self.stage] * stages, self.unclosed)
        return (self.mark, table - self.mark - sum(beside), *beside)


_LOOKS = (
    _Look(1, 9, 13, 36, 36, 42, 33),
    _Look(1, 8, 10.5, 33, 33, 38, 30),
    _Look(2, 7.5, 10, 12, 0, 24, 21),
    _Look(2, 7, 9.5, 11, 0, 23, 19),
)
"""From the largest."""
_BETWEEN = 4 * MILLIMETRE
"""Between columns."""
_PADDING = 3.0
"""Above and below the text of a cell, and its line."""
_BESIDE = 4.0
_NARROWEST = 4
"""Letters of a name on a line."""


def lights_of(found: RoundStatus, width: float, height: float) -> Lights:
    """The lights of all units in a space of `width` and `height` points, in the largest letters in which all of them fit."""
    stages = [*(found.plan.stages if found.plan else ())]
    awaited = {one.stage.awaited: None for unit in found.units for one in unit.steps if one.stage not in stages}
    names = [*(one.name for one in stages), *(_BESIDES[one] for one in awaited)]
    rows = [_row(one, stages, list(awaited), found.as_of) for one in found.worst_first]
    options = [_lights(look, names, rows, width, height) for look in _LOOKS]
    whole = [one for one in options if not one.rest]
    return whole[0] if whole else max(options, key=lambda one: sum(map(len, one.columns)))


def _lights(look: _Look, names: Sequence[str], rows: Sequence[LightRow], width: float, height: float) -> Lights:
    stages = [shortened(one, _STAGE_LETTERS) for one in names[:_MOST_STAGES]]
    more = len(names) - len(stages)
    widths = look.widths(width, len(stages))
    columns, used = _columns(look, widths[1], stages, rows, height)
    measures = tuple(round(one / MILLIMETRE, 2) for one in widths)
    return Lights(tuple(stages), look.size, look.line, measures, columns, _rest(rows, columns), more, used)


def stage_words(found: RoundStatus) -> str:
    """Which stages are on and how many days are left of each, else what comes next."""
    stages = found.plan.stages if found.plan else ()
    if not stages:
        return f"未填写{found.cycle}年度的时间节点"
    day = found.as_of
    now = [(shortened(stage.name, _LINE_LETTERS), *on) for stage in stages if (on := _running(found, stage))]
    if now:
        words = (
            f"{name}已过截止日期，{some}个单位另有截止日期（至{date_words(due)}）"
            if some
            else f"{name}，今日（{date_words(due)}）截止"
            if due == day
            else f"{name}，{date_words(due)}截止，{_left(due, day)}"
            for name, due, some in now
        )
        return f"当前阶段：{'；'.join(words)}"
    if ahead := _ahead(stages, day):
        opens, name = ahead
        return f"下一阶段：{shortened(name, _LINE_LETTERS)}，{date_words(opens)}开始，还有{(opens - day).days}天"
    if _are_over(stages, day):
        return "当前阶段：各阶段均已截止"
    return "当前阶段：未定（时间节点没有写明日期）"


def stage_cell(found: RoundStatus) -> str:
    """The same in the few words of a cell."""
    stages = found.plan.stages if found.plan else ()
    day = found.as_of
    now = [(_named(stage.name), *on) for stage in stages if (on := _running(found, stage))]
    if now:
        return "；".join(f"{name}（{f'{some}个单位未截止' if some else _left(due, day)}）" for name, due, some in now)
    if ahead := _ahead(stages, day):
        return f"{_named(ahead[1])}（{(ahead[0] - day).days}天后开始）"
    return "未填写" if not stages else "均已截止" if _are_over(stages, day) else "未定"


def _ahead(stages: Sequence[Stage], day: dt.date) -> tuple[dt.date, str] | None:
    return min(((one.opens, one.name) for one in stages if one.opens is not None and one.opens > day), default=None)


def _are_over(stages: Sequence[Stage], day: dt.date) -> bool:
    return all(is_past(one.known_deadline(one), day) for one in stages)


def _left(due: dt.date, day: dt.date) -> str:
    return f"还有{(due - day).days}天" if due > day else "今日截止"


def _running(found: RoundStatus, stage: Stage) -> tuple[dt.date, int] | None:
    """Until when a stage is on, and for how many units where it is over for the others; None where it is not on."""
    day, due = found.as_of, stage.known_deadline(stage)
    if due is not None and not is_past(due, day):
        return None if stage.opens is not None and stage.opens > day else (due, 0)
    later = [
        step.due
        for unit in found.running_for(stage, with_done=False)
        for step in unit.steps
        if step.stage is stage and step.due is not None
    ]
    return None if due is None or not later else (max(later), len(later))


def _named(name: str) -> str:
    return shortened(name, 2 * _STAGE_LETTERS)


def _row(one: UnitStatus, stages: Sequence[Stage], awaited: Sequence[Awaited], day: dt.date) -> LightRow:
    cells = [LightCell("none", "")] * (len(stages) + len(awaited))
    for step in one.steps:
        planned = next((at for at, stage in enumerate(stages) if stage is step.stage), None)
        at = len(stages) + awaited.index(step.stage.awaited) if planned is None else planned
        cells[at] = _cell(step, day)
    mark, word = ("？", "不详") if one.unknown else (LIGHT_MARKS[one.light], LIGHT_WORDS[one.light])
    state = "未读取" if one.unknown else state_words(one.submission)
    name = shortened(one.unit, _UNIT_LETTERS)
    return LightRow(name, one.light, mark, word, state, tuple(cells[:_MOST_STAGES]), one.open_text or "？")


def _cell(step: Step, day: dt.date) -> LightCell:
    light, mark = _SITUATIONS[step.situation]
    counted = step.situation in {"overdue", "soon"} and step.due is not None
    return LightCell(light, f"{mark}{abs((step.due - day).days)}" if counted and step.due is not None else mark)


def _columns(
    look: _Look, width: float, stages: Sequence[str], rows: Sequence[LightRow], height: float
) -> tuple[tuple[tuple[LightRow, ...], ...], float]:
    """The rows that fit in each column, with names that are `width` wide, and how high the columns then are."""
    name = width - _BESIDE
    if name < _NARROWEST * look.size:
        return (), 0
    titles = [("标识", look.mark), ("未销号", look.unclosed), *((one, look.stage) for one in stages)]
    head = max(lines_of(title, wide - _BESIDE, look.size) for title, wide in titles)
    head_height = look.line * head + _PADDING
    room = height - head_height
    heights = [lines_of(row.unit, name, look.size) * look.line + _PADDING for row in rows]
    columns: list[tuple[LightRow, ...]] = []
    at = 0
    for _number in range(look.columns):
        (fitting,) = rows_that_fit([heights[at:]], room)
        columns.append(tuple(rows[at : at + fitting]))
        at += fitting
    if at == len(rows) and look.columns > 1:  # as even as they come
        half = -(-len(rows) // look.columns)
        if all(sum(part) <= room for part in (heights[:half], heights[half:])):
            columns = [tuple(rows[:half]), tuple(rows[half:])]
    used = [sum(heights[start:end]) for start, end in pairwise(accumulate(map(len, columns), initial=0))]
    return tuple(one for one in columns if one), head_height + max(used)


def _rest(rows: Sequence[LightRow], columns: Sequence[Sequence[LightRow]]) -> str:
    left = rows[sum(map(len, columns)) :]
    if not left:
        return ""
    counts = Counter(one.word for one in left)
    return f"另有{len(left)}个单位（{'、'.join(_counted(counts))}）"


def _counted(counts: Counter[str]) -> Iterator[str]:
    for word in (*LIGHT_WORDS.values(), "不详"):
        if counts[word]:
            yield f"{word}{counts[word]}个"
