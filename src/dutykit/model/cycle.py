"""A cycle's timetable: its stages, when each opens and is due, and for whom that differs."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from dutykit.model.letter import Color, Kind
from dutykit.model.record import LIST, Cycle, Record, Text
from dutykit.model.unit import Group, Register
from dutykit.model.workday import UnknownWorkdaysError, workday_after

Awaited = Literal["submission", "rectification", "nothing"]

_AWAITED: Mapping[str, Awaited] = {"自查自评": "submission", "整改复查": "rectification"}
"""What the stages that every round has wait for; of others the timetable says so, or they only pass."""

MOST_WORKDAYS = 400
"""Nobody is given longer, and each of them is looked up."""
Workdays = Annotated[int, Field(ge=1, le=MOST_WORKDAYS)]


class Term(Record):
    """When a stage opens and is due: the dates, or the due date as so many workdays after the opening."""

    opens: dt.date | None = None
    """开始日期"""
    due: dt.date | None = None
    """截止日期（当天仍算按时）"""
    workdays: Workdays | None = None
    """截止工作日：开始之后第几个工作日截止，代替 due；按国务院办公厅的放假安排推算"""

    @property
    def has_dates(self) -> bool:
        """Whether it states anything of its own."""
        return self.opens is not None or self.due is not None or self.workdays is not None


class Differing(Term):
    """Another term for some units."""

    units: Annotated[tuple[Text, ...], LIST]
    """时间不同的单位或统称"""


class LetterRule(Record):
    """When a letter of one colour is due, and how long the unit has to answer it."""

    color: Color
    """颜色：blue 蓝色、orange 橙色、red 红色，依次升级"""
    kind: Kind | None = None
    """文种：order 督查单，列出督查事项并附办理情况反馈单；不写则为催办函"""
    days: Annotated[int, Field(ge=-366, le=366)]
    """截止日期之后第几天起发函；截止日期之前发的写负数，如 -3"""
    term: Annotated[int, Field(ge=1, le=366)]
    """限期天数：自发函之日起；期满未答复的，才发下一种颜色；截止日期及以前发的，限期为截止日期"""


class Stage(Term):
    """One stage of a round （自查自评、监测评估、实地检查、整改复查……）."""

    name: Text
    """阶段名称"""
    awaits: Awaited | None = None
    """完成条件：submission 单位报送自评材料、rectification 问题全部销号、nothing 只看日期，自查自评和整改复查可以不写"""
    differs: Annotated[tuple[Differing, ...], LIST] = ()
    """时间不同的单位"""
    letters: Annotated[tuple[LetterRule, ...], LIST] = ()
    """催办函：由督导室按本地规定填写，不写则不催办"""
    answered: Literal["claimed", "closed"] | None = None
    """停止催办的条件：claimed 单位填报已整改（默认）、closed 已销号；报送自评材料的阶段以报送为准，不写"""
    note: Text | None = None
    """说明"""

    @property
    def awaited(self) -> Awaited:
        """What a unit has to have done by the end of the stage."""
        return self.awaits or _AWAITED.get(self.name, "nothing")

    @property
    def terms(self) -> tuple[Term, ...]:
        """The stage's own term and those that differ."""
        return (self, *self.differs)

    def opening(self, term: Term) -> dt.date | None:
        """When `term`, one of this stage's, opens: a term that states nothing opens as the stage does."""
        return term.opens or self.opens

    def deadline(self, term: Term) -> dt.date | None:
        """When `term`, one of this stage's, is due; None if it is not known. Raises UnknownWorkdaysError."""
        opens = self.opening(term)
        if term.due is not None:
            return term.due
        if term.workdays is not None:
            return None if opens is None else workday_after(opens, term.workdays)
        if term is not self:
            if self.workdays is not None and opens is not None:
                return workday_after(opens, self.workdays)
            return self.due
        return None

    def known_deadline(self, term: Term) -> dt.date | None:
        """The same; None also where the calendar does not know the workdays of the year."""
        try:
            return self.deadline(term)
        except UnknownWorkdaysError:
            return None

    def term_of(self, unit: str, register: Register) -> Term:
        """The term that holds for `unit` (its id)."""
        return self.own_terms(register).get(unit, self)

    def own_terms(self, register: Register) -> dict[str, Term]:
        """The units (ids) whose dates differ, each with its term: one that names it itself before one of its group."""
        found: dict[str, Term] = {}
        through: dict[str, Term] = {}
        for one in self.differs:
            for name in one.units:
                meant = register.find(name)
                if isinstance(meant, Group):
                    for member in register.members_of(meant):
                        through.setdefault(member, one)
                elif meant is not None:
                    found.setdefault(meant.id, one)
        return {**through, **found}


class Round(Record):
    """One cycle's stages."""

    cycle: Cycle
    """年度"""
    sample: bool = False
    """是否示例数据"""
    remind: Annotated[int, Field(ge=0, le=366)] = 3
    """截止前几天起提醒（进度标识为临期）"""
    stages: Annotated[tuple[Stage, ...], LIST] = ()
    """各阶段，按先后顺序"""
    note: Text | None = None
    """说明"""


class Timetable(Record):
    """The stages of every cycle (data/cycles.yaml)."""

    cycles: Annotated[tuple[Round, ...], LIST] = ()
    """各年度的时间节点"""

    @cached_property
    def by_cycle(self) -> dict[int, Round]:
        """The rounds by year; where a year is twice, the first."""
        found: dict[int, Round] = {}
        for one in self.cycles:
            found.setdefault(one.cycle, one)
        return found


NO_TIMETABLE = Timetable.model_construct()
"""Of a workspace that sets no dates."""
