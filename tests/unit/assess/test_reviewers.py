"""Mean, spread and disagreement of several reviewers, exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from dutykit.assess.reviewers import Compared, compared, limit_of
from dutykit.model.scoring import Scoring
from dutykit.workspace.opening import open_workspace
from tests.review_workspaces import SCORING, review_workspace


def found(root: Path, limit: str | None = None, /, **reviews: str) -> dict[str, Compared]:
    """What reviewers, each with a list of verdicts, come to."""
    folder = root / "reviews/2019/甲局"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reviews.items():
        whole = f"unit: 甲局\ncycle: 2019\nreviewer: {name}\nindicators: [{text}]\n"
        (folder / f"{name}.yaml").write_text(whole, encoding="utf-8")
    workspace, _findings = open_workspace(root)
    assert workspace is not None
    return {one.indicator: one for one in compared(workspace, "甲局", 2019, None if limit is None else Decimal(limit))}


def scores(root: Path, limit: str | None, *given: str) -> Compared:
    texts = {f"人{at}": f"{{indicator: 1, score: {one}}}" for at, one in enumerate(given)}
    return found(review_workspace(root), limit, **texts)["1"]


def test_the_mean_is_exact_and_rounded_once(tmp_path: Path) -> None:
    one = scores(tmp_path, None, "3.5", "3.5", "3.6")
    assert (one.mean, one.rounded_mean) == (Fraction(106, 30), Decimal("3.5"))
    assert (one.spread, one.percent) == (Fraction(1, 10), Fraction(2))


def test_halves_are_rounded_up(tmp_path: Path) -> None:
    assert scores(tmp_path, None, "4.5", "5").rounded_mean == Decimal("4.8")


@pytest.mark.parametrize(
    ("limit", "disagrees"), [(None, False), ("10", False), ("9.99", True), ("0", True), ("100", False)]
)
def test_scores_may_be_apart_by_the_limit_and_no_more(tmp_path: Path, limit: str | None, disagrees: bool) -> None:
    one = scores(tmp_path, limit, "4", "4.5")
    assert (one.percent, one.is_too_far, one.disagrees) == (Fraction(10), disagrees, disagrees)


def test_one_score_has_no_spread(tmp_path: Path) -> None:
    one = scores(tmp_path, "0", "4")
    assert (one.spread, one.percent, one.disagrees, one.mean) == (None, None, False, Fraction(4))


def test_a_level_stands_for_a_score(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    one = found(root, None, 甲="{indicator: 1, level: A}", 乙="{indicator: 1, verdict: partly}")["1"]
    assert one.scores == (Fraction(5, 2), Fraction(5))
    assert one.disagrees


def test_different_verdicts_or_levels_disagree(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    one = found(
        root,
        "100",
        甲="{indicator: 1, verdict: met, score: 4}, {indicator: 2, level: A}, {indicator: 3, verdict: met}",
        乙="{indicator: 1, verdict: partly, score: 4}, {indicator: 2, level: B}, {indicator: 3, verdict: met}",
    )
    assert [one[key].disagrees for key in "123"] == [True, True, False]
    assert one["3"].agreed() == {"verdict": "met", "level": None, "score": None, "remark": None}
    assert one["1"].agreed() == {}


def test_what_does_not_apply_has_no_score(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    one = found(root, None, 甲="{indicator: 1, verdict: not_applicable, score: 0}", 乙="{indicator: 1, score: 4}")["1"]
    assert one.mean == 4


def test_a_skeleton_says_nothing(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    one = found(root, None, 甲="{indicator: 1}", 乙="{indicator: 1, remark: 好}")["1"]
    assert [each.reviewer for each in one.opinions] == ["乙"]
    assert one.agreed()["remark"] == "好"


def test_different_remarks_are_for_the_office_to_word(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    one = found(root, None, 甲="{indicator: 1, remark: 好}", 乙="{indicator: 1, remark: 很好}")["1"]
    assert one.agreed()["remark"] is None


def test_scores_without_points_may_not_differ(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    one = found(root, None, 甲="{indicator: 3, score: 1}", 乙="{indicator: 3, score: 1.1}")["3"]
    assert (one.points, one.percent, one.disagrees) == (None, Fraction(100), True)


def test_the_limit_is_the_scorings_where_nobody_asks(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    (root / "data/scoring.yaml").write_text(SCORING + "reviewer_difference: 30\n", encoding="utf-8")
    workspace, _findings = open_workspace(root)
    assert workspace is not None
    scoring: Scoring | None = workspace.scoring
    assert limit_of(scoring) == 30
    assert limit_of(scoring, Decimal(0)) == 0
    assert limit_of(None) == 10
