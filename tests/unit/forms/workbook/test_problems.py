"""Problems on their way through a form: the unit's, the office's, those of earlier years, before and after acceptance."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.forms.collection import Collected, Collection
from dutykit.forms.workbook.presentation import HEAD
from tests.form_workspaces import FILE, FilledForm, collected, made_form, make_workspace

LAST_YEAR = """\
unit: 甲局
cycle: 2018
state: accepted
answers:
  - indicator: 1
    rating: partly
    narrative: 做了
    problems:
      - {id: 2018-甲局-1-1, found_by: self_check, text: 老问题, measure: 老措施, due: 2018-12-01}
"""
SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft
# 上一轮没有销号的问题
carried:

  # 老问题
  - problem: 2018-甲局-1-1   # 照抄
    from_cycle: 2018
    status:
    progress:

answers:
  - indicator: 1
    rating: partly
    narrative: 做了
    problems:
      - id: p-1
        found_by: inspection
        text: 问题一
        measure: 措施
        due: 2019-12-01
        proof:
          - {title: 简报, kept_by_unit: true, note: 存档} # 甲
          - {title: 照片, file: evidence/甲局/p.txt}
  - {indicator: 2, rating: met, narrative: 做了, metrics: {覆盖率: 85, 分子: 85, 分母: 100, 次数: 2}}
  - {indicator: 3, rating: met, narrative: 也做了}
"""
REVIEW = """\
unit: 甲局
cycle: 2019
findings:
  - {id: 2019-督-1, indicator: 2, found_by: inspection, text: 督导室发现的, due: 2019-10-01}
"""
LEFT, OWN = "以前年度遗留问题", "问题与整改"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_workspace(tmp_path / "w", SUBMISSION)
    for name, text in (
        ("submissions/2018/甲局.yaml", LAST_YEAR),
        ("reviews/2019/甲局.yaml", REVIEW),
        ("evidence/甲局/p.txt", "照片"),
        ("evidence/甲局/新.txt", "新"),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def form(root: Path) -> FilledForm:
    return FilledForm(made_form(root))


def text(root: Path) -> str:
    return (root / FILE).read_text(encoding="utf-8")


def only(collection: Collection) -> Collected:
    (form,) = collection.forms
    return form


def told(form: Collected) -> list[str]:
    return [f"{one.place or ''} {one.severity.word} {one.message}".strip() for one in form.rejections]


def set_state(root: Path, state: str) -> None:
    (root / FILE).write_text(text(root).replace("state: draft", f"state: {state}\nsubmitted_on: 2019-05-01"), "utf-8")


def test_a_form_without_problems_of_earlier_years_has_no_sheet_for_them(tmp_path: Path) -> None:
    assert (
        LEFT
        not in FilledForm(
            made_form(make_workspace(tmp_path / "w", SUBMISSION.split("# 上", maxsplit=1)[0]))
        ).book.sheetnames
    )


def test_what_the_form_shows_of_problems(form: FilledForm) -> None:
    row = [cell.value for cell in form.sheet(LEFT)[HEAD + 2]]
    assert row == [2018, "2018-甲局-1-1", "老问题", "老措施", dt.datetime(2018, 12, 1), None, None, None]  # noqa: DTZ001
    assert [cell.protection.locked for cell in form.sheet(LEFT)[HEAD + 2]] == [True] * 5 + [False] * 3
    own, office = ([cell.value for cell in form.sheet(OWN)[at]] for at in (HEAD + 2, HEAD + 3))
    assert own[-1] == "简报（留存备查）\n照片（evidence/甲局/p.txt）"
    assert office[:8] == [2, "2019-督-1", "实地检查", "督导室发现的", None, None, dt.datetime(2019, 10, 1), "未整改"]  # noqa: DTZ001
    locked = [cell.protection.locked for cell in form.sheet(OWN)[HEAD + 3]]
    assert locked == [True] * 4 + [False] * 6
    for sheet in (OWN, LEFT):
        lists = [str(one.formula1) for one in form.sheet(sheet).data_validations.dataValidation if one.type == "list"]
        assert "已整改" in lists[-1]
        assert "已销号" not in lists[-1]


def test_nothing_filled_in_changes_nothing(root: Path, form: FilledForm) -> None:
    assert (only(collected(root, form.path)).outcome, told(only(collected(root, form.path)))) == ("unchanged", [])
    assert text(root) == SUBMISSION


def test_problems_of_earlier_years_are_answered_where_they_stand(root: Path, form: FilledForm) -> None:
    form.fill(
        LEFT, HEAD + 2, 整改状态="整改中", 整改进展="动工了", 整改佐证材料="开工报告（新.txt）\n会议纪要（留存备查）"
    )
    found = only(collected(root, form.save()))
    assert (found.outcome, told(found)) == ("taken", [])
    assert text(root).startswith(
        SUBMISSION.split("    status:\n", maxsplit=1)[0] + "    status: in_progress\n    progress: 动工了\n"
    )
    assert "      - title: 开工报告\n        file: evidence/甲局/新.txt\n        sha256: " in text(root)
    assert "      - title: 会议纪要\n        kept_by_unit: true\n" in text(root)
    assert text(root).endswith(SUBMISSION[SUBMISSION.index("answers:") :])
    assert only(collected(root, form.path)).outcome == "unchanged"


def test_a_problem_of_an_earlier_year_of_which_the_file_says_nothing(root: Path) -> None:
    whole = SUBMISSION[: SUBMISSION.index("# 上")] + SUBMISSION[SUBMISSION.index("answers:") :]
    (root / FILE).write_text(whole, encoding="utf-8")
    form = FilledForm(made_form(root))
    form.fill(LEFT, HEAD + 2, 整改状态="已整改待销号", 整改进展="完工了")
    assert only(collected(root, form.save())).outcome == "taken"
    entry = (
        "carried:\n  - problem: 2018-甲局-1-1\n    from_cycle: 2018\n    status: done\n    progress: 完工了\nanswers:"
    )
    assert text(root) == whole.replace("answers:", entry)


def test_who_hands_in_answers_for_each_problem_of_an_earlier_year(root: Path, form: FilledForm) -> None:
    form.overview("报送状态", "已报送")
    errors = [one for one in told(only(collected(root, form.save()))) if " error " in one]
    assert errors == [f"{LEFT}!F4 error 以前年度遗留问题 2018-甲局-1-1 未填写整改状态（status）"]
    form.fill(LEFT, HEAD + 2, 整改状态="整改中")
    errors = [one for one in told(only(collected(root, form.save()))) if " error " in one]
    assert errors == [f"{LEFT}!G4 error 以前年度遗留问题 2018-甲局-1-1 未填写整改进展（progress）"]
    form.fill(LEFT, HEAD + 2, 整改进展="动工了")
    assert [one for one in told(only(collected(root, form.save()))) if " error " in one] == []


def test_a_problem_of_an_earlier_year_is_no_new_one(root: Path, form: FilledForm) -> None:
    row = form.row(OWN)
    form.fill(OWN, row, 指标编号=1, 问题编号="2018-甲局-1-1", 发现途径="自查", 问题="老问题")
    found = only(collected(root, form.save()))
    assert f"{OWN}!B{row} error 2018-甲局-1-1 是 2018 年度的遗留问题" in told(found)
    assert "以前年度遗留问题" in str(next(one.fix for one in found.rejections if "遗留" in one.message))
    form.fill(OWN, row, 问题编号=None, 发现途径=None, 问题=None, 指标编号=None)
    form.fill(LEFT, HEAD + 2, 遗留问题编号="别的", 整改进展="x")
    assert f"{LEFT}!B4 error 没有编号为“别的”的遗留问题" in told(only(collected(root, form.save())))
    assert text(root) == SUBMISSION


def test_a_unit_answers_for_what_the_office_found(root: Path, form: FilledForm) -> None:
    form.fill(OWN, HEAD + 3, 整改措施="整改", 责任人="某人", 整改状态="整改中", 问题="改了督导室的话")
    found = only(collected(root, form.save()))
    assert (found.outcome, told(found)) == (
        "taken",
        [
            f"{OWN}!D5 warning 本单元格由督导室填写，修改无效",
            "自评!E5 warning 指标 2 自评结论为“达到”，但问题 2019-督-1 未整改完成",
        ],
    )
    assert "problems:" in text(root).split("indicator: 2")[1]
    for part in ("id: 2019-督-1", "text: 督导室发现的", "measure: 整改", "due: 2019-10-01", "status: in_progress"):
        assert part in text(root).split("indicator: 2")[1]
    again = FilledForm(made_form(root))
    assert only(collected(root, again.path)).outcome == "unchanged"
    assert [again.sheet(OWN).cell(HEAD + 3, at).value for at in (2, 5)] == ["2019-督-1", "整改"]


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_rectification_goes_on_when_all_else_is_settled(root: Path, form: FilledForm, state: str) -> None:
    set_state(root, state)
    before = text(root)
    form = FilledForm(made_form(root))
    form.fill(
        OWN,
        HEAD + 2,
        整改状态="已整改待销号",
        整改进展="完成",
        责任人="某人",
        整改佐证材料="简报（留存备查）\n验收单（新.txt）",
    )
    form.fill(LEFT, HEAD + 2, 整改状态="已整改待销号", 整改进展="完工")
    found = only(collected(root, form.save()))
    assert (found.outcome, told(found)) == ("taken", [])
    assert "          - {title: 简报, kept_by_unit: true, note: 存档} # 甲\n          - title: 验收单\n" in text(root)
    assert "照片" not in text(root)
    (root / FILE).write_text(before, encoding="utf-8")
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="达到")
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=1, 资料名称="又一份", 归档方式="留存备查")
    word = "已通过" if state == "accepted" else "已报送"
    found = only(collected(root, form.save()))
    assert (found.outcome, told(found)) == (
        "partly",
        [
            f"自评!E4 warning 自评材料{word}，未导入：指标 1 自评结论",
            f"佐证材料!A4 warning 自评材料{word}，未导入：指标 1 佐证材料 （新增）",
        ],
    )
    assert "自评结论" not in text(root)
    assert text(root).replace("rating: met", "") != before
    assert "progress: 完工" in text(root)


