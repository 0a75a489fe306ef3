"""Rules on several forms at once: each form gets what it is to blame for, and none is refused for another one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.check.new_findings import counted_findings
from dutykit.forms.collection import Collected
from dutykit.forms.unit import checking
from dutykit.model.finding import Finding
from dutykit.model.workspace import Workspace
from tests.form_workspaces import FilledForm, collected, made_form, make_workspace

OTHER = "submissions/2019/乙局.yaml"
PROBLEM = {"发现途径": "自查", "整改措施": "措施", "完成时限": "2019-12-01", "整改状态": "整改中"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w")


def form_with_problem(root: Path, unit: str, indicator: int, problem: str, **answer: object) -> Path:
    """The unit's form with one new problem of this id."""
    form = FilledForm(made_form(root, unit))
    row = form.row("问题与整改")
    form.fill("问题与整改", row, 指标编号=indicator, 问题编号=problem, 问题=f"{unit}的问题", **PROBLEM)
    if answer:
        form.fill("自评", form.row("自评", 指标编号=indicator), **answer)
    return form.save(f"{unit}.xlsx")


def told(form: Collected) -> list[str]:
    return [f"{one.place or ''} {one.severity.word} {one.message}".strip() for one in form.rejections]


def outcomes(root: Path, *paths: Path) -> list[str]:
    return [form.outcome for form in collected(root, *paths).forms]


DOUBLE = "问题与整改!B4 error 问题编号 p-1 在 2019 年度重复"


@pytest.mark.parametrize("in_order", [True, False])
def test_of_two_new_problems_with_one_id_the_later_units_is_refused(root: Path, in_order: bool) -> None:
    first, second = form_with_problem(root, "甲局", 1, "p-1"), form_with_problem(root, "乙局", 4, "p-1")
    found = collected(root, *((first, second) if in_order else (second, first)))
    by_unit = {form.unit: form for form in found.forms}
    assert (by_unit["甲局"].outcome, told(by_unit["甲局"])) == ("taken", [])
    assert (by_unit["乙局"].outcome, told(by_unit["乙局"])) == ("rejected", [DOUBLE])
    assert [file.name for file in found.files] == ["submissions/2019/甲局.yaml"]


def test_a_form_that_is_refused_itself_refuses_no_other(root: Path) -> None:
    bad = form_with_problem(root, "甲局", 1, "p-1", 自评得分=99)
    good = form_with_problem(root, "乙局", 4, "p-1")
    one, other = collected(root, bad, good).forms
    assert (one.outcome, other.outcome, told(other)) == ("rejected", "taken", [])
    assert [line for line in told(one) if "p-1" in line] == []


def test_a_form_that_cannot_be_read_whole_refuses_no_other(root: Path) -> None:
    bad = form_with_problem(root, "甲局", 1, "p-1", 自评得分="很多")
    good = form_with_problem(root, "乙局", 4, "p-1")
    one, other = collected(root, bad, good).forms
    assert (one.outcome, other.outcome, told(other)) == ("rejected", "taken", [])


@pytest.mark.parametrize("unit", ["甲局", "乙局"])
def test_what_collides_with_a_file_that_is_there(root: Path, unit: str) -> None:
    """Whichever comes first in the register: the one that is new is refused."""
    other, indicator, theirs = ("乙局", 1, 4) if unit == "甲局" else ("甲局", 4, 1)
    assert outcomes(root, form_with_problem(root, other, theirs, "p-1")) == ["taken"]
    (form,) = collected(root, form_with_problem(root, unit, indicator, "p-1")).forms
    assert form.outcome == "rejected"
    message = "问题编号 p-1 在 2019 年度重复"
    assert told(form) == [f"问题与整改!B4 error {OTHER}：{message}" if unit == "甲局" else DOUBLE]


def test_what_was_wrong_before_is_nobodys_fault(root: Path) -> None:
    for unit, indicator in (("甲局", 1), ("乙局", 4)):
        assert outcomes(root, form_with_problem(root, unit, indicator, f"p-{unit}")) == ["taken"]
    other = root / OTHER
    other.write_text(other.read_text("utf-8").replace("p-乙局", "p-甲局"), "utf-8")
    form = FilledForm(made_form(root, "乙局"))
    form.fill("自评", form.row("自评", 指标编号=4), 自评结论="达到", 工作措施与成效="做了")
    (found,) = collected(root, form.save()).forms
    assert [line for line in told(found) if "重复" in line] == []
    assert found.outcome == "taken"


def test_the_rules_are_run_twice_for_any_number_of_forms(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [form_with_problem(root, "甲局", 1, "p-1"), form_with_problem(root, "乙局", 4, "p-2")]
    runs: list[Workspace] = []

    def counted(workspace: Workspace, today: dt.date) -> list[Finding]:
        runs.append(workspace)
        return counted_findings(workspace, today)

    monkeypatch.setattr(checking, "counted_findings", counted)
    assert outcomes(root, *paths) == ["taken", "taken"]
    assert len(runs) == 2


def test_nothing_is_checked_where_nothing_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made_form(root)
    monkeypatch.setattr(checking, "counted_findings", lambda *_asked: pytest.fail("not needed"))
    assert outcomes(root, path) == ["unchanged"]


def test_a_waiver_and_a_severity_count(root: Path) -> None:
    (root / "dutykit.yaml").write_text("cycle: 2019\nseverity: {duplicate-problem: warning}\n", encoding="utf-8")
    first, second = form_with_problem(root, "甲局", 1, "p-1"), form_with_problem(root, "乙局", 4, "p-1")
    one, other = collected(root, first, second).forms
    assert (one.outcome, other.outcome, told(other)) == ("taken", "taken", [DOUBLE.replace("error", "warning")])


def test_what_cannot_be_read_hides_only_what_depends_on_it(root: Path) -> None:
    form = FilledForm(made_form(root)).overview("报送状态", "已填完")
    (found,) = collected(root, form.save()).forms
    assert [one.rule for one in found.rejections] == ["missing-answer"] * 3
    form.fill("问题与整改", form.row("问题与整改"), 指标编号=1, 发现途径="自查", 整改措施="措施")
    (found,) = collected(root, form.save()).forms
    assert sorted(one.rule for one in found.rejections) == ["", "answer-without-rating"] + ["missing-answer"] * 2
