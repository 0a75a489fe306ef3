"""Where a review is, what it begins with, and how it is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.check.run import run_checks
from dutykit.lifecycle.creation import create_reviews
from dutykit.model.finding import Severity
from dutykit.model.refusal import Refusal
from dutykit.workspace.opening import open_workspace
from dutykit.workspace.review_file import ReviewSubject, finding_id, review_document, review_skeleton, verdict_edits
from dutykit.workspace.writing.transaction import changing
from dutykit.workspace.yaml.edit import edited
from tests.review_workspaces import REVIEW, review_workspace

OFFICE, ONE = ReviewSubject("甲局", 2019), ReviewSubject("甲局", 2019, "张三")


@pytest.mark.parametrize("subject", [OFFICE, ONE])
def test_a_skeleton_validates(tmp_path: Path, subject: ReviewSubject) -> None:
    root = review_workspace(tmp_path)
    workspace, _found = open_workspace(root)
    assert workspace is not None
    path = root / subject.file(workspace)
    path.parent.mkdir(parents=True)
    path.write_text(review_skeleton(workspace, subject), encoding="utf-8")
    after, unread = open_workspace(root)
    assert after is not None
    assert not unread
    assert [one for one in run_checks(after) if one.place.file == subject.file(after)] == []
    present = subject.present(after)
    assert present is not None
    assert [one.indicator for one in present.indicators] == ["1", "2", "3"]
    assert all(one.is_empty for one in present.indicators)


def test_new_reviews_are_made_once(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    with changing(root, "new") as opened:
        made = create_reviews(opened, opened.workspace, ["甲"], None, "")
        assert [(one.unit, one.path, one.indicators) for one in made] == [("甲局", root / REVIEW, 3)]
    with changing(root, "new") as opened, pytest.raises(Refusal, match="复核文件已存在"):
        create_reviews(opened, opened.workspace, ["甲"], None, "")
    with changing(root, "new") as opened, pytest.raises(Refusal, match="乙局没有 2019 年度的自评材料"):
        create_reviews(opened, opened.workspace, ["乙局"], None, "张三")


def test_a_present_file_is_found_whatever_its_name(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    path = root / "reviews/2019/甲.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("unit: 甲\ncycle: 2019\n", encoding="utf-8")
    workspace, _found = open_workspace(root)
    assert workspace is not None
    assert OFFICE.file(workspace) == "reviews/2019/甲.yaml"
    assert ONE.file(workspace) == "reviews/2019/甲局/张三.yaml"


@pytest.mark.parametrize(
    ("before", "verdicts", "after"),
    [
        ("", {"2": {"score": 1}}, "indicators:\n  - indicator: 2\n    score: 1\n"),
        ("indicators: []\n", {"2": {"score": 1}}, "indicators:\n  - indicator: 2\n    score: 1\n"),
        (
            "indicators:\n  - indicator: 3\n    score: 1\n",
            {"1": {"verdict": "met"}, "3": {"score": 2}},
            "indicators:\n  - indicator: 1\n    verdict: met\n  - indicator: 3\n    score: 2\n",
        ),
        ("indicators:\n  - indicator: 3\n    score: 1\n", {"3": {"score": None}}, ""),
        (
            "indicators:\n  - indicator: 1\n    score: 1\n  - indicator: 3\n    score: 1\n",
            {"3": {"score": None}, "2": {"score": 4}},
            "indicators:\n  - indicator: 1\n    score: 1\n  - indicator: 2\n    score: 4\n",
        ),
        (
            "indicators:\n  - indicator: 3\n    score: 1\n    remark: 好\n",
            {"3": {"score": None}},
            "indicators:\n  - indicator: 3\n    remark: 好\n",
        ),
        ("indicators:\n  - indicator: 3\n    score: 1\n", {"3": {"score": None}, "1": {"score": 2}},
         "indicators:\n  - indicator: 1\n    score: 2\n"),
    ],
)  # fmt: skip
def test_verdicts_are_put_in_the_catalogues_order(
    tmp_path: Path, before: str, verdicts: dict[str, dict[str, object]], after: str
) -> None:
    head = "unit: 甲局\ncycle: 2019\n"
    workspace, _found = open_workspace(review_workspace(tmp_path, head + before))
    assert workspace is not None
    document, review = review_document(workspace, OFFICE, None)
    found = edited(document, list(verdict_edits(workspace, review, verdicts)), workspace.settings.limits)
    assert found.source.text == head + after


def test_ids_are_counted_on(tmp_path: Path) -> None:
    taken = {"2019-甲局-1-检1", "2019-甲局-1-检3"}
    assert [finding_id(2019, "甲局", "1", taken) for _each in range(3)] == [
        f"2019-甲局-1-检{number}" for number in (2, 4, 5)
    ]
    assert tmp_path.exists()


def test_an_unread_file_is_not_changed(tmp_path: Path) -> None:
    workspace, found = open_workspace(review_workspace(tmp_path, "unit: 甲局\ncycle: x\n"))
    assert workspace is not None
    assert any(one.severity is Severity.ERROR for one in found)
    with pytest.raises(Refusal, match="部分内容未读取"):
        review_document(workspace, OFFICE, None)
