"""Whom a report is on: one unit, or all units that have an assignment."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.model.rectification import TrackedProblem
from dutykit.model.submission import Answer, Submission
from dutykit.model.unit import Unit
from dutykit.reports.views.standing import Standing

CITY = "全市"
NOTHING_ASSIGNED = "现行指标体系中没有由本单位承担的指标。"
SAMPLE = "本报告由示例数据生成，所述内容均为示例，不反映任何单位的实际情况。"
DRAFT = "本单位的自评材料为草稿，尚未正式报送，内容可能变动。"
RETURNED = "本单位的自评材料已被退回，须按退回原因改正后重新报送。"


@dataclass(frozen=True, slots=True)
class Subject:
    """The units of a report and what they submitted."""

    standing: Standing
    name: str
    """The unit's id, or the word for the whole city."""
    units: tuple[str, ...]
    is_city: bool

    @property
    def submissions(self) -> list[Submission]:
        """What the units submitted for the cycle."""
        return [one for unit in self.units if (one := self.standing.submission(unit)) is not None]

    @property
    def sample(self) -> bool:
        """Whether any of it is made up."""
        return any(one.sample for one in self.submissions)

    def answers(self, unit: str) -> list[Answer]:
        """The answers of `unit` to what is assigned to it, in the catalogue's order."""
        duties = self.standing.workspace.responsibilities.by_unit.get(unit, ())
        return [answer for duty in duties if (answer := self.standing.answer(duty)) is not None]

    def problems(self) -> list[TrackedProblem]:
        """The problems found in this cycle, by the unit whose they are; of a whole city also those of nobody any more."""
        standing = self.standing
        found = [problem for unit in self.units for problem in standing.workspace.problems_of(unit)]
        if self.is_city:
            there = {problem.key for problem in found}
            found += [problem for problem in standing.workspace.rectification if problem.key not in there]
        return [one.until(standing.cycle, standing.as_of) for one in found if one.key.cycle == standing.cycle]

    def notices(self) -> tuple[str, ...]:
        """What a reader must know before anything else."""
        found = []
        if self.sample:
            found.append(SAMPLE)
        if self.is_city:
            return tuple(found)
        if not self.submissions:
            found.append(f"{self.name}尚未报送{self.standing.cycle}年度自评材料。")
        states = {one.state for one in self.submissions}
        found += [words for state, words in (("draft", DRAFT), ("returned", RETURNED)) if state in states]
        return tuple(found)


def subject_of(standing: Standing, unit: Unit | None) -> Subject:
    """The subject that is `unit`, or for None all units together."""
    if unit is not None:
        return Subject(standing, unit.id, (unit.id,), is_city=False)
    workspace = standing.workspace
    owing = workspace.responsibilities.by_unit
    return Subject(standing, CITY, tuple(one for one in workspace.register.by_id if one in owing), is_city=True)
