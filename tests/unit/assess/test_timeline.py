"""Lights, deadlines and what is next, day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from dutykit.assess.timeline import RoundStatus, UnitStatus, days_left, round_status
from dutykit.model.cycle import Timetable
from dutykit.model.submission import Submission

from .made import submission, workspace

DAY = dt.date(2019, 5, 7)
STAGES: list[dict[str, Any]] = [
    {
        "name": "自查自评",
        "opens": dt.date(2019, 4, 1),
        "due": dt.date(2019, 5, 10),
        "differs": [
            {"units": ["各县"], "due": dt.date(2019, 5, 20)},
            {"units": ["丁县"], "due": dt.date(2019, 5, 6)},
        ],
    },
    {"name": "监测评估", "opens": dt.date(2019, 5, 21), "workdays": 5},
    {"name": "整改复查", "opens": dt.date(2019, 9, 1), "due": dt.date(2019, 9, 30)},
]


def status(*submissions: Submission, day: dt.date = DAY, stages: list[dict[str, Any]] | None = None) -> RoundStatus:
    plan = {"cycle": 2019, "stages": STAGES if stages is None else stages}
    timetable = Timetable.model_validate({"cycles": [plan]})
    return round_status(replace(workspace(*submissions), timetable=timetable), 2019, day)


def of(found: RoundStatus, unit: str) -> UnitStatus:
    return next(one for one in found.units if one.unit == unit)


def test_lights_by_the_unit_s_own_deadline() -> None:
    found = status(submission("乙局", {}))
    assert {one.unit: one.light for one in found.units} == {
        "甲局": "yellow",  # three days left
        "乙局": "green",  # handed in
        "丙县": "green",  # the group has longer
        "丁县": "red",  # its own date goes before its group's
    }
    assert [one.unit for one in found.outstanding] == ["甲局", "丙县", "丁县"]
    assert found.plan is not None
    stage, later = found.plan.stages[0], found.plan.stages[-1]
    assert [one.unit for one in found.running_for(stage)] == ["甲局", "乙局", "丙县"]
    assert [one.unit for one in found.running_for(stage, with_done=False)] == ["甲局", "丙县"]
    assert [one.unit for one in found.overdue_for(stage)] == ["丁县"]
    assert stage is not later
    assert found.running_for(later) == found.overdue_for(later) == ()


@pytest.mark.parametrize(
    ("day", "light", "situation"),
    [
        (dt.date(2019, 3, 31), "green", "ahead"),
        (dt.date(2019, 5, 6), "green", "running"),
        (dt.date(2019, 5, 7), "yellow", "soon"),
        (dt.date(2019, 5, 10), "yellow", "soon"),
        (dt.date(2019, 5, 11), "red", "overdue"),
    ],
)
def test_the_last_day_is_in_time(day: dt.date, light: str, situation: str) -> None:
    one = of(status(day=day), "甲局")
    assert (one.light, one.steps[0].situation) == (light, situation)


def test_a_stage_that_waits_for_nothing_passes() -> None:
    found = status(submission("甲局", {}), day=dt.date(2019, 6, 15))
    assert [step.situation for step in of(found, "甲局").steps] == ["done", "passed", "done"]
    assert of(found, "甲局").steps[1].due == dt.date(2019, 5, 28)
    assert of(found, "甲局").next_step is None


def test_returned_until_its_own_date() -> None:
    returned = submission("甲局", {}, "returned").model_copy(
        update={"returned": _returned(dt.date(2019, 5, 30)), "submitted_on": dt.date(2019, 5, 2)}
    )
    one = of(status(returned, day=dt.date(2019, 5, 20)), "甲局")
    assert one.light == "green"
    assert one.next_step is not None
    assert (one.next_step.due, one.next_step.is_resubmission) == (dt.date(2019, 5, 30), True)
    assert of(status(returned, day=dt.date(2019, 5, 31)), "甲局").light == "red"
    # … also where nobody has written a timetable.
    assert of(status(returned, day=dt.date(2019, 5, 31), stages=[]), "甲局").light == "red"


def _returned(due: dt.date) -> Any:
    return Submission.model_validate(
        {"unit": "甲局", "cycle": 2019, "state": "returned", "returned": {"reason": "缺数据", "due": due}}
    ).returned


def test_where_a_file_is_broken_nobody_knows_that_no_problem_is_open() -> None:
    def broken(*submissions: Submission) -> UnitStatus:
        files = frozenset({"submissions/2019/甲局.yaml"})
        return of(round_status(workspace(*submissions, incomplete=files), 2019, DAY), "甲局")

    assert of(status(), "甲局").open_problems == 0
    assert broken().open_problems is None
    assert broken(with_problems()).open_problems is None
    known = broken(with_problems({"status": "open"}))
    assert (broken().open_text, known.open_problems, known.open_text) == ("", 1, "≥1")


def with_problems(*problems: dict[str, Any], state: str = "accepted") -> Submission:
    named = [{"id": str(at), "found_by": "self_check", "text": f"问题{at}", **one} for at, one in enumerate(problems)]
    answer = {"indicator": "1", "problems": named}
    return Submission.model_validate({"unit": "甲局", "cycle": 2019, "state": state, "answers": [answer]})


@pytest.mark.parametrize("said", ["open", "in_progress"])
def test_open_problems_keep_the_last_stage_open(said: str) -> None:
    one = with_problems({"status": said})
    found = [of(status(one, day=dt.date(2019, 9, day)), "甲局") for day in (1, 26, 27, 30)]
    assert [unit.light for unit in found] == ["green", "green", "yellow", "yellow"]
    late = of(status(one, day=dt.date(2019, 10, 1)), "甲局")
    assert (late.light, late.open_problems) == ("red", 1)
    assert late.next_step is not None
    assert late.next_step.due == dt.date(2019, 9, 30)


def test_what_is_put_right_waits_for_the_office_and_makes_nobody_late() -> None:
    """As in the ledger: the unit has done what it had to, only the office can close a problem."""
    for day, situation in ((dt.date(2019, 9, 29), "running"), (dt.date(2019, 10, 1), "passed")):
        one = of(status(with_problems({"status": "done", "due": dt.date(2019, 8, 1)}), day=day), "甲局")
        assert (one.light, one.open_problems, one.steps[-1].situation) == ("green", 1, situation)


def test_a_problem_is_late_by_its_own_date_also_outside_its_stage() -> None:
    one = with_problems(
        {"due": dt.date(2019, 8, 15)}, {"due": dt.date(2019, 12, 20)}, {"due": dt.date(2019, 8, 1), "status": "done"}
    )
    last = of(status(one, day=dt.date(2019, 8, 13)), "甲局").steps[-1]
    assert (last.situation, last.due) == ("soon", dt.date(2019, 8, 15))
    assert last.dates == (dt.date(2019, 8, 15), dt.date(2019, 12, 20))
    assert of(status(one, day=dt.date(2019, 8, 15)), "甲局").light == "yellow"
    assert of(status(one, day=dt.date(2019, 8, 16)), "甲局").light == "red"
    later = with_problems({"due": dt.date(2019, 12, 20)})
    assert of(status(later, day=dt.date(2019, 12, 5)), "甲局").light == "green"  # the stage is over since September
    found = status(later, day=dt.date(2019, 12, 5))
    assert found.plan is not None
    assert [unit.unit for unit in found.running_for(found.plan.stages[-1])] == ["甲局"]
    assert "甲局" not in [unit.unit for unit in found.overdue_for(found.plan.stages[-1])]


def test_a_problem_has_a_date_also_without_a_timetable() -> None:
    one = with_problems({"due": dt.date(2019, 8, 15)}, {})
    assert [step.situation for step in of(status(one, day=dt.date(2019, 8, 16), stages=[]), "甲局").steps] == [
        "overdue"
    ]
    assert of(status(with_problems({}), day=dt.date(2019, 8, 16), stages=[]), "甲局").steps == ()


def test_who_has_no_problem_is_not_late_with_rectification() -> None:
    one = with_problems(state="draft")
    assert of(status(one, day=dt.date(2019, 9, 30)), "甲局").steps[-1].situation == "running"
    late = of(status(one, day=dt.date(2019, 10, 1)), "甲局")
    assert [step.situation for step in late.steps] == ["overdue", "passed", "passed"]


def test_handed_in_after_the_deadline() -> None:
    late = submission("甲局", {}).model_copy(update={"submitted_on": dt.date(2019, 5, 11)})
    in_time = submission("乙局", {}).model_copy(update={"submitted_on": dt.date(2019, 5, 10)})
    found = status(late, in_time, day=dt.date(2019, 5, 12))
    assert [one.was_late for one in found.units] == [True, False, False, False]


def test_without_dates_there_is_no_light() -> None:
    assert {one.light for one in status(stages=[]).units} == {"none"}
    unknown = [{"name": "自查自评", "opens": dt.date(2999, 1, 1), "workdays": 5}]
    found = status(stages=unknown)
    assert {one.light for one in found.units} == {"none"}
    assert found.plan is not None
    assert found.running_for(found.plan.stages[0]) == ()


def test_days_left() -> None:
    assert days_left(dt.date(2019, 5, 5), dt.date(2019, 4, 30)) == (5, 1)
    assert days_left(dt.date(2019, 4, 30), dt.date(2019, 5, 5)) == (-5, 0)
    assert days_left(dt.date(2990, 1, 5), dt.date(2990, 1, 1)) == (4, None)


def test_what_is_due_first_comes_next_and_what_only_passes_comes_last() -> None:
    stages = [
        {"name": "甲", "due": dt.date(2019, 5, 8)},
        {"name": "乙", "awaits": "submission", "due": dt.date(2019, 6, 30)},
        {"name": "丙", "awaits": "submission", "due": dt.date(2019, 5, 30)},
    ]
    step = of(status(stages=stages), "甲局").next_step
    assert step is not None
    assert step.stage.name == "丙"


def test_a_stage_is_on_from_its_first_day_to_its_last() -> None:
    stage = [{"name": "监测", "opens": dt.date(2019, 5, 7), "due": dt.date(2019, 5, 9)}]
    for day, on in ((6, False), (7, True), (9, True), (10, False)):
        found = status(day=dt.date(2019, 5, day), stages=stage)
        assert found.plan is not None
        assert bool(found.running_for(found.plan.stages[0])) == on
