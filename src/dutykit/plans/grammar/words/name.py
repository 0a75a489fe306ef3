"""One name of a list of offices."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dutykit.model.role import Role
from dutykit.plans.grammar.words.body import looks_like_body

_OPEN_ALONE = re.compile(
    r"(?:[国省市县区州]?[级直]?(?:的)?(?:其他|其它|有关|相关|各有关|各相关)[国省市县区州]?[级直]?(?:有关|相关|职能|责任|成员|主管|行业|业务)?(?:部门|单位|地区|方面|机构|企业|委办局))"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a list."""

    text: str
    before: str = ""
    """The separator it is behind: a comma may mean more than 、."""
    star: str = ""
    role: Role | None = None
    """Where a bracket behind the name itself gives one: 市教育局（牵头）."""
    together: bool = False
    """Whether that bracket is about the names before it too: 市教育局、市财政局（共同牵头）."""
    comment: str = ""
    open_after: bool = False
    """Whether 等 or 等有关部门 follows."""
    person: str = ""
    """The words that say who of the office, the office included: 市教育局局长张某某."""
    part: str = ""
    """The same where they name a part of the office: 市教育局（基础教育科）."""
    stands_in: bool = False
    """Whether it is a unit only where the task names no other: a part of an office (责任科室), a leader (副县长李明)."""
    together_as: str = ""
    """Of the first of several names that were written without a mark between them: all of these as they stood."""
    completed: str = ""
    """The name as it stood, where the list writes part of it once for several names; empty if it was whole."""


def is_known(name: Name) -> bool:
    """Whether a name is known to be of somebody: one that looks like an office, or a leader."""
    return name.stands_in or looks_like_body(name.text)


def is_open_alone(text: str) -> bool:
    """Whether `text` only states that there are others: 有关部门."""
    return bool(_OPEN_ALONE.fullmatch(text))
