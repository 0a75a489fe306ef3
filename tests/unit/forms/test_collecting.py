"""What happens to forms on their way through an office, and what collecting makes of them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dutykit.forms import collecting
from dutykit.forms.annotating import annotated_copies
from dutykit.forms.collection import Collected, Collection
from dutykit.forms.workbook.hidden import VERSION, fingerprint
from dutykit.forms.workbook.writer import HEAD
from dutykit.model.refusal import Refusal
from tests.form_workspaces import CATALOGUE, FILE, FilledForm, collected, made_form, make_workspace

SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - indicator: 1
    rating: met
    score: 4.5
  - indicator: 2
    metrics: {覆盖率: 85.5, 次数: 3}
    evidence:
      - {title: 纪要, kept_by_unit: true}
      - title: 台账 # 厚
        kept_by_unit: true
    problems:
      - id: p-1
        found_by: inspection
        text: 问题一
        measure: 措施
        due: 2019-12-01
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w", SUBMISSION)


@pytest.fixture
def form(root: Path) -> FilledForm:
    return FilledForm(made_form(root))


def text(root: Path) -> str:
    return (root / FILE).read_text(encoding="utf-8")


def only(collection: Collection) -> Collected:
    (form,) = collection.forms
    return form


def told(form: Collected) -> list[str]:
    """What is said of a form, each with its cell."""
    return [f"{one.place or ''} {one.severity.word} {one.message}".strip() for one in form.rejections]


def rows_of(form: FilledForm, sheet: str) -> list[list[Any]]:
    page = form.sheet(sheet)
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD + 2) if any(cell.value for cell in row)]


def put_rows(form: FilledForm, sheet: str, rows: list[list[Any]]) -> None:
    page = form.sheet(sheet)
    for at in range(HEAD + 2, page.max_row + 1):
        for column in range(1, page.max_column + 1):
            page.cell(at, column).value = None
    for at, row in enumerate(rows, HEAD + 2):
        for column, value in enumerate(row, 1):
            page.cell(at, column).value = value


@pytest.mark.parametrize("sheet", ["自评", "监测指标", "佐证材料", "问题与整改"])
def test_sorted_rows_and_a_new_title(root: Path, form: FilledForm, sheet: str) -> None:
    put_rows(form, sheet, rows_of(form, sheet)[::-1])
    form.sheet(sheet).title = "改过的名字"
    form.sheet("改过的名字").insert_rows(1, 3)
    form.sheet("改过的名字").insert_cols(1, 2)
    assert only(collected(root, form.save("换了 名字(1).xlsx"))).outcome == "unchanged"
    assert text(root) == SUBMISSION


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


def copied_without_hidden_sheet(form: FilledForm, *sheets: str) -> Path:
    """The cells of these sheets in one sheet of a new file, as somebody pastes them."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for sheet in sheets:
        for row in form.sheet(sheet).iter_rows(values_only=True):
            if any(value is not None for value in row):
                page.append(row)
        page.append([])
    path = form.path.with_name("抄来的.xlsx")
    book.save(path)
    return path


def test_copied_to_a_new_file(root: Path, form: FilledForm) -> None:
    form.fill("自评", form.row("自评", 指标编号=3), 自评结论="达到", 工作措施与成效="做了")
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=3, 资料名称="新的", 归档方式="留存备查")
    path = copied_without_hidden_sheet(form, "概述", "自评", "监测指标", "佐证材料", "问题与整改")
    found = only(collected(root, path))
    assert found.outcome == "taken"
    assert [one for one in told(found) if "note" not in one] == []
    assert [(change.key, change.after) for change in found.changes] == [
        (("answers", "3", "rating"), "met"),
        (("answers", "3", "narrative"), "做了"),
    ]
    assert [row.cells["title"] for row in found.new_rows] == ["新的"]
    assert text(root).startswith(SUBMISSION)


def test_a_copy_cannot_win_in_silence(root: Path, form: FilledForm) -> None:
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    found = only(collected(root, copied_without_hidden_sheet(form, "概述", "自评")))
    assert (found.outcome, [one.key for one in found.conflicts]) == ("conflict", [("answers", "1", "rating")])
    assert text(root) == SUBMISSION


def test_ids_lost_but_texts_kept(root: Path, form: FilledForm) -> None:
    row = form.row("自评", 指标编号=3)
    form.fill("自评", row, 指标编号=None, 自评结论="达到", 工作措施与成效="做了")
    assert [change.key[1] for change in only(collected(root, form.save())).changes] == ["3", "3"]


