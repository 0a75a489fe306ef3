"""What a review workbook shows, and what it proposes to the office."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dutykit.forms.review.book import ReviewBook, review_book
from dutykit.forms.review.making import ReviewRequest, make_reviews
from dutykit.forms.review.schema import REVIEW
from dutykit.language import LANGUAGES, Language, speaking
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.opening import open_workspace
from dutykit.workspace.review_file import ReviewSubject
from tests.form_workspaces import FilledForm, collected
from tests.review_workspaces import made_review, review_workspace
from tests.rounds import three_years

ONE = """\
unit: 甲局
cycle: 2019
reviewer: 张三
indicators:
  - {indicator: 1, verdict: met, score: 5, remark: 好}
  - {indicator: 2, verdict: met, score: 4}
  - {indicator: 3, remark: 只有意见}
findings:
  - {id: 2019-甲局-1-检1, indicator: 1, found_by: inspection, text: 同一个问题}
  - {id: 2019-甲局-2-检1, indicator: 2, found_by: inspection, text: 张三的问题}
events: [{event: b1, remark: 某校获奖}]
closings: [{problem: p-1, closed_on: 2019-09-20, remark: 已核查}]
"""
OTHER = """\
unit: 甲局
cycle: 2019
reviewer: 李四
indicators:
  - {indicator: 1, verdict: met, score: 4.5}
  - {indicator: 2, verdict: unmet, score: 1, remark: 差}
findings:
  - {id: 2019-甲局-1-检1, indicator: 1, found_by: inspection, text: 同一个问题}
  - {id: 2019-甲局-2-检1, indicator: 2, found_by: inspection, text: 李四的问题}
