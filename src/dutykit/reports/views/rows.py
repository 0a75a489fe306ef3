"""Lines of tables that several kinds of report show, as plain frozen data: templates lay them out and work nothing out."""

from __future__ import annotations

from dataclasses import dataclass


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
