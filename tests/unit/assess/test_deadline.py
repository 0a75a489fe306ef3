"""What is late, by which date, and that every command says the same."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dutykit.assess.deadline import ProblemDeadlines, is_near, is_past, was_submitted_late
from dutykit.assess.ledger import LedgerChoice, ledger
from dutykit.assess.timeline import round_status
from dutykit.model.cycle import Timetable
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years

DAY = dt.date(2019, 9, 30)


def shifted(days: int) -> dt.date:
    return DAY + dt.timedelta(days)


def test_on_the_due_day_nothing_is_late() -> None:
    assert [is_past(DAY, shifted(days)) for days in (-1, 0, 1)] == [False, False, True]
    assert not is_past(None, DAY)


def test_near_is_from_so_many_days_before_to_the_due_day() -> None:
    assert [is_near(DAY, shifted(-days), 3) for days in (4, 3, 0, -1)] == [False, True, True, False]
    assert [is_near(DAY, shifted(-days), 0) for days in (1, 0)] == [False, True]
    assert not is_near(None, DAY, 3)


def submitted(on: dt.date | None, again_by: dt.date | None = None) -> Submission:
    returned = None if again_by is None else {"reason": "缺数据", "due": again_by}
    record = {"unit": "甲局", "cycle": 2019, "state": "submitted", "submitted_on": on, "returned": returned}
    return Submission.model_validate(record)


def test_a_submission_is_late_after_its_deadline_or_after_that_of_its_return_if_it_is_later() -> None:
    assert [was_submitted_late(submitted(shifted(days)), DAY) for days in (-1, 0, 1)] == [False, False, True]
    assert [was_submitted_late(submitted(shifted(days), shifted(5)), DAY) for days in (1, 5, 6)] == [False, False, True]
    assert [was_submitted_late(submitted(shifted(days), shifted(-5)), DAY) for days in (-1, 0, 1)] == [
        False,
        False,
        True,
    ]
    assert not was_submitted_late(submitted(None), DAY)
    assert not was_submitted_late(submitted(DAY), None)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Three years of problems without dates of their own, and stages that await rectification."""
    root = three_years(tmp_path)
    for path in (*(root / "submissions").rglob("*.yaml"), *(root / "reviews").rglob("*.yaml")):
        path.write_text(re.sub(r",?\s+due: [0-9-]+", "", path.read_text("utf-8")), "utf-8")
    found = load_workspace(root).workspace
    assert found is not None
    stages = [{"name": "整改复查", "due": dt.date(year, 11, 29)} for year in (2017, 2018, 2019)]
    stages[2]["differs"] = [{"units": ["各县区政府"], "due": dt.date(2019, 12, 20)}]
    plans = [{"cycle": year, "stages": [stage]} for year, stage in zip((2017, 2018, 2019), stages, strict=True)]
    return replace(found, timetable=Timetable.model_validate({"cycles": plans}))


def test_without_a_date_of_its_own_a_problem_has_that_of_the_last_cycle_that_reports_it(workspace: Workspace) -> None:
    deadlines = ProblemDeadlines(workspace)
    for one in workspace.rectification:
        cycle = max([one.key.cycle, *(year for year, _said in one.carried)])
        county = one.key.unit.endswith(("区政府", "县政府"))
        expected = dt.date(2019, 12, 20) if county and cycle == 2019 else dt.date(cycle, 11, 29)
        assert deadlines.of(one) == expected
    without = ProblemDeadlines(replace(workspace, timetable=Timetable()))
    assert {without.of(one) for one in workspace.rectification} == {None}
    assert not any(without.is_overdue(one, dt.date.max) for one in workspace.rectification)


def test_a_problem_is_overdue_after_its_date_until_the_unit_has_put_it_right(workspace: Workspace) -> None:
    deadlines = ProblemDeadlines(workspace)
    seen = set()
    for one in workspace.rectification:
        due = deadlines.of(one)
        assert due is not None
        assert not deadlines.is_overdue(one, due)
        for after in (due + dt.timedelta(1), dt.date(2030, 1, 1)):
            assert deadlines.is_overdue(one, after) == (one.status(after) in {"open", "in_progress"})
            seen.add(one.status(after))
    assert seen == {"open", "in_progress", "closed"}  # done: tests/unit/assess/test_timeline.py


@pytest.mark.parametrize("with_dates", [True, False])
def test_status_and_ledger_agree_on_every_day(workspace: Workspace, tmp_path: Path, *, with_dates: bool) -> None:
    """The light of a unit is red for its problems just where the ledger calls one of them overdue."""
    if with_dates:
        dated = load_workspace(three_years(tmp_path / "dated")).workspace
        assert dated is not None
        workspace = replace(dated, timetable=workspace.timetable)
    differ = set()
    for offset in range(0, 500, 3):
        day = dt.date(2019, 1, 1) + dt.timedelta(offset)
        late = {one.tracked.key.unit for one in ledger(workspace, day, LedgerChoice()).entries if one.overdue}
        red = {
            unit.unit
            for unit in round_status(workspace, 2019, day).units
            if any(one.situation == "overdue" for one in unit.steps)
        }
        assert red == late, day
        differ.add(frozenset(red))
    assert len(differ) > 1