def test_one_id_for_several_rows(root: Path, form: FilledForm) -> None:
    row = form.row("佐证材料")
    for at, title in enumerate(("甲", "乙", "丙")):
        form.fill("佐证材料", row + at, 指标编号=1 if not at else None, 资料名称=title, 归档方式="留存备查")
    form.sheet("佐证材料").merge_cells(start_row=row, end_row=row + 2, start_column=2, end_column=2)
    found = only(collected(root, form.save()))
    assert (found.outcome, [(one.indicator, one.cells["title"]) for one in found.new_rows]) == (
        "taken",
        [("1", "甲"), ("1", "乙"), ("1", "丙")],
    )


@pytest.mark.parametrize(
    ("sheet", "title", "value", "message"),
    [
        ("自评", "自评结论", "优秀", "自评!E4 error 只能选：达到、部分达到、未达到、不适用；现为“优秀”"),
        ("自评", "自评得分", "=4+1", "自评!F4 error 单元格内容为公式 =4+1，未计算"),
        ("自评", "工作措施与成效", "=1+1", "自评!G4 warning 单元格内容为公式，已按文字 =1+1 导入，未计算"),
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


def test_a_cell_shown_as_a_percentage(root: Path, form: FilledForm) -> None:
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="覆盖率"), 数值=0.855)
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="次数"), 数值=0.5)
    for row in range(HEAD + 2, HEAD + 6):
        form.sheet("监测指标").cell(row, 4).number_format = "0.0%"
    found = only(collected(root, form.save()))
    assert any("要求的不是百分数" in one for one in told(found))
    assert not [change for change in found.changes if change.key[2] == "覆盖率"]  # 85.5, as it was


def test_another_units_form(root: Path, form: FilledForm) -> None:
    form.overview("填报单位", "乙局")
    found = only(collected(root, form.save()))
    assert told(found) == ["概述!B4 error 此处填写的是“乙局”，而本表是甲局的填报表"]
    assert told(only(collected(root, form.path, unit="乙局"))) == ["概述!B4 error 本表是甲局的填报表，不是乙局的填报表"]


def test_rows_of_another_unit(root: Path, form: FilledForm) -> None:
    form.sheet("自评").cell(HEAD + 2, 1).value = 4
    assert "自评!A4 error 指标 4 未分解到甲局" in told(only(collected(root, form.save())))


def test_last_years_form(root: Path, form: FilledForm) -> None:
    (root / "dutykit.yaml").write_text("cycle: 2020\n", encoding="utf-8")
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    found = only(collected(root, form.save()))
    assert told(found) == ["概述!B5 error 本表是 2019 年度的填报表，当前导入的是 2020 年度"]
    assert only(collected(root, form.save(), cycle=2019)).outcome == "taken"
    assert "rating: unmet" in text(root)


def test_a_form_of_another_version_of_the_catalogue(root: Path, form: FilledForm) -> None:
    (root / "data/indicators.yaml").write_text(CATALOGUE.replace("第一件事", "另一件事"), encoding="utf-8")
    form.fill("自评", form.row("自评", 指标编号=3), 自评结论="达到", 工作措施与成效="做了")
    found = only(collected(root, form.save()))
    assert found.outcome == "taken"
    assert told(found) == ["warning 填报表所依据的指标体系与现行的不同，仅导入内容未变的指标"]
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    found = only(collected(root, form.save()))
    assert "自评!C4 error 该单元格的指标内容与现行指标体系不一致，所填内容可能对应其他要求" in told(found)


def test_a_text_of_the_form_changed_by_hand(root: Path, form: FilledForm) -> None:
    form.fill("自评", form.row("自评", 指标编号=1), 指标内容="我来改改", 自评结论="未达到")
    assert told(only(collected(root, form.save()))) == ["自评!C4 warning 指标内容已被修改，仍以指标体系为准"]


def test_a_hidden_sheet_that_was_changed_is_not_trusted(root: Path, form: FilledForm) -> None:
    form.sheet("_dutykit")["B3"] = '"2020"'
    found = only(collected(root, form.save()))
    assert found.outcome == "unchanged"
    assert any("校验页已被修改" in one for one in told(found))


