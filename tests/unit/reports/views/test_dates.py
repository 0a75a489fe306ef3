"""The date on a cover and in a signature is never before anything the report contains."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dutykit.reports.kinds import KINDS, Scope
from dutykit.reports.views.standing import Standing
from tests.unit.conftest import SUBMISSION, MakeStanding

FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')
REVIEW = """\
unit: 甲局
cycle: 2019
reviewed_on: 2019-07-08
indicators: [{indicator: 1, verdict: met}]
"""
CLOSED = REVIEW + "closings: [{problem: p1, closed_on: 2019-10-08, remark: 核查属实。}]\n"
FOUND = "findings: [{id: f1, indicator: 1, found_by: monitoring, text: 监测发现。, found_on: 2019-08-01, due: 2020-03-01}]\n"


def dated(standing: Standing, name: str, scope: Scope = "unit", as_of: str | None = None) -> str:
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    unit = standing.workspace.register.by_id["甲局"] if scope == "unit" else None
    kind = next(one for one in KINDS if one.name == name)
    cover = kind.views[scope](replace(standing, as_of=day), unit, FAMILIES).cover
    assert (cover.date == "") == (cover.created == "")
    return cover.created


@pytest.mark.parametrize(
    ("review", "as_of", "expected"),
    [
        (None, None, "2019-05-01"),
        (None, "2019-12-01", "2019-05-01"),  # prints no day
        (REVIEW, None, "2019-07-08"),
        (REVIEW + FOUND, None, "2019-08-01"),  # that it is due later is no matter
        (CLOSED, None, "2019-10-08"),
        (CLOSED, "2019-10-08", "2019-10-08"),
        (CLOSED, "2019-10-07", "2019-07-08"),  # the closing is not known yet
    ],
)
def test_a_units_evaluation_report(
    make_standing: MakeStanding, review: str | None, as_of: str | None, expected: str
) -> None:
    files = {} if review is None else {"review": review}
    assert dated(make_standing(**files), "unit", as_of=as_of) == expected


@pytest.mark.parametrize(("name", "scope"), [("city", "city"), ("rectification", "city"), ("rectification", "unit")])
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(None, "2019-10-08"), ("2019-12-01", "2019-12-01"), ("2019-08-01", "2019-08-01"), ("2019-01-01", "2019-07-08")],
)
def test_what_prints_the_day_is_not_dated_before_it(
    make_standing: MakeStanding, name: str, scope: Scope, as_of: str | None, expected: str
) -> None:
    assert dated(make_standing(review=CLOSED), name, scope, as_of) == expected


def test_the_self_report_is_of_the_day_it_was_handed_in_or_of_a_closing_by_the_day_asked_for(
    make_standing: MakeStanding,
) -> None:
    standing = make_standing(review=CLOSED)
    assert dated(standing, "self-report") == "2019-05-01"  # the closing came later, and is not in it
    assert dated(standing, "self-report", as_of="2019-09-01") == "2019-05-01"
    assert dated(standing, "self-report", as_of="2019-12-01") == "2019-10-08"
    assert dated(standing, "evidence") == "2019-05-01"


def test_what_was_sent_back_is_dated_by_that(make_standing: MakeStanding) -> None:
    returned = SUBMISSION.replace("{reason: 缺第2项, ", "{reason: 缺第2项, on: 2019-05-20, ")
    assert dated(make_standing(submission=returned), "unit") == "2019-05-20"


def test_without_a_day_there_is_no_date(make_standing: MakeStanding) -> None:
    undated = "unit: 甲局\ncycle: 2019\nstate: draft\nanswers: []\n"
    assert dated(make_standing(submission=undated), "unit") == ""
    assert dated(make_standing(submission=undated), "self-report", as_of="2019-12-01") == ""
    assert dated(make_standing(submission=undated), "rectification", as_of="2019-12-01") == "2019-12-01"
