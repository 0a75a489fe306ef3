"""Evidence and problems that one side deleted, the other changed, or both added since the form was made."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.forms.collection import Collected
from dutykit.forms.workbook.presentation import HEAD
from tests.form_workspaces import FILE, FilledForm, collected, made_form, make_workspace

SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - indicator: 1
    evidence:
      - {title: 纪要, kept_by_unit: true}
      - {title: 台账, note: 厚}
    problems:
      - {id: p-1, found_by: self_check, text: 问题一, measure: 措施, person: 某人}
      - {id: p-2, found_by: self_check, text: 问题二}
"""
DELETED = {
    "佐证材料": ("      - {title: 台账, note: 厚}\n", "台账", ("evidence", "1", "1-2", "")),
    "问题与整改": (
        "      - {id: p-1, found_by: self_check, text: 问题一, measure: 措施, person: 某人}\n",
        "问题一",
        ("problems", "1", "p-1", ""),
    ),
}
"""For each sheet the line of the row that the office deletes, its summary, and its key."""
TYPED = {"佐证材料": {"说明": "单位改过的"}, "问题与整改": {"整改措施": "单位改过的"}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w", SUBMISSION, rules=False)


@pytest.fixture
def form(root: Path) -> FilledForm:
    return FilledForm(made_form(root))


def text(root: Path) -> str:
    return (root / FILE).read_text(encoding="utf-8")


def office_deletes(root: Path, line: str) -> str:
    """The file without the line."""
    assert line in SUBMISSION
    (root / FILE).write_text(SUBMISSION.replace(line, ""), encoding="utf-8")
    return SUBMISSION.replace(line, "")


def row_of(form: FilledForm, sheet: str) -> int:
    return form.row(sheet, 资料名称="台账") if sheet == "佐证材料" else form.row(sheet, 问题="问题一")


def clear(form: FilledForm, sheet: str, row: int) -> None:
    for cell in form.sheet(sheet)[row]:
        cell.value = None


def one(root: Path, form: FilledForm, side: str | None = None) -> Collected:
    (found,) = collected(root, form.save(), side=side).forms
    assert found.rejections == []
    return found


@pytest.mark.parametrize("sheet", DELETED)
def test_the_office_deleted_a_row_that_the_unit_changed(root: Path, form: FilledForm, sheet: str) -> None:
    line, summary, key = DELETED[sheet]
    without = office_deletes(root, line)
    row = row_of(form, sheet)
    form.fill(sheet, row, **TYPED[sheet])
    found = one(root, form)
    assert found.outcome == "conflict"
    (conflict,) = found.conflicts
    assert (conflict.key, conflict.base, conflict.ours, conflict.theirs) == (key, summary, None, summary)
    assert str(conflict.place) == f"{sheet}!A{row}"
    assert text(root) == without
    assert one(root, form, "ours").outcome == "unchanged"
    assert text(root) == without
    assert one(root, form, "theirs").outcome == "taken"
    assert "单位改过的" in text(root)
    assert summary in text(root)


@pytest.mark.parametrize("sheet", DELETED)
def test_the_office_deleted_a_row_that_the_unit_left_as_it_was(root: Path, form: FilledForm, sheet: str) -> None:
    without = office_deletes(root, DELETED[sheet][0])
    assert one(root, form).outcome == "unchanged"
    assert text(root) == without


@pytest.mark.parametrize("sheet", DELETED)
def test_both_deleted_a_row(root: Path, form: FilledForm, sheet: str) -> None:
    without = office_deletes(root, DELETED[sheet][0])
    clear(form, sheet, row_of(form, sheet))
    assert one(root, form).outcome == "unchanged"
    assert text(root) == without


@pytest.mark.parametrize("sheet", DELETED)
def test_the_unit_deleted_a_row(root: Path, form: FilledForm, sheet: str) -> None:
    line, _summary, key = DELETED[sheet]
    clear(form, sheet, row_of(form, sheet))
    found = one(root, form)
    assert (found.outcome, [lost.key for lost in found.lost_rows]) == ("taken", [key[:-1]])
    assert text(root) == SUBMISSION.replace(line, "")


@pytest.mark.parametrize(
    ("sheet", "old", "new"), [("佐证材料", "厚", "薄"), ("问题与整改", "measure: 措施", "measure: 新措施")]
)
def test_the_unit_deleted_a_row_that_the_office_changed(
    root: Path, form: FilledForm, sheet: str, old: str, new: str
) -> None:
    changed = SUBMISSION.replace(old, new)
    (root / FILE).write_text(changed, encoding="utf-8")
    clear(form, sheet, row_of(form, sheet))
    found = one(root, form)
    (conflict,) = found.conflicts
    assert (conflict.key, conflict.theirs, conflict.place) == (DELETED[sheet][2], None, None)
    assert conflict.ours == conflict.base == DELETED[sheet][1]
    assert one(root, form, "ours").outcome == "unchanged"
    assert text(root) == changed
    assert one(root, form, "theirs").outcome == "taken"
    assert DELETED[sheet][1] not in text(root)


def test_both_added_the_same_row(root: Path, form: FilledForm) -> None:
    (root / FILE).write_text(
        SUBMISSION.replace("    problems:", "      - {title: 照片}\n    problems:"), encoding="utf-8"
    )
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=1, 资料名称="照片", 说明="单位写的")
    found = one(root, form)
    assert (found.outcome, found.new_rows) == ("taken", [])
    assert "      - {title: 照片, note: 单位写的}\n" in text(root)


