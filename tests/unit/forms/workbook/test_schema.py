"""Every column that a unit can fill in survives form → fill → collect; the tests are made from the schema itself."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from dutykit.forms.collection import Collected
from dutykit.forms.workbook.layout import FormColumn, FormValue, SheetName
from dutykit.forms.workbook.presentation import HEAD
from dutykit.forms.workbook.row import CellKey
from dutykit.forms.workbook.rows import form_of
from dutykit.forms.workbook.schema import RECORDS, form_sheet, form_sheets
from dutykit.workspace.opening import open_workspace
from tests.form_workspaces import FilledForm, collected, made_form, make_workspace

LAST_YEAR = """\
unit: 甲局
cycle: 2018
state: accepted
answers:
  - indicator: 1
    problems: [{id: c-1, found_by: self_check, text: 老问题}]
"""
NEW = "unit: 甲局\ncycle: 2019\nstate: draft\n"
OLD = """\
unit: 甲局
cycle: 2019
state: draft
submitted_on: 2019-01-02
summary: |
  旧的概述
next_steps: 旧的打算
carried:
  - problem: c-1
    from_cycle: 2018
    status: open
    progress: 旧的进展
    proof: [{title: 旧的证明, kept_by_unit: true}, {title: 另一份}]
answers:
  - indicator: 1
    rating: met
    reason: 旧的理由
    score: 1
    narrative: 旧的说明
    metrics: {旧的数: 7}
    evidence:
      - {title: 旧的材料, file: a.txt, date: 2019-01-03, note: 旧的备注}
    problems:
      - id: p-1
        found_by: self_check
        text: 旧的问题
        measure: 旧的措施
        person: 某人
        due: 2019-01-04
        status: in_progress
        progress: 旧的进展
        proof: [{title: 旧的证明, kept_by_unit: true}, {title: 另一份}]
  - indicator: 2
    metrics: {覆盖率: 85.5, 次数: 3}
"""
ROWS: dict[SheetName, CellKey] = {
    "answers": ("answers", "1"),
    "metrics": ("metrics", "2", "次数"),
    "evidence": ("evidence", "1", "1-1"),
    "problems": ("problems", "1", "p-1"),
    "carried": ("carried", "2018", "c-1"),
}
"""The row of each sheet that is filled in; new evidence and new problems get other numbers."""
FILLED = [
    pytest.param(sheet.name, column, id=f"{sheet.name}-{column.name}")
    for sheet in form_sheets()
    for column in sheet.columns
    if column.filled and not column.by_office
]


def workspace(root: Path, submission: str) -> Path:
    make_workspace(root, submission, rules=False)
    last = root / "submissions/2018/甲局.yaml"
    last.parent.mkdir()
    last.write_text(LAST_YEAR, encoding="utf-8")
    return root


def cells(root: Path) -> dict[CellKey, FormValue]:
    """The cells of the unit's form as the workspace is now."""
    opened, _findings = open_workspace(root)
    assert opened is not None
    return dict(form_of(opened, "甲局", 2019, opened.submission("甲局", 2019)).cells())


def key_of(sheet: SheetName, column: FormColumn) -> CellKey:
    return ("overview", column.name, "content") if sheet == "overview" else (*ROWS[sheet], column.name)


def new_value(column: FormColumn) -> FormValue:
    match column.kind:
        case "choice":
            return list(column.choices)[-1]
        case "number":
            return Decimal("4.5")
        case "date":
            return dt.date(2019, 3, 9)
        case "proof":
            return "另一份\n新的证明（留存备查）"
        case _:
            return f"新的{column.name}"


def fill(form: FilledForm, sheet: SheetName, column: FormColumn, value: FormValue, *, row: int) -> None:
    """Type a value into the cell of a column."""
    typed = column.words[str(value)] if column.kind == "choice" and value is not None else value
    if sheet == "overview":
        form.overview(column.title, typed)
    else:
        form.fill(form_sheet(sheet).title, row, **{column.title: typed})


