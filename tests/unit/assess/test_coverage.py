"""Every duty has one status, each member of a group its own, and no percentage flatters."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dutykit.assess.coverage import Tally, coverage, tally, unread_units
from dutykit.model.submission import Submission
from tests.unit.assess.made import submission, workspace

FULL = submission("甲", {"1": "met", "2": "partly", "3": "not_applicable"})


def test_each_member_of_a_group_counts_by_itself() -> None:
    found = coverage(workspace(submission("丙县", {"2": "met", "3": "met"})), 2019)
    assert {unit: len(pairs) for unit, pairs in found.by_unit.items()} == {"甲局": 3, "乙局": 1, "丙县": 2, "丁县": 2}
    assert tally(found.by_unit["丙县"]) == Tally(owed=2, answered=2, missing=0, unreadable=0)
    assert tally(found.by_unit["丁县"]) == Tally(owed=2, answered=0, missing=2, unreadable=0)


def test_statuses() -> None:
    found = coverage(workspace(submission("甲", {"1": "unmet", "2": None}, state="draft")), 2019)
    assert [(pair.unit, pair.indicator, pair.status) for pair in found.pairs] == [
        ("乙局", "1", "unsubmitted"),
        ("甲局", "1", "answered"),
        ("甲局", "2", "unrated"),
        ("丙县", "2", "unsubmitted"),
        ("丁县", "2", "unsubmitted"),
        ("甲局", "3", "absent"),
        ("丙县", "3", "unsubmitted"),
        ("丁县", "3", "unsubmitted"),
    ]
    assert (found.state("甲局"), found.state("乙局")) == ("draft", None)
    assert found.answered == {("甲局", "1")}
    assert len(found.missing) == 7


def test_the_aggregations_add_up() -> None:
    found = coverage(workspace(FULL), 2019)
    for groups in (found.by_unit, found.by_chapter, found.by_indicator):
        tallies = [tally(pairs) for pairs in groups.values()]
        assert sum(one.owed for one in tallies) == found.total.owed == 8
        assert sum(one.answered for one in tallies) == found.total.answered == 3
    assert [*found.by_chapter] == [1, 2]
    assert [*found.by_indicator] == ["1", "2", "3"]


def test_another_cycle_does_not_count() -> None:
    found = coverage(workspace(submission("甲局", {"1": "met"}, cycle=2018)), 2019)
    assert found.total.answered == 0


def test_what_nobody_asked_for() -> None:
    strays = coverage(
        workspace(submission("乙局", {"1": "met", "2": "met", "9": "met"}), submission("庚局", {"1": "met"})), 2019
    ).strays
    assert [(one.unit, one.indicator, one.reason) for one in strays] == [
        ("乙局", "2", "not_owed"),
        ("乙局", "9", "unknown_indicator"),
        ("庚局", "1", "unknown_unit"),
    ]


@pytest.mark.parametrize("name", ["data/indicators.yaml", "data/units.yaml"])
def test_nothing_is_stray_where_the_catalogue_or_the_units_are_incomplete(name: str) -> None:
    made = workspace(submission("乙局", {"2": "met"}), incomplete=frozenset({name}))
    assert coverage(made, 2019).strays == ()


def test_what_could_not_be_read_is_not_missing() -> None:
    found = coverage(workspace(incomplete=frozenset({"submissions/2019/甲.yaml", "submissions/2018/乙局.yaml"})), 2019)
    assert tally(found.by_unit["甲局"]) == Tally(owed=3, answered=0, missing=0, unreadable=3)
    assert tally(found.by_unit["乙局"]).missing == 1


def test_only_some_units() -> None:
    found = coverage(workspace(FULL, submission("乙局", {"2": "met"})), 2019).only({"甲局", "戊区"})
    assert [*found.by_unit] == ["甲局"]
    assert found.strays == ()
    assert found.total == Tally(owed=3, answered=3, missing=0, unreadable=0)


@pytest.mark.parametrize(
    ("answered", "owed", "tenths"),
    [(0, 0, None), (0, 3, 0), (1, 3, 333), (2, 3, 666), (9999, 10000, 999), (7, 7, 1000)],
)
def test_percentages_are_rounded_down(answered: int, owed: int, tenths: int | None) -> None:
    assert Tally(owed, answered, owed - answered, 0).tenths == tenths


def test_a_threshold_is_compared_exactly() -> None:
    third = Tally(owed=3, answered=1, missing=2, unreadable=0)
    assert third.reaches(Decimal("33.3333"))
    assert not third.reaches(Decimal("33.3334"))
    assert Tally(0, 0, 0, 0).reaches(Decimal(100))
    assert not Tally(10000, 9999, 1, 0).reaches(Decimal(100))


def test_a_stray_of_another_cycle_or_of_a_unit_that_owes_nothing() -> None:
    strays = coverage(
        workspace(submission("乙局", {"2": "met"}, cycle=2018), submission("戊区", {"1": "met"})), 2019
    ).strays
    assert [(one.unit, one.indicator, one.reason) for one in strays] == [("戊区", "1", "not_owed")]


def test_a_partly_read_file_answers_what_was_read_and_nothing_else_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    given = submission("甲", {"1": "met", "2": None})
    monkeypatch.setattr(Submission, "file", "submissions/2019/财.yaml")
    found = coverage(replace(workspace(given), incomplete=frozenset({given.file})), 2019)
    assert [pair.status for pair in found.by_unit["甲局"]] == ["answered", "unreadable", "unreadable"]
    assert not found.unread("甲局")  # something of it was read
    assert tally(found.by_unit["甲局"]) == Tally(owed=3, answered=1, missing=0, unreadable=2)


def test_a_file_of_which_nothing_was_read_is_its_unit_s_by_its_name() -> None:
    names = (
        "submissions/2019/甲.yaml",
        "submissions/2018/乙局.yaml",
        "reviews/2019/丙县.yaml",
        "submissions/丁县.yaml",
    )
    made = replace(workspace(), incomplete=frozenset(names))
    found = coverage(made, 2019)
    assert [unit for unit in found.by_unit if found.unread(unit)] == ["甲局"]
    assert unread_units(made, 2019) == {"甲局"}
    assert unread_units(made, 2019, "reviews") == {"丙县"}
    assert unread_units(made, 2018) == {"乙局"}