def test_rows_said_twice(root: Path, form: FilledForm) -> None:
    rows = rows_of(form, "自评")
    put_rows(form, "自评", [*rows, rows[0]])
    assert only(collected(root, form.save())).outcome == "unchanged"
    put_rows(form, "自评", [*rows, [*rows[0][:4], "未达到", *rows[0][5:]]])
    assert told(only(collected(root, form.save()))) == ["自评!E7 error 指标 1：有两行，内容不同；前一行在 自评!A4"]


@pytest.mark.parametrize("side", [None, "ours", "theirs"])
def test_versions_of_one_units_form_are_all_refused(root: Path, form: FilledForm, side: str | None) -> None:
    one = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到").save("一.xlsx")
    again = FilledForm(form.path)
    two = again.fill("自评", again.row("自评", 指标编号=3), 自评结论="达到", 工作措施与成效="做了").save("二.xlsx")
    found = collected(root, one, two, side=side)
    text_of = f"error 甲局报送了多份内容不同的填报表，无法确定以哪一份为准，均未导入：{one}、{two}"
    assert [(one.outcome, told(one)) for one in found.forms] == [("rejected", [text_of])] * 2
    assert text(root) == SUBMISSION
    assert [form.outcome for form in collected(root, one).forms + collected(root, two).forms] == ["taken", "taken"]


def test_copies_of_one_form_are_taken_once(root: Path, form: FilledForm) -> None:
    one = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到").save("一.xlsx")
    put_rows(form, "自评", rows_of(form, "自评")[::-1])
    form.sheet("自评").title = "改过的名字"
    found = collected(root, one, form.save("二.xlsx"), side="theirs").forms
    assert [(one.outcome, told(one)) for one in found] == [
        ("taken", []),
        ("passed_over", ["note 与 一.xlsx 内容相同，只导入一次"]),
    ]
    assert "rating: unmet" in text(root)


def test_a_copy_with_remarks_is_passed_over_until_it_is_corrected(root: Path, form: FilledForm) -> None:
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="好", 自评得分=3.25).save("一.xlsx")
    form.fill("佐证材料", form.row("佐证材料", 序号="2-1"), 佐证材料日期=dt.date(2019, 3, 2)).save("一.xlsx")
    (copy,) = annotated_copies(collected(root, path))
    again, passed = collected(root, path, copy).forms
    assert (again.outcome, passed.outcome) == ("rejected", "passed_over")
    assert told(passed) == ["note 为带批注的副本，内容未再修改，已跳过"]
    copy = copy.rename(copy.with_name("换了名字.xlsx"))
    corrected = FilledForm(copy)
    corrected.fill("自评", corrected.row("自评", 指标编号=1), 自评结论="未达到").save(copy.name)
    assert [one.outcome for one in collected(root, path, copy).forms] == ["rejected", "rejected"]
    assert only(collected(root, copy)).outcome == "taken"
    assert "rating: unmet" in text(root)


def test_a_column_that_the_form_never_had_is_not_missing(root: Path) -> None:
    (root / "data/indicators.yaml").write_text(CATALOGUE.replace("            points: 5\n", ""), encoding="utf-8")
    (root / FILE).write_text(SUBMISSION.replace("    score: 4.5\n", ""), encoding="utf-8")
    form = FilledForm(made_form(root))
    with pytest.raises(StopIteration):
        form.column("自评", "自评得分")
    (root / "data/scoring.yaml").write_text(
        "title: 办法\nbasis: 文件\npoints: {indicators: {3: 7}}\n", encoding="utf-8"
    )
    form.fill("自评", form.row("自评", 指标编号=3), 自评结论="达到", 工作措施与成效="做了")
    found = only(collected(root, form.save()))
    assert (found.outcome, told(found)) == ("taken", [])


def test_a_form_made_before_columns_were_noted(root: Path, form: FilledForm) -> None:
    sheet = form.sheet("_dutykit")
    rows = [[str(cell.value) for cell in row if cell.value] for row in sheet.iter_rows()]
    rows = [row for row in rows[1:] if not row[0].startswith('["columns"')]
    del form.book["_dutykit"]
    sheet = form.book.create_sheet("_dutykit")
    for row in ([VERSION, fingerprint(rows)], *rows):
        sheet.append(row)
    assert (only(collected(root, form.save())).outcome, told(only(collected(root, form.save())))) == ("unchanged", [])
    form.sheet("自评").cell(HEAD + 1, form.column("自评", "自评得分")).value = "别的"
    assert "error “自评”中未找到“自评得分”，该处所填内容将丢失" in told(only(collected(root, form.save())))