def row_of(form: FilledForm, sheet: SheetName) -> int:
    if sheet != "metrics":
        return HEAD + 2
    title = form_sheet("metrics").column("metric").title
    return form.row(form_sheet("metrics").title, **{title: "次数"})


def expected(sheet: SheetName, column: FormColumn) -> FormValue:
    """A unit asks for a state, and does not set it."""
    return "draft" if (sheet, column.name) == ("overview", "state") else new_value(column)


def _unexpected(found: Collected) -> list[str]:
    """What is said of a form, but that a file named in it did not come along: there is none in these tests."""
    return [one.message for one in found.rejections if "没有随填报表报送" not in one.message]


@pytest.mark.parametrize(("sheet", "column"), FILLED)
def test_a_changed_cell_survives_and_changes_no_other(tmp_path: Path, sheet: SheetName, column: FormColumn) -> None:
    root = workspace(tmp_path, OLD)
    before = cells(root)
    form = FilledForm(made_form(root))
    fill(form, sheet, column, new_value(column), row=row_of(form, sheet))
    (found,) = collected(root, form.save()).forms
    assert _unexpected(found) == []
    key = key_of(sheet, column)
    if (sheet, column.name) == ("problems", "id"):
        before = {
            ("problems", "1", "新的id", *one[3:]) if one[:1] == ("problems",) else one: before[one] for one in before
        }
        key = ("problems", "1", "新的id", "id")
    assert before.get(key) != new_value(column)
    assert cells(root) == before | {key: expected(sheet, column)}


@pytest.mark.parametrize("sheet", [one.name for one in form_sheets()])
def test_all_cells_of_a_new_row_survive(tmp_path: Path, sheet: SheetName) -> None:
    root = workspace(tmp_path, NEW)
    form = FilledForm(made_form(root))
    columns = [one for one in form_sheet(sheet).columns if one.filled and not one.by_office]
    for column in columns:
        fill(form, sheet, column, new_value(column), row=row_of(form, sheet))
    if sheet in {"evidence", "problems"}:
        form.fill(form_sheet(sheet).title, HEAD + 2, 指标编号=1)
    (found,) = collected(root, form.save()).forms
    assert _unexpected(found) == []
    after = cells(root)
    for column in columns:
        row = ("problems", "1", "新的id") if sheet == "problems" else ROWS.get(sheet, ())
        key = (*row, column.name) if row else key_of(sheet, column)
        assert after[key] == expected(sheet, column)


@pytest.mark.parametrize(("sheet", "column"), FILLED)
def test_a_cleared_cell_is_empty_and_no_other(tmp_path: Path, sheet: SheetName, column: FormColumn) -> None:
    root = workspace(tmp_path, OLD.replace("file: a.txt", "kept_by_unit: true, file: a.txt"))
    key = key_of(sheet, column)
    form = FilledForm(made_form(root))
    if key not in cells(root):  # a column that is not in the file above
        fill(form, sheet, column, new_value(column), row=row_of(form, sheet))
        collected(root, form.save())
        form = FilledForm(made_form(root))
    before = cells(root)
    fill(form, sheet, column, None, row=row_of(form, sheet))
    (found,) = collected(root, form.save()).forms
    if column.required or column.name in {"id", "state"}:
        assert found.outcome == ("rejected" if column.required else "unchanged")
        assert cells(root) == before
        return
    assert _unexpected(found) == []
    assert before.pop(key) is not None
    left: dict[CellKey, FormValue] = {}
    if column.name == "status" and sheet == "problems":
        left = {key: "open"}  # a problem always has a state
    elif column.name == "kept":
        left = {key: "no"}  # what is not kept and has a file is handed over
    assert cells(root) == before | left


def test_each_filled_column_is_a_field_of_its_record() -> None:
    for sheet, kind in RECORDS.items():
        names = {"kept_by_unit" if one == "kept" else one for one in form_sheet(sheet).filled}
        assert names <= set(kind.model_fields)


def test_what_makes_a_cell_yellow_names_columns_of_its_sheet() -> None:
    for sheet in form_sheets():
        names = {one.name: "" for one in sheet.columns}
        for column in sheet.columns:
            column.yellow.format(blank="", **names)