events: [{event: b1, remark: 某校获奖}]
"""


def opened(root: Path) -> Workspace:
    workspace, _findings = open_workspace(root)
    assert workspace is not None
    return workspace


def book(root: Path, reviewer: str = "", limit: str | None = None) -> ReviewBook:
    number = None if limit is None else Decimal(limit)
    return review_book(opened(root), ReviewSubject("甲局", 2019, reviewer), folder=root / "out", limit=number)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    review_workspace(tmp_path)
    folder = tmp_path / "reviews/2019/甲局"
    folder.mkdir(parents=True)
    (folder / "张三.yaml").write_text(ONE, encoding="utf-8")
    (folder / "李四.yaml").write_text(OTHER, encoding="utf-8")
    return tmp_path


def test_the_units_answers_are_shown(root: Path) -> None:
    rows = {row.key[1]: row.cells for row in book(root).rows["verdicts"]}
    assert rows["1"]["narrative"] == "做了第一件事"
    assert rows["1"]["evidence"] == "1. 报告\n2. 记录"
    assert (rows["1"]["points"], rows["1"]["own_score"]) == (5, 5)
    assert rows["2"]["metrics"] == "次数：3次\n（目标值：不低于1）"


def test_a_metric_that_is_calculated_is_shown_with_its_target(tmp_path: Path) -> None:
    workspace = opened(three_years(tmp_path))
    found = review_book(workspace, ReviewSubject("西县政府", 2019, ""), folder=tmp_path / "out", limit=None)
    rows = {row.key[1]: row.cells for row in found.rows["verdicts"]}
    assert rows["2"]["metrics"] == "生均图书：18.00册（按公式计算）\n图书：9000册\n学生：500人\n（目标值：不低于20）"
    assert rows["3"]["metrics"] is None


def test_evidence_leads_to_the_files_that_are_there(root: Path) -> None:
    rows = book(root).rows["evidence"]
    assert [row.links.get("file") for row in rows] == ["external:../evidence/甲局/报告.pdf", None]
    (root / "evidence/甲局/报告.pdf").unlink()
    assert all(not row.links for row in book(root).rows["evidence"])


def test_where_reviewers_agree_the_mean_is_proposed(root: Path) -> None:
    rows = {row.key[1]: row for row in book(root).rows["verdicts"]}
    assert rows["1"].proposed == {"verdict": "met", "level": None, "score": Decimal("4.8"), "remark": "好"}
    assert rows["1"].cells["opinions"] == "张三：达到，5分；好\n李四：达到，4.5分"
    assert (rows["1"].cells["mean"], rows["1"].cells["spread"]) == (Decimal("4.8"), Decimal("0.5"))
    assert rows["2"].proposed == {}
    assert rows["3"].proposed["remark"] == "只有意见"
    narrow = {row.key[1]: row for row in book(root, limit="5").rows["verdicts"]}
    assert narrow["1"].proposed == {}


def test_what_the_office_decided_is_not_proposed_again(root: Path) -> None:
    (root / "reviews/2019/甲局.yaml").write_text(
        "unit: 甲局\ncycle: 2019\nindicators: [{indicator: 1, score: 1}, {indicator: 3}]\n", encoding="utf-8"
    )
    rows = {row.key[1]: row for row in book(root).rows["verdicts"]}
    assert rows["1"].proposed == {}
    assert rows["3"].proposed["remark"] == "只有意见"


def test_problems_events_and_closings_are_proposed_once(root: Path) -> None:
    whole = book(root)
    found = [(row.cells["id"], row.cells["text"], row.is_proposed) for row in whole.rows["findings"]]
    assert found == [
        ("2019-甲局-1-检1", "同一个问题", True),
        ("2019-甲局-2-检1", "张三的问题", True),
        (None, "李四的问题", True),
    ]
    assert [(row.cells["event"], row.is_proposed) for row in whole.rows["events"]] == [("b1", True)]
    assert [str(row.proposed["closed_on"]) for row in whole.rows["closings"]] == ["2019-09-20"]
    assert [key for key, _value in whole.cells() if key[0] in {"findings", "events"}] == []


def test_a_reviewers_own_workbook_shows_nobody_else(root: Path) -> None:
    own = book(root, "张三")
    assert all(not row.proposed and "opinions" not in row.cells for row in own.rows["verdicts"])
    assert {row.cells["text"] for row in own.rows["findings"]} == {"同一个问题", "张三的问题"}
    columns = {one.name for one in own.columns(own.layout.sheet("verdicts"))}
    assert not columns & {"opinions", "mean", "spread"}


def test_no_scores_without_points(root: Path) -> None:
    (root / "data/scoring.yaml").unlink()
    path = root / "data/indicators.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("            points: 5\n", ""), encoding="utf-8")
    whole = book(root)
    columns = {one.name for one in whole.columns(whole.layout.sheet("verdicts"))}
    assert not columns & {"points", "own_score", "score", "mean", "spread", "level"}
    made = made_review(root)
    assert "事项" not in made.book.sheetnames


def test_the_same_workbook_has_the_same_bytes(root: Path) -> None:
    first = made_review(root).path.read_bytes()
    assert made_review(root).path.read_bytes() == first


def request(root: Path, *units: str, **more: object) -> ReviewRequest:
    return ReviewRequest(units, root / "out", **more)  # type: ignore[arg-type] # as the tests give it


def test_only_units_that_submitted_are_reviewed(root: Path) -> None:
    made = make_reviews(opened(root), request(root))
    assert ([one.name for one in made.paths], made.left_out) == (["甲局-2019-复核.xlsx"], ("乙局",))
    with pytest.raises(Refusal, match="乙局没有 2019 年度的自评材料"):
        make_reviews(opened(root), request(root, "乙局"))


def test_a_filled_in_workbook_is_not_written_over(root: Path) -> None:
    form = made_review(root, "张三").verdict(1, 复核得分=1)
    form.save("甲局-2019-复核-张三.xlsx")
    with pytest.raises(Refusal, match="其中可能有复核人填写的内容"):
        make_reviews(opened(root), request(root, "甲局", reviewers=("张三",)))
    make_reviews(opened(root), request(root, "甲局", reviewers=("张三",), overwrite=True))


@pytest.mark.parametrize("name", ["", "   ", "张" * 41, "张\x00三"])
def test_a_reviewer_has_a_name(root: Path, name: str) -> None:
    with pytest.raises(Refusal, match="不是可用的复核人姓名"):
        make_reviews(opened(root), request(root, "甲局", reviewers=(name,)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_of_a_sheet_have_one_title(language: Language) -> None:
    for sheet in REVIEW.sheets_in(language):
        titles = [column.title.casefold() for column in sheet.columns]
        assert len({*titles}) == len(titles), sheet.name
    assert len({sheet.title for sheet in REVIEW.sheets_in(language)}) == len(REVIEW.sheets_in(language))


def test_a_workbook_in_english_is_taken_whatever_the_language_now(root: Path) -> None:
    with speaking("en"):
        made = make_reviews(opened(root), request(root, "甲局", reviewers=("王五",)))
        titles = {column.name: column.title for column in REVIEW.sheet("verdicts").columns}
        sheet = REVIEW.sheet("verdicts").title
    form = FilledForm(made.paths[0])
    row = form.row(sheet, **{titles["indicator"]: 1})
    form.fill(sheet, row, **{titles["verdict"]: "Partly met", titles["score"]: 2.5, titles["remark"]: "note"})
    (one,) = collected(root, form.save()).forms
    assert (one.outcome, [each.message for each in one.rejections]) == ("taken", [])
    text = (root / "reviews/2019/甲局/王五.yaml").read_text(encoding="utf-8")
    assert text.endswith("indicators:\n  - indicator: 1\n    verdict: partly\n    score: 2.5\n    remark: note\n")
