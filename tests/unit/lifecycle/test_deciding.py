"""The office takes over what its reviewers agree on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dutykit.lifecycle.deciding import Decided, DecideRequest, decide, undecided
from dutykit.model.refusal import Refusal
from tests.review_workspaces import REVIEW, review_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    review_workspace(tmp_path)
    folder = tmp_path / "reviews/2019/甲局"
    folder.mkdir(parents=True)
    for name, score, verdict in (("张三", "4.5", "met"), ("李四", "4", "met"), ("王五", "4", "unmet")):
        text = f"unit: 甲局\ncycle: 2019\nreviewer: {name}\nindicators:\n  - {{indicator: 1, verdict: met, score: {score}}}\n"
        (folder / f"{name}.yaml").write_text(text + f"  - {{indicator: 2, verdict: {verdict}}}\n", encoding="utf-8")
    return tmp_path


def test_agreement_is_written_and_disagreement_is_left(root: Path) -> None:
    found = decide(root, DecideRequest())
    assert found == [Decided("甲局", REVIEW, ("1",), ("2",), 0)]
    assert undecided(found)
    text = "unit: 甲局\ncycle: 2019\nindicators:\n  - indicator: 1\n    verdict: met\n    score: 4.2\n"
    assert (root / REVIEW).read_text(encoding="utf-8") == text
    assert decide(root, DecideRequest()) == [Decided("甲局", REVIEW, (), ("2",), 1)]


def test_what_the_office_decided_stays(root: Path) -> None:
    before = (
        "unit: 甲局  # 记\ncycle: 2019\nindicators:\n  - {indicator: 1, score: 1}\n  - {indicator: 2, remark: 定}\n"
    )
    (root / REVIEW).write_text(before, encoding="utf-8")
    found = decide(root, DecideRequest(("甲",)))
    assert found == [Decided("甲局", REVIEW, (), (), 2)]
    assert not undecided(found)
    assert (root / REVIEW).read_text(encoding="utf-8") == before


def test_a_skeleton_is_filled_in(root: Path) -> None:
    before = "unit: 甲局\ncycle: 2019\nindicators:\n  # 第一项\n  - indicator: 1\n    verdict:\n    score:\n"
    (root / REVIEW).write_text(before, encoding="utf-8")
    decide(root, DecideRequest())
    after = (root / REVIEW).read_text(encoding="utf-8")
    assert after == before.replace("verdict:", "verdict: met").replace("score:", "score: 4.2")


def test_a_dry_run_and_another_limit(root: Path) -> None:
    found = decide(root, DecideRequest(limit=Decimal(5), dry_run=True))
    assert found == [Decided("甲局", REVIEW, (), ("1", "2"), 0)]
    decide(root, DecideRequest(dry_run=True))
    assert not (root / REVIEW).exists()


def test_without_reviewers_there_is_nothing_to_decide(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="没有复核人的复核"):
        decide(review_workspace(tmp_path), DecideRequest())


def test_a_review_that_cannot_be_read_is_left_alone(root: Path) -> None:
    (root / REVIEW).write_text("unit: [\n", encoding="utf-8")
    with pytest.raises(Refusal, match="复核所依据的数据不完整"):
        decide(root, DecideRequest())


def test_aliases_are_not_torn_apart(root: Path) -> None:
    before = "unit: 甲局\ncycle: 2019\nevents: &x []\nindicators: *x\n"
    (root / REVIEW).write_text(before, encoding="utf-8")
    with pytest.raises(Refusal, match="写法特殊"):
        decide(root, DecideRequest())
    assert (root / REVIEW).read_text(encoding="utf-8") == before
