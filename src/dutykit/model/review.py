"""What the supervision office finds about a unit: a verdict and a score an indicator, problems, and what it closes."""

import datetime as dt
from functools import cached_property
from typing import Annotated

from pydantic import Field

from dutykit.model.record import LIST, Cycle, Id, Number, Record, Text
from dutykit.model.submission import FoundBy, Rating


class IndicatorReview(Record):
    """The office's verdict on one answer （复核）."""

    indicator: Id
    """指标编号"""
    verdict: Rating | None = None
    """复核结论：met 达到、partly 部分达到、unmet 未达到、not_applicable 不适用"""
    level: Text | None = None
    """复核等级：评分办法分等级的，填写等级编号，如 A"""
    score: Number | None = None
    """复核得分"""
    remark: Text | None = None
    """复核意见"""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is stated yet, as in a skeleton."""
        return (self.verdict, self.level, self.score, self.remark) == (None, None, None, None)


class Occurrence(Record):
    """An event of the scoring rules that took place: a bonus, a deduction, a downgrade, a veto （加分、降档、否决）."""

    event: Id
    """事项编号，与评分办法（data/scoring.yaml）一致"""
    times: Annotated[int, Field(ge=1, le=1000)] = 1
    """发生次数"""
    on: dt.date | None = None
    """发生日期"""
    remark: Text
    """事由：事项经过和认定依据"""


class OfficeFinding(Record):
    """A problem found by monitoring, inspection or a self-check of the city （监测、实地检查、自查发现的问题）."""

    id: Id
    """问题编号；单位在自评材料中用同一编号填报整改进展"""
    indicator: Id
    """指标编号"""
    found_by: FoundBy
    """发现途径：self_check 自查、monitoring 监测、inspection 实地检查"""
    found_on: dt.date | None = None
    """发现日期"""
    text: Text
    """问题"""
    measure: Text | None = None
    """整改方案写明的整改措施；单位填报的优先"""
    person: Text | None = None
    """整改方案写明的责任人；单位填报的优先"""
    due: dt.date | None = None
    """要求完成整改的时限"""


class Closing(Record):
    """The office's word that a problem is resolved （销号）."""

    problem: Id
    """问题编号"""
    from_cycle: Cycle | None = None
    """问题最初提出的年度；不写则为本年度"""
    closed_on: dt.date
    """销号日期"""
    remark: Text
    """销号意见：核查的内容和结论"""


class Review(Record):
    """The office's review of one unit for one cycle （复核材料）; the unit never writes it."""

    unit: Text
    """被复核的单位"""
    cycle: Cycle
    """年度"""
    sample: bool = False
    """是否示例数据"""
    reviewer: Text | None = None
    """督导室名称或复核人"""
    reviewed_on: dt.date | None = None
    """复核日期"""
    indicators: Annotated[tuple[IndicatorReview, ...], LIST] = ()
    """各指标的复核结论和复核得分"""
    events: Annotated[tuple[Occurrence, ...], LIST] = ()
    """加分、扣分、降档、一票否决等事项"""
    findings: Annotated[tuple[OfficeFinding, ...], LIST] = ()
    """监测、实地检查、自查发现的问题"""
    closings: Annotated[tuple[Closing, ...], LIST] = ()
    """销号"""

    @cached_property
    def by_indicator(self) -> dict[str, IndicatorReview]:
        """The verdicts by indicator id; where one is reviewed twice, the first."""
        found: dict[str, IndicatorReview] = {}
        for one in self.indicators:
            found.setdefault(one.indicator, one)
        return found

    @property
    def is_of_one_reviewer(self) -> bool:
        """Whether it is one reviewer's own, and decides nothing."""
        return False

    @property
    def file(self) -> str:
        """The file this was read from, relative to the workspace; empty if made in memory."""
        return self.place.file


class IndividualReview(Review):
    """What one of several reviewers found about a unit （复核人的复核）; the office decides, and only that counts."""

    reviewer: Text
    """复核人姓名"""

    @property
    def is_of_one_reviewer(self) -> bool:
        """It is."""
        return True
