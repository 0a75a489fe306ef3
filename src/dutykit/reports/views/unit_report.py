"""What a unit's report shows, as plain frozen data: its template lays it out and works nothing out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from dutykit.reports.views.rows import EvidenceRow, Fact, MetricRow, ProblemRow, ScoreRow, Tally
from dutykit.typeset.report import Cover, Heading


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """The unit's own word on an indicator beside the office's."""

    indicator: str
    own_rating: str
    rating: str
    own_score: str
    """自评得分；没有的为空"""
    score: str
    """复核得分；没有的为空"""
    differs: bool
    remark: str
    anchor: str
    """链接到填报内容的目标"""
    rating_differs: bool = False
    """复核结论与自评结论是否不一致"""
    score_differs: bool = False
    """复核得分与自评得分是否不一致"""
    points: str = ""
    """满分；该项指标没有分值的为空"""


@dataclass(frozen=True, slots=True)
class CarriedPart:
    """A problem that earlier rounds left open, and what became of it in this one."""

    number: int
    id: str
    cycle: str
    """发现年度"""
    indicator: str
    found_by: str
    text: tuple[str, ...]
    answered: bool
    """单位本年度是否填报了整改进展"""
    measure: tuple[str, ...]
    progress: tuple[str, ...]
    proof: str
    """整改佐证材料的资料名称；没有的为空"""
    person: str
    due: str
    status: str
    closing: str
    """督导室的销号日期和意见；未销号的为空"""


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """One indicator in a unit's report."""

    id: str
    text: str
    role: str
    through: str
    """因哪个统称而承担；直接写明该单位的为空"""
    answered: bool
    rating: str
    reason: str
    score: str
    points: str
    narrative: tuple[str, ...]
    """各段文字；文中的表格为一段，各行以换行分隔，各列以制表符分隔"""
    metrics: tuple[MetricRow, ...]
    evidence: tuple[int, ...]
    """在佐证材料目录中的序号"""
    problems: tuple[int, ...]
    """在问题整改台账中的序号"""
    anchor: str
    """链接到该项指标的目标"""
    before: str = ""
    """上年度不同的自评结论，如“2018年度部分达到”"""


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A second-level heading and its indicators."""

    numeral: str
    title: str
    indicators: tuple[IndicatorPart, ...]


@dataclass(frozen=True, slots=True)
class ChapterPart:
    """A first-level heading in a unit's report."""

    numeral: str
    title: str
    sections: tuple[SectionPart, ...]


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit's report."""

    kind: ClassVar[str] = "unit"

    cover: Cover
    headings: tuple[Heading, ...]
    facts: tuple[Fact, ...]
    notices: tuple[str, ...]
    """须首先说明的情况：未报送、已退回、示例数据"""
    tally: Tally
    compared: str
    """与上年度相比升降多少，一句话；没有比较的为空"""
    compared_with: str
    """用于比较的以前年度，如“2018年度”；没有的为空"""
    summary: tuple[str, ...]
    """各段文字，表格同 narrative"""
    rating_chart: Markup
    metric_charts: tuple[Markup, ...]
    """监测指标图，每页一幅；没有同时有数值和目标值的监测指标时为空"""
    year_charts: tuple[Markup, ...]
    """监测指标逐年比较图；没有以前年度的为空"""
    score_charts: tuple[Markup, ...]
    """自评得分与复核得分不一致的各项指标对比图；没有不一致的为空"""
    chapters: tuple[ChapterPart, ...]
    missing: tuple[str, ...]
    """未填报的指标编号"""
    unrated: tuple[str, ...]
    """未作自评结论的指标编号"""
    unassigned: tuple[str, ...]
    """超范围填报的指标编号（不由该单位承担）"""
    next_steps: tuple[str, ...]
    """各段文字，表格同 narrative"""
    carried: tuple[CarriedPart, ...]
    """以前年度遗留问题，逐项"""
    verdicts: tuple[VerdictRow, ...]
    """各项指标的复核结论；没有复核的为空"""
    score: ScoreRow | None
    """得分；没有评分办法的为 none"""
    score_notes: tuple[str, ...]
    """总分的依据和分差较大的指标，每条一句"""
    evidence: tuple[EvidenceRow, ...]
    evidence_folder: str
    """佐证材料各文件共同所在的文件夹；没有文件的为空"""
    problems: tuple[ProblemRow, ...]
