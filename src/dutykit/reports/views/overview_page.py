"""The page of the overview: what is on it, its measures, and what of lists has room on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from markupsafe import Markup

from dutykit.reports.views.fitting import MILLIMETRE, lines_of, rows_that_fit
from dutykit.reports.views.overview_figures import Figure
from dutykit.reports.views.overview_lights import Lights
from dutykit.reports.views.standing import Standing
from dutykit.text.clean import shortened
from dutykit.text.day import date_words
from dutykit.typeset.report import Cover
from dutykit.typeset.title import title_lines

ACROSS = 273 * MILLIMETRE
"""Of the page's text, in points; the template has the same measures."""
HALF = 134 * MILLIMETRE
_ABOVE, _A_MARK, _BELOW = 9 * MILLIMETRE, 5 * MILLIMETRE, 8 * MILLIMETRE
_SPARE = 10.0
"""For what a line of another font is higher."""
_TITLE_LETTERS = 42
PLACE_LETTERS = 30
_TITLE, _WHEN, _NUMBERS, HEADING, _GAP, ROW = 26.0, 16.0, 75.0, 17.0, 4.0, 11.0
SIZE, _BESIDE, PADDING = 8.5, 4.0, 3.0
_NOTE_SIZE, NOTE = 8.0, 10.5
_MOST_ROWS = 40
_MOST_FILES = 4
CELL_LETTERS = 60
PROBLEM_LETTERS = 38
TEXT_LETTERS = 160
"""Longer texts end in an ellipsis."""


@dataclass(frozen=True, slots=True)
class List:
    """A table of which as many rows are shown as there is room for."""

    title: str
    columns: tuple[str, ...]
    """各列的标题"""
    widths: tuple[float, ...]
    """各列的宽度（毫米）"""
    rows: tuple[tuple[str, ...], ...]
    measure: str
    """量词"""
    rest: str = ""
    """没有列出的，如“另有3项”；全部列出的为空"""
    centred: bool = False
    """数字是否居中"""
    total: tuple[str, ...] = ()
    """合计；没有的为空"""


@dataclass(frozen=True, slots=True)
class Overview:
    """One round on one page."""

    kind: ClassVar[str] = "overview"

    cover: Cover
    notices: tuple[str, ...]
    """没有计入、没有读取的内容，逐条；列在页末"""
    heading: tuple[str, ...]
    """标题各行；没有封面"""
    as_of: str
    """统计截止的日期"""
    when: str
    """当前阶段和剩余天数；几个城市的为空"""
    figures: tuple[Figure, ...]
    """已报送单位、填报率、问题销号、逾期问题"""
    lights: Lights | None
    """各单位各阶段的进度标识；几个城市的、没有单位承担指标的为 none"""
    chart: Markup
    """各部分自评结论；几个城市的为空"""
    chart_height: float
    """图的高度（磅）"""
    lists: tuple[List, ...]
    """逾期最久的问题、已发催办函、未达目标值的监测指标、分差，或各城市；没有内容的不列"""
    wide_lists: int
    """其中横跨整页、排在其他内容之上的有几张（最前几张）"""
    beside_lists: int
    """其中排在左半页进度表下方的有几张（最后几张）"""
    grades: str
    """各等次的单位数；没有等次的为空"""
    requests: tuple[str, ...]
    """提请协调事项（data/evaluations）；督导室未填写的为空"""
    requests_rest: str
    """没有印出的提请协调事项的段数；全部印出的为空"""
    has_partial: bool
    """是否有数字标注“※”（有内容未读取）"""


def heading_lines(standing: Standing, place: str, behind: str) -> tuple[str, ...]:
    """The title of the page."""
    title = f"{place}{standing.cycle}年度履行教育职责工作情况一览{behind}"
    return title_lines(title, [place, *standing.workspace.register.canonical], _TITLE_LETTERS)


def room_below(made: Cover, heading: Sequence[str], when: str, notices: Iterable[str], *, partial: bool) -> float:
    """How high what is below the large numbers may be, in points."""
    above = _ABOVE + _A_MARK * len(made.marks) + _TITLE * len(heading) + _NUMBERS
    above += _WHEN * lines_of(f"截至{date_words(dt.date.max)}　{when}", ACROSS, 11)
    notes = sum(NOTE * lines_of(one, ACROSS, _NOTE_SIZE) for one in (*notices, *["※"] * partial))
    return 210 * MILLIMETRE - above - notes - _BELOW - _SPARE


def unread_words(files: Sequence[str]) -> Iterator[str]:
    """The notice that names the files of which a part could not be read; none for none."""
    if files:
        yield f"部分内容未读取，未计入有关数字：{_named(files)}。"


def broken_log_words(files: Sequence[str]) -> Iterator[str]:
    """The notice that names the logs whose numbers or lines do not follow each other; none for none."""
    if files:
        yield f"报送记录编号不连续、重复或有改动，已发催办函可能不准：{_named(files)}。"


def _named(files: Sequence[str]) -> str:
    named = "、".join(shortened(one, CELL_LETTERS) for one in files[:_MOST_FILES])
    return named + (f"等{len(files)}个文件" if len(files) > _MOST_FILES else "")


def fitted(
    lists: Sequence[List], requests: Sequence[str], width: float, room: float
) -> tuple[tuple[List, ...], tuple[str, ...]]:
    """What of each of `lists` and of the requests fits below each other into `room`; each that has any is named at least."""
    lists = [one for one in lists if one.rows]
    heights = [[ROW * lines_of(one, width, SIZE) + PADDING for one in requests]]
    heights += [[row_height(row, one.widths) for row in one.rows[:_MOST_ROWS]] for one in lists]
    room -= sum(list_head(one) for one in lists) + (HEADING if requests else 0)
    shown, *counts = rows_that_fit(heights, room)
    return tuple(cut(one, count) for one, count in zip(lists, counts, strict=True)), tuple(requests[:shown])


def list_head(one: List) -> float:
    """How high what stands around the rows of a list is."""
    return HEADING + _GAP + (1 + bool(one.total)) * (ROW + PADDING)


def row_height(row: Sequence[str], widths: Sequence[float]) -> float:
    """How high a row of columns of `widths`, in millimetres, is in points."""
    cells = zip(row, widths, strict=True)
    return ROW * max(lines_of(one, width * MILLIMETRE - _BESIDE, SIZE) for one, width in cells) + PADDING


def cut(one: List, count: int) -> List:
    """A list with `count` of its rows, and how many it has beside them."""
    left = len(one.rows) - count
    rest = f"另有{left}{one.measure}" if count else f"{left}{one.measure}均未列出"
    return replace(one, rows=one.rows[:count], rest=rest if left else "")
