"""What the report on all units shows, as plain frozen data: its template lays it out and works nothing out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from dutykit.reports.views.rows import AlertRow, DifferenceRow, Fact, ProblemRow, ScoreRow, Tally
from dutykit.typeset.report import Cover, Heading


@dataclass(frozen=True, slots=True)
class Ranking:
    """Units of one kind, the best first."""

    title: str
    rows: tuple[ScoreRow, ...]
    ranked: bool
    """是否有名次；该类单位都没有复核的没有名次"""
    by_rate: bool = False
    """是否因各单位满分不同而按得分率排名"""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One unit's answer to an indicator: its rating and the office's, its metrics and problems."""

    unit: str
    role: str
    answered: bool
    rating: str
    score: str
    """自评得分；没有的为空"""
    notes: tuple[Fact, ...] = ()
    """不适用的理由、监测指标、复核意见，逐条"""
    problems: tuple[int, ...] = ()
    """在问题整改台账中的序号"""
    verdict: str = ""
    """复核结论（未填写的为复核等级）；没有复核的为空"""
    reviewed_score: str = ""
    """复核得分；没有的为空"""
    rating_differs: bool = False
    """复核结论与自评结论是否不一致"""
    score_differs: bool = False
    """复核得分与自评得分是否不一致"""


@dataclass(frozen=True, slots=True)
class CountyMetricRow:
    """One metric, as each county states it."""

    indicator: str
    anchor: str
    """链接到该项指标的目标"""
    name: str
    unit: str
    target: str
    values: tuple[str, ...]
    """各县区的数值，与列的顺序相同；未填报的为“—”，不承担的为空"""
    off_target: tuple[bool, ...]
    """各县区的数值是否未达目标值"""
    before: tuple[str, ...]
    """各县区上年度的数值和升降；没有比较的为空"""
    spread: str
    """差异系数；没有规定的为空"""
    is_over: bool
    """差异系数是否超限"""


@dataclass(frozen=True, slots=True)
class CountyMetrics:
    """The metrics of counties side by side, as many as fit on a page."""

    units: tuple[str, ...]
    rows: tuple[CountyMetricRow, ...]
    upright: bool
    """是否排在纵向的页面上"""


@dataclass(frozen=True, slots=True)
class CityIndicatorPart:
    """One indicator in the city's report: everyone's answers."""

    id: str
    text: str
    points: str
    """分值；没有规定的为空"""
    replies: tuple[ReplyRow, ...]
    anchor: str
    """链接到该项指标的目标"""


@dataclass(frozen=True, slots=True)
class CitySectionPart:
    """A second-level heading and its indicators in the city's report."""

    numeral: str
    title: str
    indicators: tuple[CityIndicatorPart, ...]


@dataclass(frozen=True, slots=True)
class CityChapterPart:
    """A first-level heading in the city's report."""

    numeral: str
    title: str
    sections: tuple[CitySectionPart, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line of the responsibility grid: one cell a unit."""

    id: str
    text: str
    cells: tuple[str, ...]
    answered: int
    owed: int
    anchor: str
    """链接到报告中各单位填报内容的目标"""


@dataclass(frozen=True, slots=True)
class GridChapter:
    """The lines of one chapter in the grid."""

    numeral: str
    title: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class CityReport:
    """The report on all units."""

    kind: ClassVar[str] = "city"

    cover: Cover
    headings: tuple[Heading, ...]
    facts: tuple[Fact, ...]
    notices: tuple[str, ...]
    overall: tuple[str, ...]
    """总体评价：填报、复核、等次的情况，然后是督导室的评价（data/evaluations）"""
    achievements: tuple[str, ...]
    """主要做法和成效；督导室未填写的为空"""
    issues: tuple[str, ...]
    """存在问题：登记的问题和预警的情况，然后是督导室的评价"""
    recommendations: tuple[str, ...]
    """意见建议；督导室未填写的为空"""
    tally: Tally
    by_unit: tuple[Tally, ...]
    by_chapter: tuple[Tally, ...]
    chapter_chart: Markup
    heat_charts: tuple[Markup, ...]
    """各单位、各一级指标填报情况图，每页一幅"""
    total_charts: tuple[Markup, ...]
    """各单位自评总分与复核总分对比图；没有复核的为空"""
    county_metrics: tuple[CountyMetrics, ...]
    """各县区监测指标对照表，县区多的分为几张；没有的为空"""
    compared_with: str
    """用于比较的以前年度，如“2018年度”；没有的为空"""
    reviewed: bool
    """是否有单位经过复核"""
    scored: bool
    """是否有指标的自评得分或复核得分"""
    grid_units: tuple[str, ...]
    grid: tuple[GridChapter, ...]
    grid_spans: tuple[tuple[int, int], ...]
    """责任分解表分几幅并列：每幅的起始列和终止列（不含）"""
    grid_letters: tuple[int, ...]
    """责任分解表表头中各单位名称每行的字数"""
    grid_has_roles: bool
    """指标体系是否写明牵头、配合等分工；写明的，单元格中注明分工"""
    chapters: tuple[CityChapterPart, ...]
    missing: tuple[Fact, ...]
    """各单位未填报的指标"""
    rankings: tuple[Ranking, ...]
    """按复核总分排名，没有复核总分的也列入；都没有的为空"""
    events: tuple[Fact, ...]
    """各单位的加分、扣分、降档、不得评优和一票否决事项及事由"""
    alerts: tuple[AlertRow, ...]
    """预警（与 dutykit alerts 相同，分差超限的除外）：先按单位，后列不属于单个单位的"""
    differences: tuple[DifferenceRow, ...]
    """自评与复核分差超限的，按单位"""
    difference_limit: str
    """分差的限值（占分值的百分比）；没有规定的为空"""
    as_of: str
    """判断逾期的日期；没有指定的为空"""
    problems: tuple[ProblemRow, ...]
