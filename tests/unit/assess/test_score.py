"""Scores of a made workspace: sums, levels, weights, events, grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dutykit.assess.score import UnitScore, exact_text, rounded, unit_scores
from dutykit.model.review import Review
from dutykit.model.scoring import Scoring
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
    assert [item.pot.key for item in own.left_out] == ["3"]


def test_without_every_score_there_is_no_total() -> None:
    own = scored(answered({"1": {"score": 4}}), method="percent", grades=GRADES).own
    assert own is not None
    assert (own.total, own.grade, [item.pot.key for item in own.lacking]) == (None, None, ["2", "3"])


def test_points_of_a_heading_are_shared_by_its_indicators() -> None:
    own = scored(answered(FULL), points={"chapters": {"1": 8}, "indicators": {"3": 2}}).own
    assert own is not None
    assert [(item.pot.level, item.score, item.points) for item in own.items] == [
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


@pytest.mark.parametrize(("method", "percent"), [("by_item", "78.9"), ("total", "89.5"), ("ratio", "89.0")])
def test_credibility(method: str, percent: str) -> None:
    office = reviewed({"1": {"score": Decimal("2.5")}, "2": {"score": Decimal("3.6")}, "3": {"score": 2}})
    rules: dict[str, Any] = {"credibility": {"method": method, "because": "文"}, "difference": 15}
    found = scored(answered(FULL), office, **rules)
    assert str(found.credibility) == percent
    assert [one.pot.key for one in found.differences] == ["1", "2"]
    assert [one.pot.key for one in found.over] == ["1"]


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
