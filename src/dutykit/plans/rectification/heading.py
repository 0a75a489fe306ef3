"""The headings of a rectification plan, and what they say of what is below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dutykit.plans.rectification.field import Labelled

_GROUPING = re.compile(
    "(?:主要|存在|反馈|督导|教育|具体|突出|整改|自查|自评|巡查|发现|的|及|和|与|、|方面|工作|任务|重点|问题|措施|清单|台账|安排|内容|情况|目标|时限|落实|分解|分工|表|意见|事项)+[：:]?"
)
"""A heading that only announces problems."""
_NO_PROBLEM = re.compile(
    "(?:[一-龥]{0,4}(?:要求|保障措施|组织保障|组织领导|意见建议|建议|成效|成绩|做法|指导思想|原则|基本情况|有关说明|组织实施|督导问责|打算|总体目标|工作目标)|"
    "保障|下一步.{0,6})[。：:]?"
)
"""A heading of what a plan has besides problems."""
_LIST_OF_PROBLEMS = re.compile(
    "(?:存在|反馈|发现|主要|突出)?(?:的)?(?:主要|突出|具体)?问题(?:清单|台账|汇总|和不足|及不足|与不足)?[：:。]?|.*问题清单.*|.*反馈意见.*"
)


@dataclass(slots=True, eq=False)
class Heading:
    """A numbered line without labels."""

    depth: int
    text: str
    number: str
    lines: set[int]
    above: Heading | None
    texts: list[str] = field(default_factory=list)
    """What is below it before the first problem."""
    text_lines: set[int] = field(default_factory=set)
    children: list[Heading] = field(default_factory=list)
    has_problem: bool = False
    """Whether it is a problem's own, or one is below it."""
    shared: tuple[Labelled, ...] = ()

    @property
    def groups(self) -> bool:
        """Whether it only announces problems."""
        return bool(_GROUPING.fullmatch(self.text))

    @property
    def excludes(self) -> bool:
        """Whether what is below it are no problems: 工作要求."""
        return bool(_NO_PROBLEM.fullmatch(self.text))

    @property
    def lists(self) -> bool:
        """Whether what is below it are problems, labelled or not: 存在的主要问题."""
        return bool(_LIST_OF_PROBLEMS.fullmatch(self.text))

    def chain(self) -> Iterator[Heading]:
        """It and the headings above it, the nearest first."""
        at: Heading | None = self
        while at is not None and at.depth:
            yield at
            at = at.above
