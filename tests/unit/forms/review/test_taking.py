"""Review workbooks that are filled in and collected: what becomes of the review's file, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.check.new_findings import counted_findings
from dutykit.forms.collect_text import Look, conflict_text
from dutykit.forms.collection import Collected, Collection
from dutykit.forms.review import checking, taking
from dutykit.forms.workbook.presentation import HEAD
from dutykit.model.finding import Finding, Severity
from dutykit.model.workspace import Workspace
from tests.form_workspaces import FilledForm, collected, made_form, saved_at
from tests.review_workspaces import REVIEW, SCORING, ReviewForm, made_review, review_workspace

SEPTEMBER = dt.datetime(2019, 9, 20)  # noqa: DTZ001 (as Excel has it)


def text(root: Path, name: str = REVIEW) -> str:
    return (root / name).read_text(encoding="utf-8")


def only(collection: Collection) -> Collected:
    (one,) = collection.forms
    return one


def errors(one: Collected) -> list[tuple[str, str]]:
    return [(str(each.place), each.message) for each in one.rejections if each.severity is Severity.ERROR]


def notes(one: Collected) -> list[str]:
    return [each.message for each in one.rejections if each.severity is not Severity.ERROR]


def filled(root: Path, reviewer: str = "") -> ReviewForm:
    form = made_review(root, reviewer)
    form.overview("复核日期", SEPTEMBER).verdict(1, 复核结论="部分达到", 复核得分=3.5, 复核意见="台账不全\n请补充")
    form.verdict(3, 复核等级="A　完全落实")
    form.finding(指标编号=2, 发现途径="实地检查", 发现日期=SEPTEMBER, 问题="记录不全", 整改时限="2019-10-31")
    form.event(事项="b1　加分：获得表彰", 事由="某校获奖")
    return form


WHOLE = """\
unit: 甲局
cycle: 2019
reviewed_on: 2019-09-20
indicators:
  - indicator: 1
    verdict: partly
    score: 3.5
    remark: |-
      台账不全
      请补充
  - indicator: 3
    level: A
events:
  - event: b1
    remark: 某校获奖
findings:
  - id: 2019-甲局-2-检1
    indicator: 2
    found_by: inspection
    found_on: 2019-09-20
    text: 记录不全
    due: 2019-10-31
closings:
  - problem: p-1
    closed_on: 2019-09-21
    remark: 已核查
"""


def closing(form: ReviewForm, when: object, remark: object) -> ReviewForm:
    form.fill("销号", form.row("销号", 问题编号="p-1"), 销号日期=when, 销号意见=remark)
    return form


def test_the_offices_own_review_becomes_its_file(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = closing(filled(root), "2019-09-21", "已核查").save()
    one = only(collected(root, form))
    assert (one.outcome, errors(one), one.unit, one.cycle) == ("taken", [], "甲局", 2019)
    assert text(root) == WHOLE
    again = only(collected(root, form))
    assert (again.outcome, again.rejections) == ("unchanged", [])


def test_one_reviewers_review_goes_beside_the_offices(tmp_path: Path) -> None:
    root = review_workspace(tmp_path, "unit: 甲局\ncycle: 2019\nreviewer: 督导室\n")
    one = only(collected(root, filled(root, "张三").save()))
    assert (one.outcome, errors(one)) == ("taken", [])
    given = text(root, "reviews/2019/甲局/张三.yaml")
    assert given.startswith("unit: 甲局\ncycle: 2019\nreviewer: 张三\nreviewed_on: 2019-09-20\n")
    assert text(root) == "unit: 甲局\ncycle: 2019\nreviewer: 督导室\n"


def test_what_is_there_stays_with_its_comments(tmp_path: Path) -> None:
    before = """\
# 复核
unit: 甲局
cycle: 2019
indicators:
  # 第二项
  - {indicator: 2, score: 1, remark: 差}  # 记
findings:
  - {id: x-1, indicator: 1, found_by: monitoring, text: 甲}
  - {id: x-2, indicator: 1, found_by: monitoring, text: 乙}