def test_a_problem_may_not_go_after_it_was_handed_in(root: Path, form: FilledForm) -> None:
    set_state(root, "submitted")
    form = FilledForm(made_form(root))
    for column in range(1, 11):
        form.sheet(OWN).cell(HEAD + 2, column).value = None
    found = only(collected(root, form.save()))
    assert "error 自评材料已报送，不能删除：指标 1 问题 p-1" in told(found)


def test_no_unit_closes_a_problem(root: Path, form: FilledForm) -> None:
    with pytest.raises(StopIteration):
        form.column(OWN, "销号日期")
    form.fill(OWN, HEAD + 2, 整改状态="已销号")
    form.fill(LEFT, HEAD + 2, 整改状态="已销号", 整改进展="完")
    row = form.row(OWN)
    form.fill(OWN, row, 指标编号=1, 发现途径="自查", 问题="新问题", 整改状态="已销号")
    text_of = "error 由督导室核查后销号，单位不填“已销号”和销号日期"
    errors = [one for one in told(only(collected(root, form.save()))) if " error " in one]
    assert errors == [f"{OWN}!H{HEAD + 2} {text_of}", f"{OWN}!H{row} {text_of}", f"{LEFT}!F4 {text_of}"]
    assert text(root) == SUBMISSION


def test_what_the_office_closed_is_shown_and_locked(root: Path) -> None:
    closing = REVIEW + "closings:\n  - {problem: p-1, closed_on: 2019-11-02, remark: 属实}\n"
    (root / "reviews/2019/甲局.yaml").write_text(closing, encoding="utf-8")
    form = FilledForm(made_form(root))
    status, day = (form.sheet(OWN).cell(HEAD + 2, form.column(OWN, title)) for title in ("整改状态", "销号日期"))
    assert (status.value, status.protection.locked, day.protection.locked) == ("已销号", True, True)
    assert str(day.value)[:10] == "2019-11-02"
    assert only(collected(root, form.path)).outcome == "unchanged"
    form.fill(OWN, HEAD + 2, 整改状态="整改中")
    found = only(collected(root, form.save()))
    assert (found.outcome, told(found)) == ("unchanged", [f"{OWN}!H4 warning 本单元格由督导室填写，修改无效"])
    assert text(root) == SUBMISSION


