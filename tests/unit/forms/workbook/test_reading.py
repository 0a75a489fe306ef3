"""Tables are found wherever they are and whatever was done to the sheets."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from dutykit.forms.workbook.presentation import HEAD
from tests.form_workspaces import FilledForm, collected
from tests.unit.forms.one_form import SUBMISSION, only, put_rows, rows_of, text, told


@pytest.mark.parametrize("sheet", ["自评", "监测指标", "佐证材料", "问题与整改"])
def test_sorted_rows_and_a_new_title(root: Path, form: FilledForm, sheet: str) -> None:
    put_rows(form, sheet, rows_of(form, sheet)[::-1])
    form.sheet(sheet).title = "改过的名字"
    form.sheet("改过的名字").insert_rows(1, 3)
    form.sheet("改过的名字").insert_cols(1, 2)
    assert only(collected(root, form.save("换了 名字(1).xlsx"))).outcome == "unchanged"
    assert text(root) == SUBMISSION


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


def test_a_cell_shown_as_a_percentage(root: Path, form: FilledForm) -> None:
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="覆盖率"), 数值=0.855)
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="次数"), 数值=0.5)
    for row in range(HEAD + 2, HEAD + 6):
        form.sheet("监测指标").cell(row, 4).number_format = "0.0%"
    found = only(collected(root, form.save()))
    assert any("要求的不是百分数" in one for one in told(found))
    assert not [change for change in found.changes if change.key[2] == "覆盖率"]  # 85.5, as it was


def test_a_hidden_sheet_that_was_changed_is_not_trusted(root: Path, form: FilledForm) -> None:
    form.sheet("_dutykit")["B3"] = '"2020"'
    found = only(collected(root, form.save()))
    assert found.outcome == "unchanged"
    assert any("校验页已被修改" in one for one in told(found))


def test_what_stands_beside_the_tables_is_named(root: Path, form: FilledForm) -> None:
    form.sheet("自评").cell(HEAD + 2, 12).value = "旁注"
    form.book.create_sheet("我的草稿")["B2"] = "别的"
    assert told(only(collected(root, form.save()))) == [
        "自评!L4 warning 表格各列之外有 1 个单元格填有内容，未导入",
        "我的草稿!A2 warning 该工作表没有填报表的表头，未导入",
    ]