"""
    root = review_workspace(tmp_path, before)
    form = made_review(root).verdict(1, 复核得分=4).verdict(2, 复核得分=2, 复核意见=None)
    form.sheet("发现的问题").delete_rows(form.row("发现的问题", 问题编号="x-1"))
    one = only(collected(root, form.save()))
    assert (one.outcome, errors(one)) == ("taken", [])
    assert text(root) == before.replace("score: 1, remark: 差", "score: 2").replace(
        "  # 第二项\n", "  - indicator: 1\n    score: 4\n  # 第二项\n"
    ).replace("  - {id: x-1, indicator: 1, found_by: monitoring, text: 甲}\n", "")


def test_a_second_answer_in_the_same_workbook(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = filled(root)
    first = form.save("一.xlsx")
    collected(root, first)
    second = form.verdict(1, 复核得分=4, 复核意见="已补充").save("二.xlsx")
    form.fill("发现的问题", form.row("发现的问题", 问题="记录不全"), 问题="记录仍不全")
    third = form.save("三.xlsx")
    assert only(collected(root, second)).outcome == "taken"
    assert only(collected(root, third)).outcome == "taken"
    after = text(root)
    assert "score: 4" in after
    assert "已补充" in after
    assert after.count("检1") == 1
    assert "检2" not in after
    assert "记录仍不全" in after
    older = only(collected(root, first))
    assert (older.outcome, notes(older)) == ("unchanged", ["本表是较早的版本，所填内容此前已导入"])
    assert text(root) == after


def test_an_older_copy_that_goes_on(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    first = filled(root)
    collected(root, first.save("一.xlsx"))
    newer = made_review(root).verdict(1, 复核得分=4.5)
    collected(root, newer.save("二.xlsx"))
    one = only(collected(root, first.verdict(2, 复核得分=1).save("三.xlsx")))
    assert (one.outcome, errors(one)) == ("taken", [])
    assert "score: 4.5" in text(root)
    assert "score: 1\n" in text(root)


def test_an_older_copy_takes_nothing_away_and_the_later_one_can_be_taken_again(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = made_review(root).overview("复核日期", SEPTEMBER).verdict(2, 复核得分=1)
    older = saved_at(form.save("早.xlsx"), "2019-09-20T08:00:00Z")
    form.verdict(2, 复核意见="须核")
    form.finding(指标编号=2, 发现途径="实地检查", 发现日期=SEPTEMBER, 问题="记录不全", 整改时限="2019-10-31")
    later = saved_at(form.save("晚.xlsx"), "2019-09-20T09:00:00Z")
    assert only(collected(root, later)).outcome == "taken"
    whole = text(root)
    assert only(collected(root, older)).outcome == "unchanged"
    assert text(root) == whole
    (root / REVIEW).write_text(whole.replace("    remark: 须核\n", ""), encoding="utf-8")
    assert only(collected(root, later)).outcome == "unchanged"
    assert only(collected(root, later, side="theirs")).outcome == "taken"
    assert text(root) == whole


def test_what_two_sides_changed_on_the_cover_is_a_conflict_in_words(tmp_path: Path) -> None:
    root = review_workspace(
        tmp_path, "unit: 甲局\ncycle: 2019\nreviewer: 甲\nindicators:\n  - {indicator: 1, score: 1}\n"
    )
    form = made_review(root).overview("复核人", "丙").save()
    (root / REVIEW).write_text(text(root).replace("reviewer: 甲", "reviewer: 乙"), encoding="utf-8")
    one = only(collected(root, form))
    shown = [conflict_text(conflict, "此处", Look(80)) for conflict in one.conflicts]
    assert (one.outcome, len(shown)) == ("conflict", 1)
    assert [line.split()[-1] for line in shown[0].splitlines()[1:]] == ["甲", "乙", "丙"]


def test_what_two_sides_changed_is_a_conflict_for_the_office_alone(tmp_path: Path) -> None:
    root = review_workspace(tmp_path, "unit: 甲局\ncycle: 2019\nindicators:\n  - {indicator: 1, score: 1}\n")
    form = made_review(root).verdict(1, 复核得分=2).save()
    (root / REVIEW).write_text(text(root).replace("score: 1", "score: 3"), encoding="utf-8")
    one = only(collected(root, form))
    assert one.outcome == "conflict"
    (conflict,) = one.conflicts
    assert (conflict.what, str(conflict.ours), str(conflict.theirs)) == ("指标 1 复核得分", "3", "2")
    assert only(collected(root, form, side="theirs")).outcome == "taken"
    assert "score: 2" in text(root)


def test_a_reviewers_later_word_counts(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    one, other = made_review(root, "张三"), made_review(root, "张三")
    collected(root, one.verdict(1, 复核得分=1).save("一.xlsx"))
    assert only(collected(root, other.verdict(1, 复核得分=2).save("二.xlsx"))).outcome == "taken"
    assert "score: 2" in text(root, "reviews/2019/甲局/张三.yaml")


def test_two_reviewers_workbooks_mixed_up(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    one = only(collected(root, filled(root, "张三").overview("复核人", "李四").save()))
    assert errors(one) == [("复核信息!B6", "此处填写的复核人是“李四”，而本表是张三的复核表")]
    assert not (root / "reviews").exists()


@pytest.mark.parametrize(
    ("title", "value", "message"),
    [
        ("被复核单位", "乙局", "此处填写的是“乙局”，而本表是对甲局的复核"),
        ("年度", 2018, "此处填写的是“2018”，而本表是 2019 年度的复核表"),
    ],
)
def test_a_cover_that_says_something_else(tmp_path: Path, title: str, value: object, message: str) -> None:
    root = review_workspace(tmp_path)
    one = only(collected(root, filled(root).overview(title, value).save()))
    assert [each for _place, each in errors(one)] == [message]


def test_a_unit_that_is_not_there_any_more(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = filled(root).save()
    units = root / "data/units.yaml"
    units.write_text(units.read_text(encoding="utf-8").replace("甲局", "丙局"), encoding="utf-8")
    one = only(collected(root, form))
    assert errors(one) == [("None", "本表复核的是“甲局”，没有名为“甲局”的单位")]


def test_a_renamed_unit_is_found_by_its_former_name(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = filled(root).save()
    for name in ("data/units.yaml", "data/indicators.yaml"):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8").replace("甲局", "丙局"), encoding="utf-8")
    units = root / "data/units.yaml"
    units.write_text(units.read_text(encoding="utf-8").replace("aliases: [甲]", "aliases: [甲局]"), encoding="utf-8")
    one = only(collected(root, form))
    assert (one.unit, errors(one)) == ("丙局", [])


def test_the_workbook_of_another_year(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    one = only(collected(root, filled(root).save(), cycle=2020))
    assert [each for _place, each in errors(one)] == ["本表是 2019 年度的复核表，当前导入的是 2020 年度"]


def test_a_changed_hidden_sheet(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = filled(root)
    form.sheet("_dutykit")["B3"] = '"2020"'
    one = only(collected(root, form.save()))
    assert errors(one) == [("None", "本表的校验页已被修改或删除，无法确定复核人和被复核单位")]


def test_without_its_hidden_sheet_it_is_not_taken_for_a_units_form(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    before = text(root, "submissions/2019/甲局.yaml")
    for unit in (None, "甲局"):
        one = only(collected(root, filled(root).without_hidden_sheet().save(), unit=unit))
        assert errors(one) == [("None", "本表的校验页已被修改或删除，无法确定复核人和被复核单位")]
    assert text(root, "submissions/2019/甲局.yaml") == before


def test_a_units_form_in_which_a_reviewer_wrote_is_no_review(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = FilledForm(made_form(root))
    form.fill("自评", form.row("自评", 指标编号=1), 自评得分=1)
    one = only(collected(root, form.save()))
    assert one.outcome == "rejected"
    assert errors(one) == [("自评!F4", "自评材料已报送，未导入：指标 1 自评得分")]
    assert not (root / REVIEW).exists()


@pytest.mark.parametrize(
    ("values", "cell", "message"),
    [
        ({"复核结论": "还行"}, "L4", "只能选：达到、部分达到、未达到、不适用；现为“还行”"),
        ({"复核等级": "Z"}, "M4", "评分办法没有等级“Z”"),
        ({"复核得分": "满分"}, "K4", "应为数字，现为“满分”"),
        ({"复核得分": 5.5}, "K4", "指标 1 的复核得分 5.5 超过分值 5"),
        ({"复核得分": -1}, "K4", "指标 1 的复核得分是负数：-1"),
    ],
)
def test_a_verdict_that_cannot_be_taken(tmp_path: Path, values: dict[str, object], cell: str, message: str) -> None:
    root = review_workspace(tmp_path)
    form = made_review(root)
    title = next(iter(values))
    column = form.column("复核", title)
    one = only(collected(root, form.verdict(1, **values).save()))
    place = f"复核!{form.sheet('复核').cell(form.row('复核', 指标编号=1), column).coordinate}"
    assert (one.outcome, errors(one)) == ("rejected", [(place, message)])
    assert cell
    assert not (root / REVIEW).exists()


def test_findings_that_cannot_be_taken(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = made_review(root)
    form.finding(指标编号=4, 发现途径="监测", 问题="别人的")
    form.finding(发现途径="监测", 问题="无编号")
    form.finding(指标编号=1, 问题="无途径")
    form.finding(指标编号=1, 发现途径="巡查", 问题="没有这种发现途径")
    one = only(collected(root, form.save()))
    assert errors(one) == [
        ("发现的问题!A4", "指标 4 未分解到甲局"),
        ("发现的问题!A5", "未填写指标编号，无法确定是哪项指标"),
        ("发现的问题!C6", "未填写“发现途径”"),
        ("发现的问题!C7", "只能选：自查、监测、实地检查；现为“巡查”"),
    ]


def test_events_that_cannot_be_taken(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = made_review(root).event(事项="没有的事项", 事由="某事").event(事项="v1", 事由="某事", 发生次数=1.5)
    one = only(collected(root, form.event(事项="v1").save()))
    assert errors(one) == [
        ("事项!B4", "评分办法没有事项“没有的事项”"),
        ("事项!C5", "次数应为整数，至少为 1"),
        ("事项!E6", "未填写“事由”"),
    ]


def test_an_event_is_known_by_its_id_or_its_words(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = made_review(root).event(事项="b1", 事由="甲").event(事项="获得表彰", 事由="乙", 发生次数=2)
    assert only(collected(root, form.save())).outcome == "taken"
    assert text(root).endswith("events:\n  - event: b1\n    remark: 甲\n  - event: b1\n    times: 2\n    remark: 乙\n")


@pytest.mark.parametrize(
    ("when", "remark", "message"),
    [
        ("2019-09-21", None, "问题 p-1 填写了销号日期，未填写销号意见"),
        (None, "已核查", "问题 p-1 填写了销号意见，未填写销号日期"),
    ],
)
def test_half_a_closing(tmp_path: Path, when: object, remark: object, message: str) -> None:
    root = review_workspace(tmp_path)
    one = only(collected(root, closing(made_review(root), when, remark).save()))
    assert [each for _place, each in errors(one)] == [message]


def test_closing_what_is_not_open(tmp_path: Path) -> None:
    closed = "unit: 甲局\ncycle: 2019\nclosings: [{problem: p-1, closed_on: 2019-09-01, remark: 好}]\n"
    root = review_workspace(tmp_path, closed)
    one = only(collected(root, closing(made_review(root, "张三"), "2019-09-21", "已核查").save()))
    assert [each for _place, each in errors(one)] == ["问题 p-1 已由督导室销号"]
    form = made_review(root)
    form.fill("销号", form.row("销号", 问题编号="p-1"), 问题编号="p-9")
    assert [each for _place, each in errors(only(collected(root, form.save())))] == [
        "该单位没有编号为“p-9”的待销号问题"
    ]
    again = closing(made_review(root), None, None).save()
    assert only(collected(root, again)).outcome == "taken"
    assert text(root) == "unit: 甲局\ncycle: 2019\n"


def test_points_changed_since(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = made_review(root).verdict(1, 复核得分=3).verdict(2, 复核得分=3).save()
    (root / "data/scoring.yaml").write_text(SCORING.replace("1: 5", "1: 10"), encoding="utf-8")
    one = only(collected(root, form))
    assert [each for _place, each in errors(one)] == [
        "指标 1 的分值在生成复核表后由 5 改为 10，复核得分须按现行分值重新确定"
    ]


def test_answers_changed_since_are_named(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = made_review(root).verdict(1, 复核得分=3).save()
    path = root / "submissions/2019/甲局.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("做了第一件事", "又做了"), encoding="utf-8")
    one = only(collected(root, form))
    assert (one.outcome, notes(one)) == ("taken", ["单位在生成复核表后修改了指标 1 的填报内容，请核对复核结论"])


def test_a_sheet_or_a_column_that_is_gone(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = filled(root)
    del form.book["发现的问题"]
    form.sheet("复核").cell(3, form.column("复核", "复核意见")).value = "别的"
    one = only(collected(root, form.save()))
    assert [each for _place, each in errors(one)] == [
        "“复核”中未找到“复核意见”，该处所填内容未导入",
        "未找到“发现的问题”：工作表已被删除，或者表头已被修改",
    ]


def test_two_rows_for_one_indicator(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = made_review(root).verdict(1, 复核得分=3)
    at = form.row("复核", 指标编号=2)
    form.fill("复核", at, 指标编号=1, 复核得分=2)
    one = only(collected(root, form.save()))
    assert [each for _place, each in errors(one)] == ["指标 1：有两行，内容不同；前一行在 复核!A4"]


def test_forms_and_reviews_in_one_run(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    found = collected(root, filled(root).save(), filled(root, "张三").save("张三.xlsx"), made_form(root))
    assert [one.outcome for one in found.forms] == ["taken", "taken", "unchanged"]
    assert [one.name for one in found.files] == ["reviews/2019/甲局.yaml", "reviews/2019/甲局/张三.yaml"]


def test_two_copies_of_one_workbook_in_one_run(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = filled(root)
    first, second = form.save("一.xlsx"), form.verdict(2, 复核得分=1).save("二.xlsx")
    found = collected(root, first, second, first)
    assert {one.outcome for one in found.forms} <= {"taken", "unchanged"}
    assert "score: 1\n" in text(root)
    assert text(root).count("检") == 1


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    found = collected(root, filled(root).save(), dry_run=True)
    assert "+  - indicator: 1" in found.unified_diff
    assert not (root / "reviews").exists()
    assert not (root / "collected").exists()


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = filled(root).save()
    (root / "reviews/2019").mkdir(parents=True)
    (root / REVIEW).write_text("<<<<<<< HEAD\nunit: 甲局\n", encoding="utf-8")
    one = only(collected(root, form))
    ((_place, said),) = errors(one)
    assert said.startswith(
        "甲局的复核所依据的数据不完整（reviews/2019/甲局.yaml 第 1 行：有未解决的合并冲突：从此处到第 2 行"
    )
    assert text(root).startswith("<<<<<<<")


def test_a_review_that_is_lost_is_taken_again(tmp_path: Path) -> None:
    root = review_workspace(tmp_path)
    form = filled(root).save()
    collected(root, form)
    before = text(root)
    (root / REVIEW).unlink()
    assert only(collected(root, form)).outcome == "taken"
    assert text(root) == before


def test_a_problem_that_the_unit_answered_is_not_deleted(tmp_path: Path) -> None:
    before = """\
unit: 甲局
cycle: 2019
findings:
  - {id: p-1, indicator: 1, found_by: inspection, text: 问题}
  - {id: x-2, indicator: 1, found_by: monitoring, text: 乙}
"""
    root = review_workspace(tmp_path, before)
    form = made_review(root)
    page = form.sheet("发现的问题")
    for row in page.iter_rows(min_row=HEAD + 2):
        for cell in row:
            cell.value = None
    one = only(collected(root, form.save()))
    assert [message for _place, message in errors(one)] == ["问题 p-1 已由单位填写整改情况，不能删除"]
    assert text(root) == before


def test_the_rules_are_run_once_more_than_there_are_workbooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = review_workspace(tmp_path)
    forms = [filled(root, name).save().rename(tmp_path / f"{name}.xlsx") for name in ("张三", "李四", "王五")]
    runs: list[Workspace] = []

    def counted(workspace: Workspace, today: dt.date) -> list[Finding]:
        runs.append(workspace)
        return counted_findings(workspace, today)

    for module in (taking, checking):
        monkeypatch.setattr(module, "counted_findings", counted)
    assert [one.outcome for one in collected(root, *forms).forms] == ["taken"] * 3
    assert len(runs) == 1 + len(forms)