def test_all_faults_of_a_row_at_once(root: Path, form: FilledForm) -> None:
    row = form.row("佐证材料")
    form.fill("佐证材料", row, 指标编号=9, 资料名称="材料", 归档方式="随便", 佐证材料日期="九月底")
    found = told(only(collected(root, form.save())))
    assert [one.split(" ")[0] for one in found if " error " in one] == [
        f"佐证材料!{letter}{row}" for letter in ("B", "D", "F")
    ]


def test_a_rejected_date_is_not_a_missing_one(root: Path, form: FilledForm) -> None:
    row = form.row(OWN)
    form.fill(OWN, row, 指标编号=1, 发现途径="自查", 问题="新问题", 完成时限="九月底")
    found = told(only(collected(root, form.save())))
    assert f"{OWN}!G{row} error 应为日期，现为“九月底”" in found
    assert not [one for one in found if "未填写完成时限" in one]
    assert [one for one in found if "未填写整改措施" in one]


def test_a_form_made_before_a_return_is_no_conflict(root: Path, form: FilledForm) -> None:
    form.fill(LEFT, HEAD + 2, 整改状态="整改中", 整改进展="动工").overview("报送状态", "已报送")
    returned = "state: returned\nreturned: {reason: 不全, due: 2019-06-01}"
    (root / FILE).write_text(SUBMISSION.replace("state: draft", returned), encoding="utf-8")
    found = only(collected(root, form.save()))
    assert (found.outcome, found.is_submitted, found.conflicts) == ("taken", True, []), told(found)


def test_a_lost_file_comes_back_even_with_one_id_in_two_years(root: Path) -> None:
    (root / FILE).write_text(SUBMISSION.replace("p-1", "2018-甲局-1-1"), encoding="utf-8")
    form = made_form(root)
    (root / FILE).unlink()
    found = only(collected(root, form))
    assert (found.outcome, [one for one in told(found) if " error " in one]) == ("taken", [])
    assert "id: 2018-甲局-1-1\n" in text(root)
