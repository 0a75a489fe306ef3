"""Which workbooks are taken, and what is said of one that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.forms.kinds import kind_of_mark, workbook_kinds
from dutykit.forms.workbook.mark import FORM_MARK
from tests.form_workspaces import FilledForm, collected
from tests.unit.forms.one_form import SUBMISSION, only, text, told


def test_every_kind_has_its_own_mark() -> None:
    marks = [one.mark for one in workbook_kinds()]
    assert len(marks) == len({*marks})
    for kind in workbook_kinds():
        assert kind_of_mark(kind.mark) == kind


def test_without_a_mark_it_may_be_a_form() -> None:
    kind = kind_of_mark(None)
    assert kind is not None
    assert kind.mark == FORM_MARK


@pytest.mark.parametrize(
    ("mark", "message", "fix"),
    [
        (
            "dutykit-form-7",
            "error 此表是由另一版本的 dutykit 生成的单位填报表（格式 dutykit-form-7，本版本为 dutykit-form-1），未导入",
            "更新 dutykit 后再导入，或用本版本重新生成后填写",
        ),
        (
            "dutykit-budget-1",
            "error 本表是 dutykit 生成的其他工作簿（dutykit-budget-1），本版本不能导入",
            "更新 dutykit 后再导入",
        ),
    ],
)
def test_a_mark_of_another_version_is_named(root: Path, form: FilledForm, mark: str, message: str, fix: str) -> None:
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    form.sheet("_dutykit")["A1"] = mark
    found = only(collected(root, form.save()))
    assert (told(found), found.rejections[0].fix) == ([message], fix)
    assert text(root) == SUBMISSION
