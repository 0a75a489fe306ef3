"""What is late on a day, and by which date: the one place that decides it."""

from __future__ import annotations

import datetime as dt

from dutykit.model.rectification import UNFINISHED, TrackedProblem
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace


def is_past(due: dt.date | None, day: dt.date) -> bool:
    """Whether `due` is over on `day`; on the due day itself it is not, and without a date nothing is late."""
    return due is not None and day > due


def is_near(due: dt.date | None, day: dt.date, remind: int) -> bool:
    """Whether `due` is on `day` or at most `remind` days after it."""
    return due is not None and 0 <= (due - day).days <= remind


def was_submitted_late(submission: Submission, due: dt.date | None) -> bool:
    """Whether `submission` came after `due`, or again after the later date that was set when it was returned."""
    if due is None or submission.submitted_on is None:
        return False
    returned = submission.returned
    return is_past(due if returned is None else max(due, returned.due), submission.submitted_on)


class ProblemDeadlines:
    """By which date each problem of a workspace is to be resolved.

    Its own date, the latest that was set; where it has none, that of the stage that awaits rectification in the last
    cycle that the unit reported it in.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stage_dates: dict[int, dict[str, dt.date]] = {}

    def of(self, problem: TrackedProblem) -> dt.date | None:
        """The date of `problem`; None where nobody has set one."""
        if problem.due is not None:
            return problem.due
        cycle = problem.carried[-1][0] if problem.carried else problem.key.cycle
        if cycle not in self._stage_dates:
            self._stage_dates[cycle] = _stage_dates(self._workspace, cycle)
        owner = self._workspace.rectification.owner(problem, self._workspace.at(cycle).register)
        return None if owner is None else self._stage_dates[cycle].get(owner)

    def is_overdue(self, problem: TrackedProblem, day: dt.date) -> bool:
        """Whether `problem` should have been resolved before `day`, and was not.

        One that the unit reports as resolved is not: it waits for the office to close it.
        """
        return problem.status(day) in UNFINISHED and is_past(self.of(problem), day)


def _stage_dates(workspace: Workspace, cycle: int) -> dict[str, dt.date]:
    """The end of the first stage of `cycle` that awaits rectification, for each unit (id) that has one."""
    plan = workspace.round(cycle)
    found: dict[str, dt.date] = {}
    for stage in plan.stages if plan else ():
        if stage.awaited != "rectification":
            continue
        register = workspace.at(cycle).register
        own = stage.own_terms(register)
        for unit in register.by_id:
            due = stage.known_deadline(own.get(unit, stage))
            if due is not None:
                found[unit] = min(due, found.get(unit, due))
    return found
