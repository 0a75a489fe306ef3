"""What happens to forms on their way through an office, and what collecting makes of them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from dutykit.forms import collecting
from dutykit.forms.collect_text import next_steps
from dutykit.forms.workbook.presentation import HEAD
from dutykit.model.refusal import Refusal
from tests.form_workspaces import FILE, FilledForm, collected, made_form
from tests.unit.forms.one_form import SUBMISSION, only, put_rows, rows_of, text, told


def test_rows_between_and_rows_gone(root: Path, form: FilledForm) -> None:
    first, second = rows_of(form, "佐证材料")
    put_rows(form, "佐证材料", [[None, 1, "新的", "留存备查"], [None] * 7, second])
    found = only(collected(root, form.save()))
    assert (found.outcome, told(found)) == ("taken", [])
    assert [row.cells["title"] for row in found.new_rows] == ["新的"]
    assert [row.cells["title"] for row in found.lost_rows] == [first[2]]
    assert "      - title: 台账 # 厚\n        kept_by_unit: true\n    problems:" in text(root)
    assert "纪要" not in text(root)


def test_a_row_cleared_is_a_row_gone_and_a_row_moved_is_moved(root: Path, form: FilledForm) -> None:
    (page := form.sheet("佐证材料")).cell(HEAD + 2, 3).value = None
    page.cell(HEAD + 2, 4).value = None
    page.cell(HEAD + 3, 2).value = 3  # the second one is for another indicator
    found = only(collected(root, form.save()))
    assert (found.outcome, told(found)) == ("taken", [])
    assert "纪要" not in text(root)
    assert text(root).endswith("  - indicator: 3\n    text_fingerprint: " + text(root).split("text_fingerprint: ")[1])
    assert "    evidence:\n      - title: 台账\n        kept_by_unit: true\n" in text(root)


def test_all_evidence_gone(root: Path, form: FilledForm) -> None:
    put_rows(form, "佐证材料", [])
    assert only(collected(root, form.save())).outcome == "taken"
    assert "evidence" not in text(root)
    assert "    metrics: {覆盖率: 85.5, 次数: 3}\n    problems:\n" in text(root)


@pytest.mark.parametrize(
    ("sheet", "title", "value", "message"),
    [
        ("自评", "自评结论", "优秀", "自评!E4 error 只能选：达到、部分达到、未达到、不适用；现为“优秀”"),
        ("自评", "自评得分", "=4+1", "自评!F4 error 单元格内容为公式 =4+1，文件中没有计算结果"),
        ("自评", "工作措施与成效", "=1+1", "自评!G4 error 单元格内容为公式 =1+1，文件中没有计算结果"),
        ("监测指标", "数值", "86%", "监测指标!D4 warning “86%”已按 86 导入"),
        ("佐证材料", "佐证材料日期", 43_526, "佐证材料!F4 warning “43526”已按日期 2019-03-02 导入"),
        ("佐证材料", "资料名称", None, "佐证材料!C4 error 未填写“资料名称”"),
        ("佐证材料", "指标编号", 4, "佐证材料!B4 error 指标 4 未分解到甲局"),
        ("佐证材料", "指标编号", None, "佐证材料!B4 error 未填写指标编号，无法确定是哪项指标"),
        ("佐证材料", "指标编号", dt.date(2019, 1, 1), "佐证材料!B4 error 应为编号，已被表格软件识别为 2019-01-01"),
        ("问题与整改", "发现途径", None, "问题与整改!C4 error 未填写“发现途径”"),
        ("问题与整改", "责任人", dt.date(2019, 3, 1), "问题与整改!F4 warning 单元格被表格软件识别为日期或时间，已按文字 2019-03-01 导入"),
    ],
)  # fmt: skip
def test_each_odd_value_gets_its_word(
    root: Path, form: FilledForm, sheet: str, title: str, value: object, message: str
) -> None:
    at = HEAD + 2
    if isinstance(value, str) and value.startswith("="):
        form.sheet(sheet).cell(at, form.column(sheet, title)).value = value
    else:
        form.fill(sheet, at, **{title: value})
    if isinstance(value, int) and not isinstance(value, bool):
        form.sheet(sheet).cell(at, form.column(sheet, title)).number_format = "General"
    if sheet == "佐证材料":
        form.sheet(sheet).cell(at, 7).value = "说明"  # so that the row says something
    found = only(collected(root, form.save()))
    assert message in told(found)
    assert found.is_refused == (" error " in message)
    assert (text(root) == SUBMISSION) == found.is_refused


def test_a_text_of_the_form_changed_by_hand(root: Path, form: FilledForm) -> None:
    form.fill("自评", form.row("自评", 指标编号=1), 指标内容="我来改改", 自评结论="未达到")
    assert told(only(collected(root, form.save()))) == ["自评!C4 warning 指标内容已被修改，仍以指标体系为准"]


def test_rows_said_twice(root: Path, form: FilledForm) -> None:
    rows = rows_of(form, "自评")
    put_rows(form, "自评", [*rows, rows[0]])
    assert only(collected(root, form.save())).outcome == "unchanged"
    put_rows(form, "自评", [*rows, [*rows[0][:4], "未达到", *rows[0][5:]]])
    assert told(only(collected(root, form.save()))) == ["自评!E7 error 指标 1：有两行，内容不同；前一行在 自评!A4"]


def test_both_sides_took_a_row_out_or_changed_it(root: Path, form: FilledForm) -> None:
    put_rows(form, "佐证材料", rows_of(form, "佐证材料")[1:])
    (root / FILE).write_text(SUBMISSION.replace("title: 纪要,", "title: 纪要, note: 重要,"), encoding="utf-8")
    found = only(collected(root, form.save()))
    assert [(one.key, one.theirs) for one in found.conflicts] == [(("evidence", "2", "2-1", ""), None)]
    assert only(collected(root, form.save(), side="ours")).outcome == "unchanged"
    assert only(collected(root, form.save(), side="theirs")).outcome == "taken"
    assert "纪要" not in text(root)


def test_points_may_stand_in_the_scoring(root: Path) -> None:
    (root / "data/scoring.yaml").write_text(
        "title: 办法\nbasis: 文件\npoints: {indicators: {3: 7}}\n", encoding="utf-8"
    )
    form = FilledForm(made_form(root))
    path = form.fill("自评", form.row("自评", 指标编号=3), 自评结论="达到", 自评得分=6.5).save()
    found = only(collected(root, path))
    assert (found.outcome, told(found)) == ("taken", [])
    assert "score: 6.5\n" in text(root)
    limits = [one for one in form.sheet("自评").data_validations.dataValidation if one.type == "decimal"]
    assert {str(one.sqref): float(str(one.formula2)) for one in limits} == {"F4": 5, "F5": 10**15, "F6": 7}


def test_without_the_office_libraries(root: Path, form: FilledForm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "find_spec", lambda _name: None)
    with pytest.raises(Refusal) as caught:
        collected(root, form.path)
    assert "dutykit[office]" in caught.value.args[1]


def test_one_wrong_form_does_not_stop_the_other_units(root: Path, form: FilledForm) -> None:
    other = FilledForm(made_form(root, "乙局"))
    good = other.fill("自评", other.row("自评", 指标编号=4), 自评结论="达到", 工作措施与成效="做了").save("乙.xlsx")
    bad = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="好").save("甲.xlsx")
    found = collected(root, bad, good)
    assert [one.outcome for one in found.forms] == ["rejected", "taken"]
    assert text(root) == SUBMISSION
    made = (root / "submissions/2019/乙局.yaml").read_text(encoding="utf-8")
    assert made.startswith(
        "unit: 乙局\ncycle: 2019\nstate: draft\nanswers:\n  - indicator: 4\n    text_fingerprint: sha256:"
    )


def test_new_problems_get_ids(root: Path, form: FilledForm) -> None:
    row = form.row("问题与整改")
    for at in (row, row + 1):
        form.fill("问题与整改", at, 指标编号=2, 发现途径="自查", 问题=f"问题 {at}")
    assert only(collected(root, form.save())).outcome == "taken"
    assert "id: 2019-甲局-2-1\n" in text(root)
    assert "id: 2019-甲局-2-2\n" in text(root)


def test_nothing_is_written_in_a_dry_run(root: Path, form: FilledForm) -> None:
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    found = collected(root, form.save(), dry_run=True)
    assert "+    rating: unmet\n" in found.unified_diff
    assert text(root) == SUBMISSION
    shutil.rmtree(root / "out")
    assert sorted(path.name for path in root.iterdir()) == ["data", "dutykit.yaml", "submissions"]


def test_who_cannot_be_submitted_yet_is_not_told_to(root: Path, form: FilledForm) -> None:
    path = root / FILE
    path.write_text(
        text(root).replace("{title: 纪要, kept_by_unit: true}", "{title: 纪要, file: evidence/无.pdf}"),
        encoding="utf-8",
    )
    again = FilledForm(made_form(root))
    again.overview("报送状态", "已填完")
    for row in range(HEAD + 2, HEAD + 5):
        again.fill("自评", row, 自评结论="达到", 工作措施与成效="已经做到。")
    found = collected(root, again.save())
    assert only(found).is_submitted
    assert only(found).hindrances == ("佐证材料“纪要”的文件不存在：无.pdf",)
    (line,) = (one for one in next_steps(found, dry_run=False, replied=True) if "甲局" in one and "报送" in one)
    assert "dutykit submit" not in line
    assert "还不能报送" in line


def test_several_indicators_in_one_cell(root: Path, form: FilledForm) -> None:
    put_rows(form, "佐证材料", [[None, "1、3", "新的", "留存备查"]])
    assert "佐证材料!B4 error 指标编号“1、3”：每行只写一个指标" in told(only(collected(root, form.save())))


def test_a_changed_heading_is_named(root: Path, form: FilledForm) -> None:
    form.sheet("自评").cell(HEAD + 1, form.column("自评", "工作措施与成效")).value = "我们的成效"
    form.fill("自评", HEAD + 2, 自评结论="部分达到")
    form.sheet("自评").cell(HEAD + 2, 7).value = "有"
    said = told(only(collected(root, form.save())))
    assert "自评!G4 warning “我们的成效”不是填报表的表头，该列有 1 个单元格填有内容，未导入" in said


@pytest.mark.parametrize("sheet", ["自评", "问题与整改"])
@pytest.mark.parametrize("is_first", [False, True])
def test_a_deleted_sheet_is_named(root: Path, form: FilledForm, sheet: str, *, is_first: bool) -> None:
    if is_first:
        (root / FILE).unlink()
    form.overview("填报人", "某人")
    form.book.remove(form.sheet(sheet))
    assert any(f"未找到“{sheet}”" in one for one in told(only(collected(root, form.save()))))
