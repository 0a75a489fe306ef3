"""Whatever valid content a review workbook is filled in with: the review's file means the same and validates."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.check.run import run_checks
from dutykit.forms.workbook.row import shown
from dutykit.model.finding import Severity
from dutykit.model.review import Review
from dutykit.workspace.opening import open_workspace
from dutykit.workspace.review_file import ReviewSubject
from tests.form_workspaces import collected
from tests.review_workspaces import made_review, review_workspace

ODD = ["=1+1", "+86", "-1", "@x", "'a", "2019-01-02", "85.5", "达到", "　　缩进的\n　　两行", "㛃𬱖", '<&>"', "null",
       "第一\n\n第二", "１２", "a: b # c", "- x", "长" * 3000]  # fmt: skip
TEXT = st.one_of(st.sampled_from(ODD), st.text("市教育局落实情况，。\n（）：1a ", min_size=1, max_size=40)).filter(
    lambda text: shown(text) is not None
)
DAY = st.dates(dt.date(1990, 1, 1), dt.date(2999, 12, 31))
RATINGS = {"met": "达到", "partly": "部分达到", "unmet": "未达到", "not_applicable": "不适用"}
LEVELS = {"A": "A　完全落实", "B": "基本落实"}
EVENTS = {"b1": "b1　加分：获得表彰", "v1": "弄虚作假"}
FOUND_BY = {"monitoring": "监测", "inspection": "实地检查"}


def verdict(points: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "verdict": st.sampled_from([*RATINGS]),
            "level": st.sampled_from([*LEVELS]),
            "score": st.decimals(0, points, places=2),
            "remark": TEXT,
        },
    )


FINDINGS = st.lists(
    st.fixed_dictionaries(
        {"indicator": st.sampled_from("123"), "found_by": st.sampled_from([*FOUND_BY]), "text": TEXT},
        optional={"found_on": DAY, "due": DAY},
    ),
    max_size=4,
)
EVENT_ROWS = st.lists(
    st.fixed_dictionaries(
        {"event": st.sampled_from([*EVENTS]), "remark": TEXT}, optional={"times": st.integers(1, 1000), "on": DAY}
    ),
    max_size=3,
)
CLOSING = st.none() | st.fixed_dictionaries({"closed_on": DAY, "remark": TEXT})
CONTENT = st.fixed_dictionaries(
    {
        "reviewed_on": st.none() | DAY,
        "verdicts": st.fixed_dictionaries({}, optional={"1": verdict("5"), "2": verdict("4"), "3": verdict("9")}),
        "findings": FINDINGS,
        "events": EVENT_ROWS,
        "closing": CLOSING,
    }
)


def filled(root: Path, content: dict[str, Any], reviewer: str) -> Path:
    form = made_review(root, reviewer)
    if content["reviewed_on"] is not None:
        form.overview("复核日期", content["reviewed_on"].isoformat())
    for indicator, one in content["verdicts"].items():
        words = {"verdict": RATINGS, "level": LEVELS}
        titles = {"verdict": "复核结论", "level": "复核等级", "score": "复核得分", "remark": "复核意见"}
        cells = {titles[name]: words[name][value] if name in words else value for name, value in one.items()}
        form.verdict(int(indicator), **cells)
    for one in content["findings"]:
        titles = {"found_on": "发现日期", "due": "整改时限"}
        days = {titles[name]: one[name].isoformat() for name in titles if name in one}
        form.finding(指标编号=int(one["indicator"]), 发现途径=FOUND_BY[one["found_by"]], 问题=one["text"], **days)
    for one in content["events"]:
        more = {"发生次数": one["times"]} if "times" in one else {}
        more |= {"发生日期": one["on"].isoformat()} if "on" in one else {}
        form.event(事项=EVENTS[one["event"]], 事由=one["remark"], **more)
    if content["closing"] is not None:
        cells = {"销号日期": content["closing"]["closed_on"].isoformat(), "销号意见": content["closing"]["remark"]}
        form.fill("销号", form.row("销号", 问题编号="p-1"), **cells)
    return form.save()


def meant(content: dict[str, Any]) -> dict[str, Any]:
    """What a review has to say for this content, in the order of the sheets."""
    verdicts = {key: {name: plain(value) for name, value in one.items()} for key, one in content["verdicts"].items()}
    return {
        "reviewed_on": content["reviewed_on"],
        "verdicts": {key: one for key, one in verdicts.items() if one},
        "findings": [{name: plain(value) for name, value in one.items()} for one in content["findings"]],
        "events": [{"times": 1} | {name: plain(value) for name, value in one.items()} for one in content["events"]],
        "closing": content["closing"] and {name: plain(value) for name, value in content["closing"].items()},
    }


def said(review: Review | None) -> dict[str, Any]:
    if review is None:
        return {"reviewed_on": None, "verdicts": {}, "findings": [], "events": [], "closing": None}

    def fields(one: Any, *left_out: str) -> dict[str, Any]:
        names = [name for name in type(one).model_fields if name not in left_out]
        return {name: plain(getattr(one, name)) for name in names if getattr(one, name) is not None}

    closings = [fields(one, "problem", "from_cycle") for one in review.closings]
    return {
        "reviewed_on": review.reviewed_on,
        "verdicts": {one.indicator: fields(one, "indicator") for one in review.indicators},
        "findings": [fields(one, "id") for one in review.findings],
        "events": [fields(one) for one in review.events],
        "closing": closings[0] if closings else None,
    }


def plain(value: Any) -> Any:
    return shown(value) if isinstance(value, str) else value


def review_of(root: Path, reviewer: str) -> Review | None:
    workspace, unread = open_workspace(root)
    assert workspace is not None
    assert not unread
    subject = ReviewSubject("甲局", 2019, reviewer)
    if subject.present(workspace) is not None:
        errors = [one for one in run_checks(workspace) if one.severity is Severity.ERROR]
        assert [one.message for one in errors if one.place.file == subject.file(workspace)] == []
    return subject.present(workspace)


@settings(max_examples=12, deadline=None)
@given(content=CONTENT, reviewer=st.sampled_from(["", "张三"]))
def test_a_review_says_what_was_filled_in(content: dict[str, Any], reviewer: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = review_workspace(Path(folder))
        form = filled(root, content, reviewer)
        (one,) = collected(root, form).forms
        assert one.outcome in {"taken", "unchanged"}, one.rejections
        review = review_of(root, reviewer)
        assert said(review) == meant(content)
        assert len({finding.id for finding in (review.findings if review else ())}) == len(content["findings"])
        before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
        (again,) = collected(root, form).forms
        (fresh,) = collected(root, made_review(root, reviewer).save("fresh.xlsx")).forms
        assert (again.outcome, fresh.outcome) == ("unchanged", "unchanged")
        assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before
        assert said(review_of(root, reviewer)) == meant(content)


@settings(max_examples=6, deadline=None)
@given(contents=st.lists(CONTENT, min_size=2, max_size=3))
def test_a_second_answer_replaces_the_first(contents: list[dict[str, Any]]) -> None:
    """Fresh workbooks filled in one after the other: what is filled in counts, what is left empty stays."""
    with tempfile.TemporaryDirectory() as folder:
        root = review_workspace(Path(folder))
        verdicts: dict[str, dict[str, Any]] = {}
        findings = 0
        for content in contents:
            given_only = {**content, "events": [], "closing": None}
            (one,) = collected(root, filled(root, given_only, "")).forms
            assert one.outcome in {"taken", "unchanged"}, one.rejections
            for key, cells in meant(given_only)["verdicts"].items():
                verdicts.setdefault(key, {}).update(cells)
            findings += len(content["findings"])
        found = said(review_of(root, ""))
        assert found["verdicts"] == verdicts
        assert len(found["findings"]) == findings