def test_both_added_the_same_row_with_different_values(root: Path, form: FilledForm) -> None:
    both = SUBMISSION.replace("    problems:", "      - {title: 照片, note: 督导室写的}\n    problems:")
    (root / FILE).write_text(both, encoding="utf-8")
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=1, 资料名称="照片", 说明="单位写的")
    (conflict,) = one(root, form).conflicts
    assert (conflict.key, conflict.ours, conflict.theirs) == (
        ("evidence", "1", "1-3", "note"),
        "督导室写的",
        "单位写的",
    )


def test_each_added_a_row(root: Path, form: FilledForm) -> None:
    (root / FILE).write_text(
        SUBMISSION.replace("    problems:", "      - {title: 照片}\n    problems:"), encoding="utf-8"
    )
    form.fill("佐证材料", row := form.row("佐证材料"), 指标编号=1, 资料名称="录像", 归档方式="留存备查")
    form.fill("佐证材料", row + 1, 指标编号=2, 资料名称="照片")
    found = one(root, form)
    assert [(new.indicator, new.cells["title"]) for new in found.new_rows] == [("1", "录像"), ("2", "照片")]
    assert "      - {title: 照片}\n      - title: 录像\n        kept_by_unit: true\n" in text(root)


def test_a_problem_is_known_by_its_number_and_by_its_text(root: Path, form: FilledForm) -> None:
    first, second = form.row("问题与整改", 问题="问题一"), form.row("问题与整改", 问题="问题二")
    form.fill("问题与整改", first, 问题="改了说法")
    form.fill("问题与整改", second, 问题编号=None, 责任人="他人")
    found = one(root, form)
    assert [(change.key, change.after) for change in found.changes] == [
        (("problems", "1", "p-1", "text"), "改了说法"),
        (("problems", "1", "p-2", "person"), "他人"),
    ]
    assert (found.new_rows, found.lost_rows) == ([], [])


def test_all_that_is_wrong_with_a_new_row(root: Path, form: FilledForm) -> None:
    row = form.row("问题与整改")
    form.fill("问题与整改", row, 指标编号=1, 发现途径="听说", 责任人=dt.date(2019, 3, 1), 完成时限="月底")
    (found,) = collected(root, form.save()).forms
    assert [f"{rejection.place} {rejection.severity.word}" for rejection in found.rejections] == [
        f"问题与整改!F{row} warning",
        f"问题与整改!C{row} error",
        f"问题与整改!G{row} error",
        f"问题与整改!D{row} error",
    ]
    assert text(root) == SUBMISSION


def test_without_the_hidden_sheet_nothing_is_deleted(root: Path, form: FilledForm) -> None:
    clear(form, "佐证材料", form.row("佐证材料", 资料名称="台账"))
    form.fill("佐证材料", form.row("佐证材料", 资料名称="纪要"), 说明="单位写的")
    (found,) = collected(root, form.without_hidden_sheet().save()).forms
    assert (found.outcome, found.lost_rows) == ("taken", [])
    assert text(root) == SUBMISSION.replace("kept_by_unit: true}", "kept_by_unit: true, note: 单位写的}")


def test_rows_of_a_sheet_that_is_gone_are_not_deleted(root: Path, form: FilledForm) -> None:
    del form.book["佐证材料"]
    (found,) = collected(root, form.save()).forms
    assert (found.outcome, found.lost_rows) == ("rejected", [])


def test_the_first_free_row_is_below_the_rows(form: FilledForm) -> None:
    assert form.row("佐证材料") == HEAD + 4
