"""Sheets and columns that are gone, and those that a form never had."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.forms.workbook.hidden import fingerprint
from dutykit.forms.workbook.mark import FORM_MARK
from dutykit.forms.workbook.presentation import HEAD
from tests.form_workspaces import CATALOGUE, FILE, FilledForm, collected, made_form
from tests.unit.forms.one_form import SUBMISSION, only, text, told


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
    note = "note 本表生成时尚未设置分值，没有“自评得分”一栏；需要单位填写得分的，重新生成填报表发给单位"
    assert (found.outcome, told(found)) == ("taken", [note])


def test_a_form_made_before_columns_were_noted(root: Path, form: FilledForm) -> None:
    sheet = form.sheet("_dutykit")
    rows = [[str(cell.value) for cell in row if cell.value] for row in sheet.iter_rows()]
    rows = [row for row in rows[1:] if not row[0].startswith('["columns"')]
    del form.book["_dutykit"]
    sheet = form.book.create_sheet("_dutykit")
    for row in ([FORM_MARK, fingerprint(rows)], *rows):
        sheet.append(row)
    assert (only(collected(root, form.save())).outcome, told(only(collected(root, form.save())))) == ("unchanged", [])
    form.sheet("自评").cell(HEAD + 1, form.column("自评", "自评得分")).value = "别的"
    assert "error “自评”中未找到“自评得分”，该处所填内容未导入" in told(only(collected(root, form.save())))


@pytest.mark.parametrize("sheet", ["自评", "监测指标", "佐证材料", "问题与整改"])
def test_a_sheet_or_a_heading_that_is_gone_is_not_passed_over(root: Path, form: FilledForm, sheet: str) -> None:
    page = form.sheet(sheet)
    title = str(page.cell(HEAD + 1, 4 if sheet != "自评" else 5).value)
    page.cell(HEAD + 1, 4 if sheet != "自评" else 5).value = "别的"
    found = only(collected(root, form.save()))
    assert found.is_refused
    assert f"error “{sheet}”中未找到“{title}”，该处所填内容未导入" in told(found)
    del form.book[sheet]
    found = only(collected(root, form.save()))
    assert f"error 未找到“{sheet}”：工作表已被删除，或者表头已被修改" in told(found)
    assert text(root) == SUBMISSION
