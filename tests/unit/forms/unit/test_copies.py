"""Several workbooks of one unit in one run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dutykit.forms.annotating import annotated_copies
from tests.form_workspaces import FILE, FilledForm, collected, saved_at
from tests.unit.forms.one_form import only, put_rows, rows_of, text, told


def test_versions_of_one_units_form_are_taken_in_the_order_in_which_they_were_saved(
    root: Path, form: FilledForm
) -> None:
    one = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到", 工作措施与成效="没做").save("一.xlsx")
    again = FilledForm(form.path)
    again.fill("自评", again.row("自评", 指标编号=1), 自评结论="部分达到")
    two = again.fill("自评", again.row("自评", 指标编号=3), 自评结论="达到", 工作措施与成效="做了").save("二.xlsx")
    saved_at(one, "2019-05-07T10:00:00Z")
    saved_at(two, "2019-05-06T10:00:00Z")
    found = collected(root, one, two)
    assert [(one.outcome, told(one)) for one in found.forms] == [
        ("taken", []),
        ("taken", ["note 该单位的 一.xlsx 保存在后，两份不同之处以其为准"]),
    ]
    assert "rating: unmet" in text(root)  # as the later one says
    assert text(root).count("narrative") == 2
    assert [one.name for one in found.files] == [FILE]
    assert [one.outcome for one in collected(root, two, one).forms] == ["unchanged", "unchanged"]


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
    saved_at(path, "2019-05-06T10:00:00Z")
    saved_at(copy, "2019-05-07T10:00:00Z")
    assert [one.outcome for one in collected(root, path, copy).forms] == ["unchanged", "taken"]
    assert only(collected(root, copy)).outcome == "unchanged"
    assert "rating: unmet" in text(root)
