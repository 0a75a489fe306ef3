"""A small workspace with a submission to review, and review workbooks filled in by hand."""

from __future__ import annotations

from pathlib import Path

from dutykit.forms.review.making import ReviewRequest, make_reviews
from dutykit.forms.workbook.presentation import HEAD
from dutykit.workspace.opening import open_workspace
from tests.form_workspaces import FilledForm, make_workspace

SUBMISSION = """\
unit: 甲局
cycle: 2019
state: submitted
submitted_on: 2019-05-07
summary: 概述
answers:
  - indicator: 1
    rating: met
    score: 5
    narrative: 做了第一件事
    evidence: [{title: 报告, file: evidence/甲局/报告.pdf}, {title: 记录, kept_by_unit: true}]
    problems:
      - {id: p-1, found_by: self_check, text: 旧的问题, measure: 改, due: 2019-06-01, status: done,
         progress: 改完, proof: [{title: 照片, kept_by_unit: true}]}
  - indicator: 2
    rating: partly
    score: 2
    narrative: 做了第二件事
    metrics: {次数: 3}
  - indicator: 3
    rating: met
    narrative: 做了第三件事
"""
SCORING = """\
title: 办法
basis: 依据
points: {indicators: {1: 5, 2: 4}}
levels:
  - {id: A, title: 完全落实, share: 1, rating: met}
  - {id: B, title: 基本落实, share: 0.5, rating: partly}
events:
  - {id: b1, kind: bonus, text: 获得表彰, points: 1, most: 2}
  - {id: v1, kind: veto, text: 弄虚作假}
"""
REVIEW = "reviews/2019/甲局.yaml"


def review_workspace(root: Path, review: str | None = None) -> Path:
    """A workspace in which 甲局 has submitted; with the office's review, if any."""
    make_workspace(root, SUBMISSION)
    (root / "data/scoring.yaml").write_text(SCORING, encoding="utf-8")
    evidence = root / "evidence/甲局/报告.pdf"
    evidence.parent.mkdir(parents=True, exist_ok=True)
    evidence.write_bytes(b"%PDF-1.4\n%%EOF\n")
    if review is not None:
        path = root / REVIEW
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(review, encoding="utf-8")
    return root


def made_review(root: Path, reviewer: str = "") -> ReviewForm:
    """A fresh review workbook of 甲局, opened: one reviewer's, or the office's own."""
    workspace, _findings = open_workspace(root)
    assert workspace is not None
    reviewers = (reviewer,) if reviewer else ()
    made = make_reviews(workspace, ReviewRequest(("甲局",), root / "out", reviewers=reviewers, overwrite=True))
    return ReviewForm(made.paths[0])


class ReviewForm(FilledForm):
    """A review workbook that somebody opens and fills in."""

    def overview(self, title: str, value: object) -> ReviewForm:
        for row in self.sheet("复核信息").iter_rows(min_row=HEAD + 2):
            if row[0].value == title:
                row[1].value = value  # type: ignore[assignment] # whatever a person types
        return self

    def verdict(self, indicator: int, **values: object) -> ReviewForm:
        """Fill in the review of an indicator, by the titles of the columns."""
        self.fill("复核", self.row("复核", 指标编号=indicator), **values)
        return self

    def finding(self, **values: object) -> ReviewForm:
        """Fill in a free row of the problems found."""
        self.fill("发现的问题", self.row("发现的问题"), **values)
        return self

    def event(self, **values: object) -> ReviewForm:
        """Fill in a free row of the events."""
        self.fill("事项", self.row("事项"), **values)
        return self
