"""One cell of three sides: what is taken, what is a conflict, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.forms.collection import Collected
from dutykit.forms.workbook.changes import UNKNOWN
from tests.form_workspaces import FILE, FilledForm, collected, made_form, make_workspace

SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - indicator: 1
    rating: met
    score: 4.50
    narrative: 旧的说明
  - indicator: 2
    metrics: {次数: 约三次, 覆盖率: 85}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w", SUBMISSION, rules=False)


@pytest.fixture
def form(root: Path) -> FilledForm:
    return FilledForm(made_form(root))


def text(root: Path) -> str:
    return (root / FILE).read_text(encoding="utf-8")


def office_writes(root: Path, old: str, new: str) -> str:
    assert old in text(root)
    changed = text(root).replace(old, new)
    (root / FILE).write_text(changed, encoding="utf-8")
    return changed


def one(root: Path, form: FilledForm, side: str | None = None) -> Collected:
    (found,) = collected(root, form.save(), side=side).forms
    return found


def fill(form: FilledForm, **values: object) -> FilledForm:
    return form.fill("自评", form.row("自评", 指标编号=1), **values)


def test_both_sides_changed_a_cell_to_the_same(root: Path, form: FilledForm) -> None:
    changed = office_writes(root, "旧的说明", "新的说明")
    assert one(root, fill(form, 工作措施与成效="新的说明")).outcome == "unchanged"
    assert text(root) == changed


def test_only_the_office_changed_a_cell(root: Path, form: FilledForm) -> None:
    changed = office_writes(root, "旧的说明", "新的说明")
    assert one(root, form).outcome == "unchanged"
    assert text(root) == changed


@pytest.mark.parametrize(("typed", "theirs"), [("第三种", "第三种"), (None, None)])
def test_both_sides_changed_a_cell(root: Path, form: FilledForm, typed: str | None, theirs: str | None) -> None:
    changed = office_writes(root, "旧的说明", "新的说明")
    found = one(root, fill(form, 工作措施与成效=typed))
    (conflict,) = found.conflicts
    assert (found.outcome, conflict.key) == ("conflict", ("answers", "1", "narrative"))
    assert (conflict.base, conflict.ours, conflict.theirs, str(conflict.place)) == (
        "旧的说明",
        "新的说明",
        theirs,
        "自评!G4",
    )
    assert text(root) == changed
    assert one(root, form, "ours").outcome == "unchanged"
    assert one(root, form, "theirs").outcome == "taken"
    assert text(root) == changed.replace("新的说明", theirs or "").replace("narrative: \n", "narrative:\n")


def test_the_office_cleared_a_cell_that_the_unit_changed(root: Path, form: FilledForm) -> None:
    office_writes(root, "    narrative: 旧的说明\n", "")
    (conflict,) = one(root, fill(form, 工作措施与成效="单位的")).conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == ("旧的说明", None, "单位的")


def test_a_number_written_another_way_is_no_change(root: Path, form: FilledForm) -> None:
    assert one(root, fill(form, 自评得分="4.5")).outcome == "unchanged"
    assert text(root) == SUBMISSION


def test_without_the_hidden_sheet(root: Path, form: FilledForm) -> None:
    fill(form, 工作措施与成效=None, 自评得分=3, 不适用的理由="新的").without_hidden_sheet()
    found = one(root, form)
    assert [(conflict.key, conflict.base, conflict.theirs) for conflict in found.conflicts] == [
        (("answers", "1", "score"), UNKNOWN, 3)
    ]
    assert one(root, form, "theirs").outcome == "taken"
    assert text(root) == SUBMISSION.replace("score: 4.50", "score: 3").replace(
        "rating: met\n", "rating: met\n    reason: 新的\n"
    )


def test_a_value_that_was_wrong_before_is_no_fault_of_the_unit(root: Path, form: FilledForm) -> None:
    found = one(root, form)
    assert (found.outcome, found.rejections) == ("unchanged", [])
    found = one(root, form.without_hidden_sheet())
    assert (found.outcome, [rejection.severity.word for rejection in found.rejections]) == ("unchanged", ["note"])


def test_a_wrong_value_is_a_fault(root: Path, form: FilledForm) -> None:
    row = form.row("监测指标", 监测指标或基础数据="次数")
    found = one(root, form.fill("监测指标", row, 数值="约四次"))
    assert [(str(rejection.place), rejection.message) for rejection in found.rejections] == [
        (f"监测指标!D{row}", "应为数字，现为“约四次”")
    ]


def test_how_a_value_was_understood_is_said_only_where_it_changes_something(root: Path, form: FilledForm) -> None:
    row = form.row("监测指标", 监测指标或基础数据="覆盖率")
    assert one(root, form.fill("监测指标", row, 数值="８５")).rejections == []
    found = one(root, form.fill("监测指标", row, 数值="８６"))
    assert [rejection.message for rejection in found.rejections] == ["“８６”已按 86 导入"]


def test_a_text_that_was_cut_is_not_written_back(root: Path) -> None:
    office_writes(root, "旧的说明", "长" * 40_000)
    form = FilledForm(made_form(root))
    assert one(root, form).outcome == "unchanged"
    before = text(root)
    found = one(root, fill(form, 工作措施与成效="短"))
    assert [(str(rejection.place), rejection.severity.word) for rejection in found.rejections] == [("自评!G4", "error")]
    assert "过长" in found.rejections[0].message
    assert text(root) == before


def test_a_wish_for_a_state_is_no_conflict(root: Path, form: FilledForm) -> None:
    office_writes(root, "state: draft", "state: returned\nreturned: {reason: 不全, due: 2019-06-01}")
    found = one(root, form.overview("报送状态", "已填完"))
    assert (found.conflicts, found.is_submitted, found.changes) == ([], True, [])
