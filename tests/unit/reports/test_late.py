"""What is late, by which date: status, its calendar, the ledger and the reports say the same on every day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dutykit.assess.ledger import LedgerChoice, ledger
from dutykit.listings.status import StatusRequest, status_of
from dutykit.model.cycle import Timetable
from dutykit.model.workspace import Workspace
from dutykit.reports.press.press import Press
from dutykit.reports.views.rectification_view import RectificationReport, rectification_report
from dutykit.text.day import date_words
from dutykit.workspace.assemble import load_workspace
from tests.cycles import make_rounds
from tests.merged_unit import merged_unit
from tests.rounds import three_years

STAGES = [{"cycle": year, "stages": [{"name": "整改复查", "due": dt.date(year, 11, 29)}]} for year in range(2017, 2020)]
CYCLES = {"three years": 2019, "undated": 2019, "rounds": 2019, "merged": 2027}


@pytest.fixture(params=CYCLES)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Workspace, int]:
    """A workspace and the cycle it is in."""
    if request.param == "rounds":
        make_rounds(tmp_path / "made")
        root = tmp_path / "made"
    else:
        root = merged_unit(tmp_path) if request.param == "merged" else three_years(tmp_path)
    if request.param == "undated":
        for path in (*(root / "submissions").rglob("*.yaml"), *(root / "reviews").rglob("*.yaml")):
            path.write_text(re.sub(r",?\s+due: [0-9-]+", "", path.read_text("utf-8")), "utf-8")
    workspace = load_workspace(root).workspace
    assert workspace is not None
    if request.param in {"three years", "undated"}:
        workspace = replace(workspace, timetable=Timetable.model_validate({"cycles": STAGES}))
    return workspace, CYCLES[request.param]


def test_all_say_the_same_on_every_day(made: tuple[Workspace, int]) -> None:
    workspace, cycle = made
    seen = set()
    for offset in range(0, 600, 13):
        day = dt.date(cycle - 1, 7, 1) + dt.timedelta(offset)
        entries = ledger(workspace, day, LedgerChoice()).entries
        late = {one.tracked.key for one in entries if one.overdue}
        units = {one.owner for one in entries if one.overdue}
        seen.add(len(late))

        found = status_of(workspace, StatusRequest(day)).found
        by_rectification = {
            unit.unit
            for unit in found.units
            for step in unit.steps
            if step.situation == "overdue" and step.stage.awaited == "rectification"
        }
        assert by_rectification == units
        assert units <= {unit.unit for unit in found.with_light("red")}

        # The calendar has the deadline of every problem that is not resolved, and of no other.
        dates = {(unit.unit, date) for unit in found.units for step in unit.steps for date in step.dates}
        waiting = [one for one in entries if one.status in {"open", "in_progress"} and one.deadline is not None]
        assert dates == {(one.owner, one.deadline) for one in waiting}

        report = reported(workspace, cycle, day)
        rows = [(row.overdue, row.due) for row in report.problems] + [(row.overdue, row.due) for row in report.carried]
        then = [one.tracked for one in entries if one.tracked.key.cycle == cycle]
        earlier = [one for one in workspace.rectification if one.key.cycle < cycle]
        open_still = [one for one in earlier if one.until(cycle - 1).closed() is None]
        assert sum(overdue for overdue, _due in rows) == len(late & {one.key for one in (*then, *open_still)})
        assert report.count.overdue == sum(one.key in late for one in then)
        assert all(overdue <= (due != "未填报") for overdue, due in rows), "what is late shows the date it is late by"
        shown = {date_words(one.deadline) for one in entries if one.overdue and one.tracked.key.cycle == cycle}
        assert shown == {row.due for row in report.problems if row.overdue}
    assert len(seen) > 1


def reported(workspace: Workspace, cycle: int, day: dt.date) -> RectificationReport:
    press = Press(workspace.root, "html", cycle, workspace, as_of=day)
    return rectification_report(press.standing, None, {})
