"""What a dashboard shows that no other command does: the course of a problem and the progress by the logs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dutykit.listings.dashboard import DashboardRequest, dashboard_document
from tests.cycles import opened

REQUEST = DashboardRequest(dt.date(2019, 12, 31))


def document(root: Path) -> dict[str, object]:
    """What the dashboard of `root` is made of."""
    return dashboard_document(opened(root), REQUEST)


def test_a_problem_is_followed_through_the_years(made_rounds: Path) -> None:
    courses = document(made_rounds)["courses"]
    assert isinstance(courses, list)
    assert [step["cycle"] for step in courses[0]] == [2017, 2017, 2018, 2019]


def test_the_log_and_the_submissions_are_compared_by_unit(rounds: Path) -> None:
    whole = document(rounds)["progress"]
    assert isinstance(whole, dict)
    assert (whole["submitted"], whole["differing"], whole["days"][-1]["submitted"]) == (4, [], 4)
    cut, unlogged = rounds / "history/2019/东区政府.jsonl", rounds / "submissions/2019/市教育局.yaml"
    cut.unlink()
    unlogged.write_text(unlogged.read_text("utf-8").replace("state: accepted", "state: draft"), encoding="utf-8")
    cut_short = document(rounds)["progress"]
    assert isinstance(cut_short, dict)
    assert (cut_short["submitted"], cut_short["differing"]) == (3, ["市教育局", "东区政府"])
