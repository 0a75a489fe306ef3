"""The ledger of a made three-year workspace, and what counts as a repeat."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.assess.ledger import LedgerChoice, ledger, repeated
from dutykit.model.lineage import Lineage
from dutykit.model.rectification import Rectification
from dutykit.model.submission import Answer, Problem, Submission
from dutykit.model.unit import Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years

UNITS = Register(units=(Unit(id="甲局", kind="department"), Unit(id="乙局", kind="department")))


@pytest.fixture
def years(tmp_path: Path) -> Workspace:
    workspace = load_workspace(three_years(tmp_path)).workspace
    assert workspace is not None
    return workspace


def listed(workspace: Workspace, day: str, choice: LedgerChoice | None = None) -> list[tuple[str, str, bool]]:
    found = ledger(workspace, dt.date.fromisoformat(day), choice or LedgerChoice())
    return [(one.tracked.key.problem, one.status, one.overdue) for one in found.entries]


def test_states_on_a_day(years: Workspace) -> None:
    assert listed(years, "2019-11-01") == [
        ("2017-教-1", "closed", False),
        ("2017-督-1", "closed", False),
        ("2017-东-1", "closed", False),
        ("2018-东-1", "in_progress", True),
        ("2019-督-1", "open", True),
        ("2019-西-1", "open", False),
    ]


def test_a_closing_counts_from_its_day_on(years: Workspace) -> None:
    choice = LedgerChoice(cycle=2017)
    assert [status for _id, status, _late in listed(years, "2018-06-19", choice)] == ["closed", "done", "done"]
    assert [status for _id, status, _late in listed(years, "2018-06-20", choice)] == ["closed", "done", "closed"]


def test_the_day_it_is_due_is_not_late(years: Workspace) -> None:
    choice = LedgerChoice(units=["西县政府"])
    assert listed(years, "2019-12-20", choice) == [("2019-西-1", "open", False)]
    assert listed(years, "2019-12-21", choice) == [("2019-西-1", "open", True)]


def test_choices(years: Workspace) -> None:
    assert [key for key, *_rest in listed(years, "2019-11-01", LedgerChoice(overdue=True))] == [
        "2018-东-1",
        "2019-督-1",
    ]
    assert len(listed(years, "2019-11-01", LedgerChoice(statuses=["closed", "open"]))) == 5
    assert listed(years, "2019-11-01", LedgerChoice(units=["市财政局"])) == []


def test_a_problem_told_again_a_year_later_is_a_repeat(years: Workspace) -> None:
    found = ledger(years, dt.date(2019, 11, 1), LedgerChoice())
    repeats = {one.tracked.key.problem: one.repeats.key.problem for one in found.entries if one.repeats is not None}
    assert repeats == {"2018-东-1": "2017-东-1"}


def told(*texts: tuple[int, str, str]) -> Rectification:
    submissions = [
        Submission(
            unit=unit,
            cycle=cycle,
            state="submitted",
            answers=(Answer(indicator="1", problems=(Problem(id=str(number), found_by="self_check", text=text),)),),
        )
        for number, (cycle, unit, text) in enumerate(texts)
    ]
    return Rectification(submissions, (), Lineage(UNITS))


def repeats_of(*texts: tuple[int, str, str]) -> dict[str, str]:
    rectification = told(*texts)
    found = repeated(rectification)
    return {one.key.problem: found[id(one)].key.problem for one in rectification if id(one) in found}


def test_numbers_and_marks_do_not_count() -> None:
    assert repeats_of((2018, "甲局", "有 3 所学校，图书不足。"), (2019, "甲局", "有5所学校图书不足")) == {"1": "0"}


def test_the_latest_of_several_is_named() -> None:
    text = "校车安全台账不全。"
    assert repeats_of((2017, "甲局", text), (2018, "甲局", text), (2019, "甲局", text)) == {"1": "0", "2": "1"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((2019, "甲局", "校车安全台账不全。"), (2019, "甲局", "校车安全台账不全。")),
        ((2018, "甲局", "校车安全台账不全。"), (2019, "乙局", "校车安全台账不全。")),
        ((2018, "甲局", "校车安全台账不全。"), (2019, "甲局", "食堂卫生检查不严。")),
        ((2018, "甲局", "……"), (2019, "甲局", "！")),
    ],
    ids=["the same year", "another unit", "another matter", "no words"],
)
def test_no_repeat(first: tuple[int, str, str], second: tuple[int, str, str]) -> None:
    assert repeats_of(first, second) == {}
