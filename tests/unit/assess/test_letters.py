"""Which letter is due on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from dutykit.assess.letters import Reminding, has_rules, reminding
from dutykit.lifecycle.reminding import planned_issue
from dutykit.model.workspace import Workspace

MakeWorkspace = Callable[..., Workspace]
RULES = "[{color: blue, days: -3, term: 3}, {color: orange, days: 1, term: 5}, {color: red, days: 7, term: 3}]"
TIMETABLE = f"""\
cycles:
  - cycle: 2019
    stages:
      - {{name: 自查自评, due: 2019-05-15, letters: {RULES}}}
      - {{name: 实地检查, due: 2019-07-19}}
      - {{name: 整改复查, due: 2019-11-29, letters: [{{color: blue, days: 1, term: 5}}]}}
"""
DRAFT = "unit: 甲局\ncycle: 2019\nstate: draft\nanswers: []\n"
PROBLEMS = """\
unit: 甲局
cycle: 2019
state: submitted
submitted_on: 2019-05-10
answers:
  - indicator: 1
    rating: partly
    narrative: 办了。
    problems:
      - {id: p1, found_by: inspection, text: 问题甲。, due: 2019-09-30, status: in_progress}
      - {id: p2, found_by: inspection, text: 问题乙, due: 2019-10-31, status: open}
      - {id: p3, found_by: inspection, text: 问题丙, due: 2019-09-30, status: done}
