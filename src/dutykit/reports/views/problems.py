"""What reports say of problems, each as it was known in the report's cycle: found in it, or left open by earlier ones."""

from __future__ import annotations

from dutykit.model.office_words import KEPT_BY_UNIT
from dutykit.model.rectification import TrackedProblem
from dutykit.model.review import OfficeFinding
from dutykit.reports.views.rows import ProblemRow
from dutykit.reports.views.standing import Standing
from dutykit.reports.views.unit_report import CarriedPart
from dutykit.reports.views.words import FOUND_BY, STATUS
from dutykit.text.clean import paragraphs
from dutykit.text.day import date_words


def problem_rows(standing: Standing, unit: str, start: int = 1) -> list[ProblemRow]:
    """The lines of `found_problems`, numbered from `start`."""
    return [problem_row(standing, number, one) for number, one in enumerate(found_problems(standing, unit), start)]


def found_problems(standing: Standing, unit: str) -> list[TrackedProblem]:
    """The problems of `unit` found in this cycle, its own and the office's, by indicator, each as it was known in it."""
    workspace = standing.workspace
    owed = {duty.indicator for duty in workspace.responsibilities.by_unit.get(unit, ())}
    order = workspace.catalogue.order
    found = [
        one
        for one in workspace.problems_of(unit)
        if one.key.cycle == standing.cycle and (one.indicator in owed or isinstance(one.origin, OfficeFinding))
    ]
    found.sort(key=lambda one: order.get(one.indicator, len(order)))
    return [_known(standing, one) for one in found]


def unit_words(standing: Standing, problem: TrackedProblem) -> str:
    """The unit whose problem it is; where that succeeded the one it was found of, with the former name."""
    workspace = standing.workspace
    owner, unit = workspace.rectification.owner(problem, workspace.register), problem.key.unit
    return unit if owner in {None, unit} else f"{owner}（原{unit}）"


def problem_row(standing: Standing, number: int, problem: TrackedProblem) -> ProblemRow:
    """A line of the ledger."""
    return ProblemRow(
        number=number,
        unit=unit_words(standing, problem),
        indicator=problem.indicator,
        found_by=FOUND_BY[problem.found_by],
        text=problem.text,
        measure=problem.measure or "未填报",
        person=problem.person or "—",
        due=due_words(standing, problem) or "未填报",
        status=status_words(problem),
        overdue=is_overdue(standing, problem),
        progress=problem.progress or "",
        proof="、".join(one.title + (f"（{KEPT_BY_UNIT}）" if one.kept_by_unit else "") for one in problem.proof()),
    )


def carried_problems(standing: Standing, unit: str) -> list[TrackedProblem]:
    """The problems of `unit` that were open when this cycle began."""
    workspace = standing.workspace
    found = workspace.rectification.open_before(unit, standing.cycle, workspace.register)
    return [_known(standing, one) for one in found]


def carried_is_sample(standing: Standing, unit: str) -> bool:
    """Whether any of the problems that were open when this cycle began is of a submission of samples."""
    workspace = standing.workspace
    cycles = {one.key.cycle for one in carried_problems(standing, unit)}
    return any(one.sample for cycle in cycles if (one := workspace.submission(unit, cycle)) is not None)


def carried_parts(standing: Standing, unit: str) -> tuple[CarriedPart, ...]:
    """What became, in this cycle, of each problem of `unit` that earlier cycles left open."""
    return tuple(_carried_part(standing, number, one) for number, one in enumerate(carried_problems(standing, unit), 1))


def carried_words(carried: TrackedProblem, cycle: int) -> str:
    """What became of a problem of an earlier cycle in `cycle`."""
    if carried.stated_in(cycle) is None and carried.closed() is None and carried.unproven() is None:
        return "本年度自评材料未说明整改进展"
    return status_words(carried) + (f"。{carried.progress}" if carried.progress else "")


def is_overdue(standing: Standing, problem: TrackedProblem) -> bool:
    """Whether it is late on the report's day, as the ledger has it: what later cycles say of it counts here."""
    tracked = standing.workspace.rectification.by_key[problem.key]
    return standing.as_of is not None and standing.deadlines.is_overdue(tracked, standing.as_of)


def due_words(standing: Standing, problem: TrackedProblem) -> str:
    """By when it is to be resolved: its own date, else that of the stage, which is what makes it late; empty for neither."""
    return date_words(problem.due or standing.deadlines.of(problem))


def status_words(problem: TrackedProblem) -> str:
    """How far a problem is resolved: only the office closes one, and only with proof."""
    closed = problem.closed()
    if closed is not None:
        return f"{STATUS['closed']}（{date_words(closed.closing.closed_on)}）"
    unproven = problem.unproven()
    if unproven is not None:
        return f"{STATUS['done']}（{date_words(unproven.closing.closed_on)}的销号缺少整改佐证材料，不作销号处理）"
    return STATUS[problem.status()]


def _known(standing: Standing, problem: TrackedProblem) -> TrackedProblem:
    return problem.until(standing.cycle, standing.as_of)


def _carried_part(standing: Standing, number: int, problem: TrackedProblem) -> CarriedPart:
    stated, closed = problem.stated_in(standing.cycle), problem.closed()
    unproven = problem.unproven()
    closing = () if closed is None else (date_words(closed.closing.closed_on), *paragraphs(closed.closing.remark))
    return CarriedPart(
        number=number,
        id=problem.key.problem,
        cycle=f"{problem.key.cycle}年度",
        indicator=problem.indicator,
        found_by=FOUND_BY[problem.found_by],
        text=paragraphs(problem.text),
        answered=stated is not None,
        measure=paragraphs(problem.measure),
        progress=paragraphs(stated.progress if stated else None),
        proof="、".join(one.title for one in stated.proof) if stated else "",
        person=problem.person or "",
        due=due_words(standing, problem),
        status=STATUS[problem.status()] if unproven is None else status_words(problem),
        closing="，".join(closing),
    )
