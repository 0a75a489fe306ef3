"""What a report shows, as plain frozen data: templates lay it out and work nothing out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from dutykit.typeset.report import Cover, Heading


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a table of facts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric or one of its elements, against its target."""

    name: str
    is_element: bool
    unit: str
    value: str
    target: str
    verdict: str
    """达到、未达到、未填报、无法计算；没有目标值的为“—”"""
    formula: str
    worked_out: bool = False
    """数值是否由基础数据按公式计算（单位没有填写数值）"""
    before: str = ""
    """上年度的数值和升降；没有比较的为空"""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A line of the list of evidence （佐证材料目录）."""

    number: int
    indicator: str
    """指标编号；证明问题已整改的注明"""
    title: str
    filing: str
    """归档方式：提交或留存备查"""
    file: str
    """文件在 evidence_folder 中的路径；文件不存在的注明"""
    link: str = ""
    """打开 PDF 内所附文件的链接；没有附上的为空"""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A line of the rectification ledger （整改台账）."""

    number: int
    unit: str
    indicator: str
    found_by: str
    text: str
    measure: str
    person: str
    due: str
    status: str
    overdue: bool
    """在报告所写的日期是否逾期"""
    progress: str
    proof: str = ""
    """整改佐证材料的名称；没有的为空"""


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
class ScoreRow:
    """A unit's totals, by its own word and by the office's."""

    rank: str
    """名次；不排名的为空，该单位未列入排名的为“—”"""
    unit: str
    own: str
    """自评总分/满分；没有的为“—”"""
    reviewed: str
    """复核总分/满分；没有的为“—”"""
    own_grade: str
    grade: str
    credibility: str
    rate: str = ""
    """复核总分的得分率；不按得分率排名的为空"""


@dataclass(frozen=True, slots=True)
class AlertRow:
    """What is beyond its limit （预警）, of a unit or of all."""

    unit: str
    """单位；不属于单个单位的为“全市”"""
    item: str
    """指标，如“第11项”；不涉及指标的为“—”"""
    what: str
    """事项，如监测指标名称、复核等次"""
    value: str
    limit: str
    """目标值、上限或下限；没有的为“—”"""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """What a unit and the office scored too differently （分差超限）."""

    unit: str
    item: str
    """指标，如“第11项”；分值按上级指标规定的，为该上级指标"""
    own: str
    """自评得分/分值"""
    reviewed: str
    """复核得分/分值"""
    percent: str
    """分差占分值的百分比"""


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
class SectionPart:
    """A second-level heading and its indicators."""

    numeral: str
    title: str
    indicators: tuple[IndicatorPart, ...]


@dataclass(frozen=True, slots=True)
class CitySectionPart:
    """A second-level heading and its indicators in the city's report."""

    numeral: str
    title: str
    indicators: tuple[CityIndicatorPart, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers of each kind; assigned = answered + missing + unreadable."""

    label: str
    owed: int
    answered: int
    met: int
    partly: int
    unmet: int
    not_applicable: int
    unrated: int
    """未填报的指标中，有填报内容但未作自评结论的项数"""
    missing: int
    unreadable: int
    rate: str
    """填报率（百分比）"""
    state: str
    """单位的报送状态；不是单位的为空"""


@dataclass(frozen=True, slots=True)
class ChapterPart:
    """A first-level heading in a unit's report."""

    numeral: str
    title: str
    sections: tuple[SectionPart, ...]


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