"""


def on(workspace: Workspace, month: int, day: int, unit: str = "甲局") -> Reminding:
    found = reminding(workspace, 2019, dt.date(2019, month, day))
    return next(one for one in found if one.unit == unit)


def issue(workspace: Workspace, month: int, day: int) -> Workspace:
    """The workspace in which the letter due to 甲局 on the day is issued."""
    due = on(workspace, month, day).due
    return planned_issue(workspace, 2019, due[:1], "示例").after(workspace)


def test_blue_then_orange_then_red_each_after_the_term_of_the_one_before(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(submission=DRAFT, timetable=TIMETABLE)
    assert has_rules(workspace, 2019)
    assert not has_rules(workspace, 2018)
    early = on(workspace, 5, 11)
    assert (early.due, early.reasons[0]) == ((), "自查自评：蓝色催办函 2019-05-12 起发出")
    (blue,) = on(workspace, 5, 12).due
    letter = blue.letter
    assert (letter.color, letter.asks, letter.due, letter.until, letter.number) == (
        "blue", "submit", dt.date(2019, 5, 15), dt.date(2019, 5, 15), None,
    )  # fmt: skip
    workspace = issue(workspace, 5, 12)
    running = on(workspace, 5, 15)
    assert (running.due, running.reasons[0]) == ((), "自查自评：蓝色催办函（第1号）的限期 2019-05-15 未满")
    assert [one.is_issued for one in running.open] == [True]
    assert [one.letter.color for one in on(workspace, 5, 16).due] == ["orange"]
    # Sent later than the rule allows at the earliest, the term counts from the day of the letter.
    workspace = issue(workspace, 5, 20)
    assert on(workspace, 5, 25).due == ()
    (red,) = on(workspace, 5, 26).due
    assert (red.letter.color, red.letter.until) == ("red", dt.date(2019, 5, 29))
    workspace = issue(workspace, 5, 26)
    last = on(workspace, 7, 1)
    assert (last.due, last.reasons[0]) == ((), "自查自评：红色催办函（第3号）已发出，没有下一种颜色")
    assert [one.letter.number for one in last.issued] == [1, 2, 3]
    assert len(on(workspace, 5, 19).issued) == 1  # those of later days are not known yet


def test_what_is_sent_by_the_deadline_asks_for_the_deadline(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(submission=DRAFT, timetable=TIMETABLE)
    until = {day: on(workspace, 5, day).due[0].letter.until.day for day in (12, 13, 15, 16)}
    assert until == {12: 15, 13: 15, 15: 15, 16: 19}
    assert [one.letter.color for one in on(issue(workspace, 5, 13), 5, 16).due] == ["orange"]


def test_the_first_letter_is_blue_however_late(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(submission=DRAFT, timetable=TIMETABLE)
    assert [one.letter.color for one in on(workspace, 6, 30).due] == ["blue"]


@pytest.mark.parametrize(
    ("submission", "timetable", "reason"),
    [
        (PROBLEMS, TIMETABLE, "自查自评：自评材料已报送"),
        (DRAFT, TIMETABLE.replace("due: 2019-05-15, ", ""), "自查自评：没有截止日期"),
        ("unit: 甲局\ncycle: 2019\nstate: draft\nanswers: 1: 2: 3\n", TIMETABLE, "自查自评：填报文件无法读取"),
    ],
)
def test_why_no_letter_is_due(make_workspace: MakeWorkspace, submission: str, timetable: str, reason: str) -> None:
    found = on(make_workspace(submission=submission, timetable=timetable), 5, 16)
    assert (found.due, reason in found.reasons) == ((), True)


def test_who_has_no_submission_at_all_is_reminded(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(submission=DRAFT, timetable=TIMETABLE)
    assert [one.letter.color for one in on(workspace, 5, 16, "乙县").due] == ["blue"]


def test_a_new_deadline_begins_with_blue_again(make_workspace: MakeWorkspace) -> None:
    workspace = issue(make_workspace(submission=DRAFT, timetable=TIMETABLE), 5, 12)
    returned = DRAFT.replace("draft", "returned\nreturned: {reason: 缺, due: 2019-06-01}")
    then = replace(make_workspace(submission=returned, timetable=TIMETABLE), history=workspace.history)
    assert on(then, 5, 28).due == ()
    (blue,) = on(then, 5, 29).due
    assert (blue.letter.color, blue.letter.asks, blue.letter.due) == ("blue", "resubmit", dt.date(2019, 6, 1))


def test_problems_are_asked_for_when_their_own_dates_are_over(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(submission=PROBLEMS, timetable=TIMETABLE)
    assert on(workspace, 9, 30).due == ()
    (letter,) = (one.letter for one in on(workspace, 10, 1).due)
    assert (letter.asks, letter.due) == ("rectify", dt.date(2019, 9, 30))
    assert letter.matters == ("问题甲（第1项指标，完成时限2019年9月30日）",)
    (later,) = (one.letter for one in on(workspace, 11, 1).due)
    assert [text[:3] for text in later.matters] == ["问题甲", "问题乙"]


def test_letters_end_with_the_claim_or_with_the_closing_as_the_office_says(make_workspace: MakeWorkspace) -> None:
    done = PROBLEMS.replace("in_progress", "done").replace("status: open", "status: done")
    claimed = on(make_workspace(submission=done, timetable=TIMETABLE), 12, 1)
    assert (claimed.due, claimed.reasons[1]) == ((), "整改复查：没有未整改的问题")
    closed = TIMETABLE.replace("due: 2019-11-29", "due: 2019-11-29, answered: closed")
    (letter,) = (one.letter for one in on(make_workspace(submission=done, timetable=closed), 12, 1).due)
    assert (letter.asks, len(letter.matters), letter.claimed) == ("close", 3, 3)
    (letter,) = (one.letter for one in on(make_workspace(submission=PROBLEMS, timetable=closed), 12, 1).due)
    assert (letter.matters[0], letter.matters[2], letter.claimed) == (
        "问题甲（第1项指标，完成时限2019年9月30日）",
        "问题丙（第1项指标，完成时限2019年9月30日，已报整改，待核查销号）",
        1,
    )


def test_two_stages_are_reminded_of_one_after_the_other(make_workspace: MakeWorkspace) -> None:
    both = PROBLEMS.replace("state: submitted\nsubmitted_on: 2019-05-10", "state: draft")
    workspace = make_workspace(submission=both, timetable=TIMETABLE)
    assert [one.letter.stage for one in on(workspace, 10, 1).due] == ["自查自评", "整改复查"]
    assert [one.letter.stage for one in on(issue(workspace, 10, 1), 10, 1).due] == ["整改复查"]


def test_letters_until_the_closing_count_from_the_first_date_they_list(make_workspace: MakeWorkspace) -> None:
    claimed_first = PROBLEMS.replace("due: 2019-09-30, status: in_progress", "due: 2019-08-31, status: done")
    closed = TIMETABLE.replace("due: 2019-11-29", "due: 2019-11-29, answered: closed")
    workspace = make_workspace(submission=claimed_first, timetable=closed)
    assert on(workspace, 8, 31).reasons[-1] == "整改复查：蓝色催办函 2019-09-01 起发出"
    (letter,) = (one.letter for one in on(workspace, 11, 1).due)
    assert (letter.due, len(letter.matters)) == (dt.date(2019, 8, 31), 3)
    assert "完成时限2019年8月31日" in letter.matters[1]  # behind what is unfinished
