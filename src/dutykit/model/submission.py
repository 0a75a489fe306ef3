"""What a unit submits for a cycle: answers with evidence, metrics and problems."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, WithJsonSchema

from dutykit.model.record import LIST, Cycle, Draft, Id, Number, Record, Text, is_blank

State = Literal["draft", "submitted", "returned", "accepted"]
FINISHED: frozenset[State] = frozenset({"submitted", "accepted"})
"""The states in which a unit states that its submission is whole: only its rectification goes on."""
Rating = Literal["met", "partly", "unmet", "not_applicable"]
FoundBy = Literal["self_check", "monitoring", "inspection"]
ProblemStatus = Literal["open", "in_progress", "done", "closed"]

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$", to_lower=True)]
"""64 hexadecimal digits, of either case as tools print them; kept in lower case."""
MetricValue = Annotated[int | Decimal | str | bool | None, WithJsonSchema({"type": "number"})]
"""A number; anything else is kept as it is, for the check that names it."""


class Evidence(Record):
    """A piece of evidence: a file submitted, or one the unit keeps （留存备查）."""

    title: Text
    """资料名称"""
    file: Text | None = None
    """文件，相对于工作区的路径"""
    sha256: Sha256 | None = None
    """文件的校验值（SHA-256）"""
    kept_by_unit: bool = False
    """留存备查（不提交文件）"""
    date: dt.date | None = None
    """佐证材料形成日期：公文落款、照片拍摄等的日期"""
    note: Text | None = None
    """说明"""


class Problem(Record):
    """A problem and how it is resolved （问题、整改、销号）."""

    id: Id
    """问题编号"""
    found_by: FoundBy
    """发现途径：self_check 自查、monitoring 监测、inspection 实地检查"""
    text: Text
    """问题"""
    measure: Draft | None = None
    """整改措施"""
    person: Text | None = None
    """责任人"""
    due: dt.date | None = None
    """完成时限"""
    status: ProblemStatus = "open"
    """状态：open 未整改、in_progress 整改中、done 已整改待销号、closed 已销号"""
    progress: Draft | None = None
    """整改进展"""
    proof: Annotated[tuple[Evidence, ...], LIST] = ()
    """整改佐证材料：证明问题已经整改，销号时必须提供"""
    closed_on: dt.date | None = None
    """销号日期"""


class CarriedProblem(Record):
    """What became of a problem that was open when the last round ended （上一轮遗留问题的整改情况）."""

    problem: Id
    """问题编号，与以前年度一致"""
    from_cycle: Cycle
    """问题最初提出的年度"""
    status: ProblemStatus | None = None
    """状态：open 未整改、in_progress 整改中、done 已整改待销号、closed 已销号"""
    progress: Draft | None = None
    """整改进展：本年度采取的措施和成效"""
    measure: Draft | None = None
    """整改措施；没有变化的不写"""
    person: Text | None = None
    """责任人；没有变化的不写"""
    due: dt.date | None = None
    """完成时限；没有变化的不写"""
    proof: Annotated[tuple[Evidence, ...], LIST] = ()
    """整改佐证材料：证明问题已经整改，销号时必须提供"""
    closed_on: dt.date | None = None
    """销号日期"""


class Answer(Record):
    """A unit's answer to one indicator."""

    indicator: Id
    """指标编号"""
    text_fingerprint: Text | None = None
    """填报时所依据的指标内容的校验值；指标内容变更后会提示重新核对"""
    rating: Rating | None = None
    """自评结论：met 达到、partly 部分达到、unmet 未达到、not_applicable 不适用（须说明理由）"""
    reason: Draft | None = None
    """不适用的理由"""
    score: Number | None = None
    """自评得分"""
    narrative: Draft | None = None
    """工作措施与成效"""
    metrics: dict[str, MetricValue] = Field(default_factory=dict)
    """监测指标和基础数据的数值"""
    evidence: Annotated[tuple[Evidence, ...], LIST] = ()
    """佐证材料"""
    problems: Annotated[tuple[Problem, ...], LIST] = ()
    """存在的问题与整改"""

    @property
    def metrics_without_number(self) -> tuple[str, ...]:
        """The metrics and elements whose value is there and is no number."""
        values = self.metrics.items()
        return tuple(name for name, value in values if isinstance(value, str | bool))

    @property
    def is_blank(self) -> bool:
        """Whether it states nothing: a skeleton that nobody has filled in."""
        texts = not (is_blank(self.reason) and is_blank(self.narrative))
        numbers = any(value is not None for value in (self.score, *self.metrics.values()))
        return self.rating is None and not (texts or numbers or self.evidence or self.problems)


class RetiredAnswer(Answer):
    """An answer to an indicator that the unit is no longer responsible for: kept as it was, and not counted."""

    asked: Text | None = None
    """当时的指标内容"""
    retired_on: dt.date
    """停止填报的日期：方案变更的日期"""


class Returned(Record):
    """Why and until when a submission was sent back （退回）."""

    reason: Text
    """退回原因"""
    due: dt.date
    """重新报送时限"""
    on: dt.date | None = None
    """退回日期"""


class Submission(Record):
    """One unit's submission for one cycle （自评材料）."""

    unit: Text
    """填报单位"""
    cycle: Cycle
    """年度"""
    state: State
    """状态：draft 草稿、submitted 已报送、returned 已退回、accepted 已通过"""
    sample: bool = False
    """是否示例数据"""
    submitted_on: dt.date | None = None
    """报送日期"""
    accepted_on: dt.date | None = None
    """通过日期"""
    returned: Returned | None = None
    """退回说明"""
    history: Sha256 | None = None
    """报送记录（history/）最后一条的校验值，由 submit、return、accept 填写"""
    summary: Text | None = None
    """自查自评工作概述"""
    next_steps: Text | None = None
    """下一步工作"""
    carried: Annotated[tuple[CarriedProblem, ...], LIST] = ()
    """以前年度遗留问题的整改进展，逐项填写"""
    answers: Annotated[tuple[Answer, ...], LIST] = ()
    """各指标的填报内容"""
    retired: Annotated[tuple[RetiredAnswer, ...], LIST] = ()
    """不再由本单位承担的指标的填报内容：原样留存，不计入填报情况；问题仍列入台账。由 dutykit amend 填写"""

    @cached_property
    def by_indicator(self) -> dict[str, Answer]:
        """The answers by indicator id; where one is answered twice, the first."""
        found: dict[str, Answer] = {}
        for answer in self.answers:
            found.setdefault(answer.indicator, answer)
        return found

    @property
    def all_answers(self) -> tuple[Answer, ...]:
        """The answers, and those to what the unit is no longer responsible for."""
        return (*self.answers, *self.retired)

    def evidence(self) -> Iterator[Evidence]:
        """Every piece of evidence: of all answers, of their problems, of the problems carried over."""
        for carried in self.carried:
            yield from carried.proof
        for answer in self.all_answers:
            yield from answer.evidence
            for problem in answer.problems:
                yield from problem.proof

    @property
    def file(self) -> str:
        """The file this was read from, relative to the workspace; empty if made in memory."""
        return self.place.file
