"""Scores of a made workspace: sums, levels, weights, events, grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dutykit.assess.score import Difference, UnitScore, exact_text, rounded, unit_scores
from dutykit.model.review import Review
from dutykit.model.scoring import PointsItem, Scoring
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace

from .made import workspace

Given = Mapping[str, Mapping[str, Any]]
"""What is written of each indicator, by its id."""

POINTS: dict[str, Any] = {"indicators": {"1": 4, "2": Decimal("3.5"), "3": 2}}
GRADES = (
    {"id": "优秀", "min": 90},
    {"id": "良好", "min": 80},
    {"id": "合格", "min": 65},
    {"id": "不合格"},
)


def answered(answers: Given, unit: str = "甲局") -> Submission:
    given = [{"indicator": key, **more} for key, more in answers.items()]
    return Submission.model_validate({"unit": unit, "cycle": 2019, "state": "submitted", "answers": given})


def reviewed(verdicts: Given, events: tuple[dict[str, Any], ...] = ()) -> Review:
    given = [{"indicator": key, **more} for key, more in verdicts.items()]
    happened = [{"remark": "事由", **one} for one in events]
    return Review.model_validate({"unit": "甲局", "cycle": 2019, "indicators": given, "events": happened})


def scored(submission: Submission, review: Review | None = None, **rules: Any) -> UnitScore:
    scoring = Scoring.model_validate({"title": "办法", "basis": "文", "points": POINTS, **rules})
    made: Workspace = replace(workspace(submission), scoring=scoring, reviews=() if review is None else (review,))
    (found,) = unit_scores(made, scoring, 2019, ["甲局"])
    return found


FULL: Given = {"1": {"score": 4}, "2": {"score": Decimal("3.1")}, "3": {"score": 2}}


def test_a_sum_is_exact() -> None:
    own = scored(answered(FULL)).own
    assert own is not None
    assert (own.score, own.points, own.total) == (Fraction("9.1"), Fraction("9.5"), Decimal("9.1"))


def test_a_percentage_rounds_once_and_half_up() -> None:
    own = scored(answered(FULL), method="percent", decimals=0, grades=GRADES).own
    assert own is not None
    assert own.exact == Fraction(910, 95) * 10
    assert own.total == 96
    assert own.grade is not None
    assert own.grade.id == "优秀"


def test_what_does_not_apply_is_left_out_of_the_full_marks() -> None:
    own = scored(answered({**FULL, "3": {"rating": "not_applicable", "reason": "无"}}), method="percent").own
    assert own is not None
    assert own.points == Fraction("7.5")
    assert [item.item.key for item in own.left_out] == ["3"]


def test_without_every_score_there_is_no_total() -> None:
    own = scored(answered({"1": {"score": 4}}), method="percent", grades=GRADES).own
    assert own is not None
    assert (own.total, own.grade, [item.item.key for item in own.lacking]) == (None, None, ["2", "3"])


def test_points_of_a_heading_are_shared_by_its_indicators() -> None:
    own = scored(answered(FULL), points={"chapters": {"1": 8}, "indicators": {"3": 2}}).own
    assert own is not None
    assert [(item.item.level, item.score, item.points) for item in own.items] == [
        ("chapters", Fraction("7.1"), Fraction(8)),
        ("indicators", Fraction(2), Fraction(2)),
    ]


LEVELS = (
    {"id": "A", "title": "完全落实", "share": 1, "rating": "met"},
    {"id": "B", "title": "基本落实", "share": Decimal("0.6"), "rating": "partly"},
)


def test_levels_count_where_no_score_is_written() -> None:
    answers: Given = {"1": {"rating": "met"}, "2": {"rating": "partly"}, "3": {"rating": "met", "score": 1}}
    review = reviewed({"1": {"level": "B"}, "2": {"verdict": "met"}, "3": {"verdict": "partly"}})
    found = scored(answered(answers), review, levels=LEVELS)
    assert found.own is not None
    assert found.reviewed is not None
    assert found.own.score == 4 + Fraction("2.1") + 1
    assert found.reviewed.score == Fraction("2.4") + Fraction("3.5") + Fraction("1.2")


def test_with_levels_and_no_points_each_indicator_counts_one() -> None:
    answers: Given = {key: {"rating": "met"} for key in ("1", "2", "3")}
    own = scored(answered(answers), points={}, levels=LEVELS, method="percent").own
    assert own is not None
    assert (own.points, own.total) == (Fraction(3), Decimal(100))


def test_weights_of_chapters_in_which_nothing_applies_are_shared_out() -> None:
    rules: dict[str, Any] = {"method": "weighted", "weights": {"1": 60, "2": 40}}
    own = scored(answered(FULL), **rules).own
    assert own is not None
    assert own.exact == Fraction("7.1") / Fraction("7.5") * 60 + 40
    own = scored(answered({**FULL, "3": {"rating": "not_applicable"}}), **rules).own
    assert own is not None
    assert own.exact == Fraction("7.1") / Fraction("7.5") * 100


EVENTS = (
    {"id": "加", "kind": "bonus", "text": "加", "points": Decimal("1.5"), "most": 4},
    {"id": "扣", "kind": "deduction", "text": "扣", "points": 2},
    {"id": "降", "kind": "downgrade", "text": "降"},
    {"id": "限", "kind": "bar", "text": "限", "grade": "优秀"},
    {"id": "否", "kind": "veto", "text": "否"},
)


@pytest.mark.parametrize(
    ("events", "total", "grade"),
    [
        ((), "95.8", "优秀"),
        (({"event": "加"},), "97.3", "优秀"),
        (({"event": "加", "times": 2}, {"event": "加"}), "98.8", "优秀"),
        (({"event": "扣", "times": 4},), "87.8", "良好"),
        (({"event": "降"},), "95.8", "良好"),
        (({"event": "降", "times": 9},), "95.8", "不合格"),
        (({"event": "限"},), "95.8", "良好"),
        (({"event": "限"}, {"event": "降"}), "95.8", "良好"),
        (({"event": "否"}, {"event": "降"}), "95.8", "不合格"),
        (({"event": "谁也不认识"},), "95.8", "优秀"),
    ],
)
def test_events(events: tuple[dict[str, Any], ...], total: str, grade: str) -> None:
    rules: dict[str, Any] = {"method": "percent", "grades": GRADES, "events": EVENTS, "bonus_most": 3}
    account = scored(answered(FULL), reviewed(FULL, events), **rules).reviewed
    assert account is not None
    assert account.grade is not None
    assert (str(account.total), account.grade.id) == (total, grade)


@pytest.mark.parametrize(
    ("event", "grade"),
    [({"event": "限"}, "合格"), ({"event": "否"}, "不合格"), ({"event": "否优"}, "合格"), ({"event": "降"}, "不合格")],
)
def test_a_bar_and_a_veto_never_raise_a_grade(event: dict[str, Any], grade: str) -> None:
    verdicts: Given = {"1": {"score": 3}, "2": {"score": Decimal("2.5")}, "3": {"score": 1}}  # 68.4: 合格
    events = (*EVENTS, {"id": "否优", "kind": "veto", "text": "否", "grade": "优秀"})
    account = scored(
        answered(FULL), reviewed(verdicts, (event,)), method="percent", grades=GRADES, events=events
    ).reviewed
    assert account is not None
    assert account.grade_by_total is not None
    assert account.grade is not None
    assert (account.grade_by_total.id, account.grade.id) == ("合格", grade)
    assert [(step.before.id, step.after.id) for step in account.steps] == [("合格", grade)]


def test_downgrades_come_before_bars_and_vetoes() -> None:
    events = ({"event": "否"}, {"event": "限"}, {"event": "降"})
    account = scored(answered(FULL), reviewed(FULL, events), method="percent", grades=GRADES, events=EVENTS).reviewed
    assert account is not None
    assert [step.event.id for step in account.steps] == ["降", "限", "否"]


@pytest.mark.parametrize(
    ("times", "added", "capped"),
    [((1,), ["1.5"], None), ((3,), ["4"], None), ((1, 1, 1), ["1.5", "1.5", "1"], None), ((2, 2), ["3", "1"], None)],
)
def test_the_most_of_an_event_holds_over_all_its_occurrences(
    times: tuple[int, ...], added: list[str], capped: Fraction | None
) -> None:
    events = tuple({"event": "加", "times": one} for one in times)
    account = scored(answered(FULL), reviewed(FULL, events), events=EVENTS).reviewed
    assert account is not None
    assert [exact_text(one.points) for one in account.additions] == added
    assert account.capped is capped
    assert account.exact == Fraction("9.1") + sum(Fraction(one) for one in added)


def test_the_most_of_all_bonuses_holds_beside_that_of_each() -> None:
    events = ({"event": "加", "times": 2}, {"event": "扣"})
    for most, total in ((Decimal("2.5"), "9.6"), (3, "10.1"), (4, "10.1")):
        account = scored(answered(FULL), reviewed(FULL, events), events=EVENTS, bonus_most=most).reviewed
        assert account is not None
        assert account.capped == (Fraction("2.5") if most == Decimal("2.5") else None)
        assert account.total == Decimal(total)


def test_a_deduction_has_a_most_of_its_own() -> None:
    rules = ({"id": "扣", "kind": "deduction", "text": "扣", "points": 2, "most": 3},)
    account = scored(answered(FULL), reviewed(FULL, ({"event": "扣", "times": 2},)), events=rules).reviewed
    assert account is not None
    assert [one.points for one in account.additions] == [-3]
    assert account.total == Decimal("6.1")


def test_a_review_that_omits_an_assigned_indicator_has_no_total() -> None:
    found = scored(answered(FULL), reviewed({"1": {"score": 4}, "2": {"score": 3}}), method="percent", grades=GRADES)
    assert found.reviewed is not None
    assert (found.reviewed.total, found.reviewed.grade) == (None, None)
    assert [item.item.key for item in found.reviewed.lacking] == ["3"]
    assert [one.item.key for one in found.differences] == ["2"]


def test_what_the_unit_calls_not_applicable_needs_no_review_and_what_the_office_does_neither() -> None:
    given: Given = {**FULL, "3": {"rating": "not_applicable", "reason": "无"}}
    found = scored(answered(given), reviewed({"1": {"score": 4}, "2": {"score": 3}}))
    assert found.reviewed is not None
    assert ([item.item.key for item in found.reviewed.left_out], found.reviewed.total) == (["3"], Decimal("7.0"))
    found = scored(answered(FULL), reviewed({"1": {"score": 4}, "2": {"score": 3}, "3": {"verdict": "not_applicable"}}))
    assert found.own is not None
    assert found.reviewed is not None
    assert ([item.item.key for item in found.own.left_out], [item.item.key for item in found.reviewed.left_out]) == (
        [],
        ["3"],
    )


def test_an_item_that_one_side_alone_scored_is_no_difference() -> None:
    rules: dict[str, Any] = {"credibility": {"method": "total", "because": "文"}, "difference": 0}
    office = reviewed({"1": {"score": 3}, "2": {"score": 3}, "3": {"score": 1}})
    found = scored(answered({"1": {"score": 4}, "2": {"rating": "met"}}), office, **rules)
    assert [one.item.key for one in found.differences] == [one.item.key for one in found.over] == ["1"]
    assert found.credibility == Decimal("75.0")
    nothing = scored(answered({"2": {"rating": "met"}}), office, **rules)
    assert (nothing.differences, nothing.credibility) == ((), None)


def test_a_level_does_not_score_an_indicator_whose_points_are_on_a_heading() -> None:
    points = {"chapters": {"1": 8}, "indicators": {"3": 2}}
    answers: Given = {"1": {"rating": "met"}, "2": {"rating": "met"}, "3": {"rating": "met"}}
    own = scored(answered(answers), points=points, levels=LEVELS).own
    assert own is not None
    assert [item.score for item in own.items] == [None, 2]
    parts = [(part.indicator, part.score, part.rating, part.level) for item in own.items for part in item.parts]
    assert parts == [("1", None, "met", None), ("2", None, "met", None), ("3", 2, "met", "A")]


def test_a_difference_is_over_only_beyond_its_limit() -> None:
    office = reviewed({"1": {"score": 3}, "2": {"score": Decimal("3.1")}, "3": {"score": 2}})
    assert [one.percent for one in scored(answered(FULL), office, difference=25).differences] == [25]
    assert scored(answered(FULL), office, difference=25).over == ()
    assert len(scored(answered(FULL), office, difference=Decimal("24.9")).over) == 1
    assert scored(answered(FULL), office).over == ()


@pytest.mark.parametrize(("method", "percent"), [("by_item", "78.9"), ("total", "89.5"), ("ratio", "89.0")])
def test_credibility(method: str, percent: str) -> None:
    office = reviewed({"1": {"score": Decimal("2.5")}, "2": {"score": Decimal("3.6")}, "3": {"score": 2}})
    rules: dict[str, Any] = {"credibility": {"method": method, "because": "文"}, "difference": 15}
    found = scored(answered(FULL), office, **rules)
    assert str(found.credibility) == percent
    assert [one.item.key for one in found.differences] == ["1", "2"]
    assert [one.item.key for one in found.over] == ["1"]


def test_each_side_has_its_account() -> None:
    found = scored(answered(FULL), reviewed({"1": {"score": 1}, "2": {"score": 1}, "3": {"score": 1}}))
    assert (found.account("self"), found.account("reviewed")) == (found.own, found.reviewed)
    assert found.own != found.reviewed


def test_nobody_handed_anything_in() -> None:
    found = scored(answered({}, unit="乙局"))
    assert (found.own, found.reviewed, found.credibility) == (None, None, None)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(1, 3), "0.333333"), (Fraction(1, 8), "0.125"), (Fraction(-5, 2), "-2.5"), (Fraction(100), "100")],
)
def test_exact_text(value: Fraction, text: str) -> None:
    assert exact_text(value) == text


@pytest.mark.parametrize(("value", "decimals", "text"), [("0.05", 1, "0.1"), ("-0.05", 1, "-0.1"), ("2.5", 0, "3")])
def test_halves_are_rounded_away_from_zero(value: str, decimals: int, text: str) -> None:
    assert str(rounded(Fraction(value), decimals)) == text


def test_a_share_of_points_is_said_with_one_decimal_at_most() -> None:
    gaps = [
        Difference(PointsItem("indicators", "1", points), Fraction(5), Fraction(0)) for points in (Decimal("11.5"), 50)
    ]
    assert [one.percent_words for one in gaps] == ["43.5", "10"]