def test_both_sides_took_a_row_out_or_changed_it(root: Path, form: FilledForm) -> None:
    put_rows(form, "佐证材料", rows_of(form, "佐证材料")[1:])
    (root / FILE).write_text(SUBMISSION.replace("title: 纪要,", "title: 纪要, note: 重要,"), encoding="utf-8")
    found = only(collected(root, form.save()))
    assert [(one.key, one.theirs) for one in found.conflicts] == [(("evidence", "2", "2-1", ""), None)]
    assert only(collected(root, form.save(), side="ours")).outcome == "unchanged"
    assert only(collected(root, form.save(), side="theirs")).outcome == "taken"
    assert "纪要" not in text(root)


def test_what_the_file_has_more_stays(root: Path, form: FilledForm) -> None:
    more = SUBMISSION.replace(
        "      - {title: 纪要", "      - {title: 督导室加的, kept_by_unit: true}\n      - {title: 纪要"
    )
    (root / FILE).write_text(more, encoding="utf-8")
    form.fill("佐证材料", form.row("佐证材料", 序号="2-1"), 说明="新的说明")
    assert only(collected(root, form.save())).outcome == "taken"
    assert text(root) == more.replace(
        "{title: 纪要, kept_by_unit: true}", "{title: 纪要, kept_by_unit: true, note: 新的说明}"
    )


def test_evidence_is_looked_up_and_hashed(root: Path, form: FilledForm) -> None:
    folder = root / "evidence/甲局"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("材料", encoding="utf-8")
    row = form.row("佐证材料")
    form.fill("佐证材料", row, 指标编号=1, 资料名称="材料", 归档方式="提交", 文件="a.txt")
    path = form.save()
    assert only(collected(root, path)).outcome == "taken"
    assert "      - title: 材料\n        file: evidence/甲局/a.txt\n        sha256: " in text(root)
    assert only(collected(root, path)).outcome == "unchanged"
    form.fill("佐证材料", row + 1, 指标编号=1, 资料名称="没有", 归档方式="提交", 文件="../b.txt")
    found = only(collected(root, form.save()))
    assert [one.rule for one in found.rejections] == ["evidence-outside-workspace"]
    assert str(found.rejections[0].place) == f"佐证材料!E{row + 1}"


def test_a_file_that_came_along_is_pointed_out(root: Path, form: FilledForm) -> None:
    (root / "out/b.txt").write_text("材料", encoding="utf-8")
    form.fill("佐证材料", row := form.row("佐证材料"), 指标编号=1, 资料名称="材料", 归档方式="提交", 文件="b.txt")
    found = only(collected(root, form.save()))
    assert found.is_refused
    assert f"佐证材料!E{row} warning b.txt 已随填报表报送，尚未存入佐证材料文件夹" in told(found)


@pytest.mark.parametrize("sheet", ["自评", "监测指标", "佐证材料", "问题与整改"])
def test_a_sheet_or_a_heading_that_is_gone_is_not_passed_over(root: Path, form: FilledForm, sheet: str) -> None:
    page = form.sheet(sheet)
    title = str(page.cell(HEAD + 1, 4 if sheet != "自评" else 5).value)
    page.cell(HEAD + 1, 4 if sheet != "自评" else 5).value = "别的"
    found = only(collected(root, form.save()))
    assert found.is_refused
    assert f"error “{sheet}”中未找到“{title}”，该处所填内容将丢失" in told(found)
    del form.book[sheet]
    found = only(collected(root, form.save()))
    assert f"error 未找到“{sheet}”：工作表已被删除，或者表头已被修改" in told(found)
    assert text(root) == SUBMISSION


def test_what_stands_beside_the_tables_is_named(root: Path, form: FilledForm) -> None:
    form.sheet("自评").cell(HEAD + 2, 12).value = "旁注"
    form.book.create_sheet("我的草稿")["B2"] = "别的"
    assert told(only(collected(root, form.save()))) == [
        "自评!L4 warning 表格各列之外有 1 个单元格填有内容，未导入",
        "我的草稿!A2 warning 该工作表没有填报表的表头，未导入",
    ]


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


def test_who_says_that_all_is_filled_in_is_held_to_it(root: Path, form: FilledForm) -> None:
    found = only(collected(root, form.overview("报送状态", "已报送").save()))
    assert "自评!E6 error 甲局的自评材料缺少指标 3：第三件事" in told(found)
    for indicator in (1, 2, 3):
        form.fill("自评", form.row("自评", 指标编号=indicator), 自评结论="达到", 工作措施与成效="做了")
    for row in (HEAD + 2, HEAD + 3):
        form.fill("佐证材料", row, 归档方式="留存备查")
    form.sheet("问题与整改").cell(HEAD + 2, 1).value = 1
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="部分达到")
    found = only(collected(root, form.save()))
    assert (found.outcome, found.is_handed_in) == ("taken", True), told(found)
    assert "state: draft\n" in text(root)  # it is handed in by `dutykit submit`, which keeps the log


def test_states_that_are_not_the_units_to_choose(root: Path, form: FilledForm) -> None:
    form.overview("报送状态", "已通过")
    assert told(only(collected(root, form.save())))[0].startswith("概述!B6 error 报送状态只能选“草稿”或“已填完”")
    (root / FILE).write_text(SUBMISSION.replace("draft", "accepted"), encoding="utf-8")
    form = FilledForm(made_form(root))
    assert only(collected(root, form.path)).outcome == "unchanged"
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    assert any("自评材料已通过，不能修改" in one for one in told(only(collected(root, form.save()))))


def test_a_returned_submission_that_is_not_finished_stays_returned(root: Path) -> None:
    returned = SUBMISSION.replace("draft", "returned\nreturned: {reason: 不全, due: 2019-06-01}")
    (root / FILE).write_text(returned, encoding="utf-8")
    form = FilledForm(made_form(root)).overview("报送状态", "草稿")
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    assert only(collected(root, form.save())).outcome == "taken"
    assert text(root) == returned.replace("rating: met", "rating: unmet")


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


def test_a_file_with_aliases_is_left_to_a_person(root: Path) -> None:
    shared = SUBMISSION.replace("    evidence:\n", "    evidence: &e\n") + "  - {indicator: 3, evidence: *e}\n"
    (root / FILE).write_text(shared, encoding="utf-8")
    form = FilledForm(made_form(root))
    form.fill("佐证材料", form.row("佐证材料", 序号="2-2"), 说明="改")
    assert any("写法特殊" in one for one in told(only(collected(root, form.save()))))
    assert text(root) == shared


def test_a_submission_that_cannot_be_read_is_left_alone(root: Path, form: FilledForm) -> None:
    broken = SUBMISSION.replace("rating: met", "rating: [")
    (root / FILE).write_text(broken, encoding="utf-8")
    form.fill("自评", form.row("自评", 指标编号=3), 自评结论="达到")
    found = only(collected(root, form.save()))
    assert found.is_refused
    assert text(root) == broken


def test_line_breaks_and_a_mark_at_the_beginning_stay(root: Path, form: FilledForm) -> None:
    windows = "\ufeff" + SUBMISSION.replace("\n", "\r\n")
    (root / FILE).write_text(windows, encoding="utf-8", newline="")
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到", 工作措施与成效="一\n二")
    assert only(collected(root, form.save())).outcome == "taken"
    with (root / FILE).open(encoding="utf-8", newline="") as file:
        after = file.read()
    assert after == windows.replace(
        "rating: met\r\n    score: 4.5\r\n",
        "rating: unmet\r\n    score: 4.5\r\n    narrative: |\r\n      一\r\n      二\r\n",
    )


def test_nothing_is_written_in_a_dry_run(root: Path, form: FilledForm) -> None:
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    found = collected(root, form.save(), dry_run=True)
    assert "+    rating: unmet\n" in found.unified_diff
    assert text(root) == SUBMISSION
    shutil.rmtree(root / "out")
    assert sorted(path.name for path in root.iterdir()) == ["data", "dutykit.yaml", "submissions"]


def test_another_year_in_the_year_cell(root: Path, form: FilledForm) -> None:
    found = only(collected(root, form.overview("年度", 2018).save()))
    assert found.outcome == "rejected"
    assert "此处填写的是“2018”，而本表是 2019 年度的填报表" in found.rejections[0].message


def test_a_number_with_many_places_is_written_out(root: Path) -> None:
    small = SUBMISSION.replace("次数: 3", "次数: 0.0000000751389477841154048")
    (root / FILE).write_text(small, encoding="utf-8")
    form = made_form(root)
    (root / FILE).unlink()
    assert [one for one in told(only(collected(root, form))) if "目标值" not in one] == []
    assert "次数: 0.0000000751389477841154048" in text(root)
