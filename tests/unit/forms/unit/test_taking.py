"""Forms as they really come back: again, older copies, after the submission; whatever the unit marks as their state."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.forms.unit.taking import saved_by
from dutykit.lifecycle.carry_forward import CarryRequest, carry_forward
from dutykit.lifecycle.states import Step
from dutykit.model.history_entry import Action
from tests.cycles import record_step
from tests.form_workspaces import FILE, FilledForm, collected, made_form, make_workspace, saved_at
from tests.unit.forms.one_form import only, text, told

WHOLE = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - {indicator: 1, rating: met, score: 4, narrative: 做了一}
  - indicator: 2
    rating: met
    narrative: 做了二
    metrics: {覆盖率: 90, 分子: 90, 分母: 100, 次数: 3}
    evidence:
      - {title: 纪要, kept_by_unit: true}
    problems:
      - {id: p-1, found_by: inspection, text: 问题一, measure: 措施, due: 2019-12-01}
  - {indicator: 3, rating: met, narrative: 做了三}
"""
LOG = "collected/2019/甲局.jsonl"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w", WHOLE)


@pytest.fixture
def form(root: Path) -> FilledForm:
    """The form as it was first sent out, before anything was submitted."""
    return FilledForm(made_form(root))


def step(root: Path, action: Action, day: int) -> None:
    words = ("太简略", dt.date(2019, 6, 1)) if action == "return" else (None, None)
    record_step(root, Step(action, "甲局", "经办人", dt.date(2019, 5, day), None, *words))


def narrative(form: FilledForm, words: str, indicator: int = 1) -> FilledForm:
    return form.fill("自评", form.row("自评", 指标编号=indicator), 工作措施与成效=words)


@pytest.mark.parametrize("state", ["草稿", "已填完", "已报送", "已退回", "Submitted", "随便写的", None])
@pytest.mark.parametrize("which", ["new", "own"])
def test_a_returned_units_form_is_taken_however_it_marks_its_state(
    root: Path, form: FilledForm, state: str | None, which: str
) -> None:
    own = narrative(form.overview("报送状态", "已填完").overview("报送日期", dt.date(2019, 5, 7)), "报送的")
    assert only(collected(root, own.save("own.xlsx"))).outcome == "taken"
    step(root, "submit", 10)
    step(root, "return", 12)
    again = FilledForm(made_form(root)) if which == "new" else own
    narrative(again.overview("报送状态", state), "补充了的")
    found = only(collected(root, again.save("again.xlsx")))
    assert (found.outcome, found.state, found.conflicts) == ("taken", "returned", [])
    assert found.is_submitted == (state in {"已填完", "已报送", "Submitted"})
    assert "narrative: 补充了的" in text(root)
    assert "state: returned\n" in text(root)
    step(root, "submit", 20)
    assert only(collected(root, again.path.with_name("again.xlsx"))).outcome == "unchanged"


@pytest.mark.parametrize("steps", [["submit"], ["submit", "accept"], ["submit", "return", "submit", "accept"]])
def test_copies_of_what_was_submitted_are_unchanged(root: Path, form: FilledForm, steps: list[Action]) -> None:
    first = narrative(form.overview("报送状态", "已填完").overview("报送日期", dt.date(2019, 5, 7)), "先报的").save(
        "1.xlsx"
    )
    second = narrative(form, "后报的").save("2.xlsx")
    for path, when in ((first, "2019-05-07T09:00:00Z"), (second, "2019-05-08T09:00:00Z")):
        assert only(collected(root, saved_at(path, when))).outcome == "taken"
    for day, action in enumerate(steps, 10):
        step(root, action, day)
    before, log = text(root), (root / LOG).read_bytes()
    found = collected(root, form.path, first, second)
    assert [(one.outcome, told(one), one.is_submitted) for one in found.forms] == [("unchanged", [], False)] * 3
    assert (text(root), (root / LOG).read_bytes()) == (before, log)


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_is_changed_after_the_submission_is_refused_by_name(root: Path, form: FilledForm, state: str) -> None:
    step(root, "submit", 10)
    if state == "accepted":
        step(root, "accept", 11)
    before = text(root)
    path = narrative(form, "改了").save()
    for side in (None, "theirs", "ours"):
        found = only(collected(root, path, side=side))
        word = "已通过" if state == "accepted" else "已报送"
        assert (found.outcome, found.conflicts) == ("rejected", [])
        assert told(found) == [f"自评!G4 error 自评材料{word}，未导入：指标 1 工作措施与成效"]
    assert (text(root), (root / LOG).exists()) == (before, False)
    step(root, "return", 12)
    assert only(collected(root, path)).outcome == "taken"


def test_rectification_is_taken_from_an_old_copy(root: Path, form: FilledForm) -> None:
    old = narrative(form, "先报的").save("old.xlsx")
    newer = FilledForm(form.path)
    assert only(collected(root, narrative(newer, "后报的").save("new.xlsx"))).outcome == "taken"
    step(root, "submit", 10)
    step(root, "accept", 11)
    again = FilledForm(old)
    again.fill("问题与整改", again.row("问题与整改", 问题编号="p-1"), 整改状态="整改中", 整改进展="动工了")
    found = only(collected(root, again.save("old.xlsx")))
    assert found.outcome == "partly"
    assert told(found) == ["自评!G4 warning 自评材料已通过，未导入：指标 1 工作措施与成效"]
    assert "progress: 动工了" in text(root)
    assert "narrative: 后报的" in text(root)
    again.fill("问题与整改", again.row("问题与整改", 问题编号="p-1"), 整改进展="完工了")
    assert only(collected(root, again.save("old.xlsx"))).outcome == "partly"
    assert "progress: 完工了" in text(root)


def test_a_second_answer_a_day_later_in_the_same_file(root: Path, form: FilledForm) -> None:
    row = form.row("佐证材料")
    form.fill("佐证材料", row, 指标编号=1, 资料名称="台账", 归档方式="留存备查")
    assert only(collected(root, narrative(form, "一").save())).outcome == "taken"
    form.fill("佐证材料", row, 说明="补了说明")
    form.fill("佐证材料", row + 1, 指标编号=3, 资料名称="照片", 归档方式="留存备查")
    assert only(collected(root, narrative(form, "二").save())).outcome == "taken"
    form.fill("佐证材料", row, 资料名称="新台账")
    assert only(collected(root, narrative(form, "一").save())).outcome == "taken"  # it may go back to what it said
    assert "narrative: 一" in text(root)
    assert text(root).count("台账") == 1
    assert {"新台账", "补了说明", "照片"} <= {*text(root).replace(",", " ").replace("}", " ").split()}
    form.fill("佐证材料", row, 指标编号=None, 资料名称=None, 归档方式=None, 说明=None)
    assert only(collected(root, form.save())).outcome == "taken"
    assert "台账" not in text(root)


def test_an_old_copy_does_not_bring_back_what_the_unit_said_before(root: Path, form: FilledForm) -> None:
    old = narrative(form, "旧的").save("old.xlsx")
    newer = FilledForm(form.path)
    newer.fill("自评", newer.row("自评", 指标编号=3), 自评结论="未达到")
    new = narrative(newer, "新的").save("new.xlsx")
    saved_at(old, "2019-05-06T09:00:00Z")
    saved_at(new, "2019-05-07T09:00:00Z")
    assert only(collected(root, new)).outcome == "taken"
    found = only(collected(root, old))
    assert (found.outcome, told(found)) == ("unchanged", ["note 有 1 处与该单位另一份较新的填报表不同，以较新的为准"])
    assert "narrative: 新的" in text(root)


def test_two_persons_of_one_unit_each_fill_in_a_part(root: Path, form: FilledForm) -> None:
    one = narrative(form, "甲科写的").save("1.xlsx")
    other = FilledForm(form.path)
    two = narrative(other, "乙科写的", 3).save("2.xlsx")
    for path in (one, two):
        assert only(collected(root, path)).outcome == "taken"
    assert "narrative: 甲科写的" in text(root)
    assert "narrative: 乙科写的" in text(root)


def test_only_what_two_sides_changed_is_a_conflict(root: Path, form: FilledForm) -> None:
    assert only(collected(root, narrative(form, "单位写的").save())).outcome == "taken"
    (root / FILE).write_text(text(root).replace("单位写的", "督导室改的"), encoding="utf-8")
    assert only(collected(root, form.save())).outcome == "unchanged"
    path = narrative(form, "单位又改的").save()
    found = only(collected(root, path))
    assert (found.outcome, [one.ours for one in found.conflicts]) == ("conflict", ["督导室改的"])
    assert only(collected(root, path, side="ours")).outcome == "unchanged"
    assert only(collected(root, path)).outcome == "unchanged"  # it was decided
    assert "督导室改的" in text(root)
    assert only(collected(root, path, side="theirs")).outcome == "taken"
    assert "单位又改的" in text(root)


def test_after_a_restored_backup_the_answers_are_taken_again(root: Path, form: FilledForm) -> None:
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=1, 资料名称="台账", 归档方式="留存备查")
    path = narrative(form, "写了").save()
    assert only(collected(root, path)).outcome == "taken"
    after = text(root)
    (root / FILE).write_text(WHOLE, encoding="utf-8")
    assert only(collected(root, path)).outcome == "taken"
    assert text(root) == after
    (root / FILE).unlink()
    assert only(collected(root, path)).outcome == "taken"
    assert "narrative: |\n      写了\n" in text(root)


def test_an_older_copy_with_errors_is_overtaken_by_a_corrected_one(root: Path, form: FilledForm) -> None:
    row = form.row("自评", 指标编号=1)
    wrong = form.fill("自评", row, 自评结论="很好", 自评得分=99).save("1.xlsx")
    right = form.fill("自评", row, 自评结论="未达到", 自评得分=2).save("2.xlsx")
    saved_at(wrong, "2019-05-06T09:00:00Z")
    saved_at(right, "2019-05-07T09:00:00Z")
    note = "note 有 1 处与该单位另一份较新的填报表不同，以较新的为准"
    for outcome, notes in (("taken", [note]), ("unchanged", [])):
        found = collected(root, wrong, right).forms
        assert [(one.outcome, told(one)) for one in found] == [("unchanged", notes), (outcome, [])]
    assert "score: 2" in text(root)


def test_what_nobody_filled_in_leaves_nothing(root: Path, form: FilledForm) -> None:
    assert only(collected(root, form.path)).outcome == "unchanged"
    assert not (root / "collected").exists()


def test_a_broken_log_is_passed_over(root: Path, form: FilledForm) -> None:
    path = narrative(form, "写了").save()
    collected(root, path)
    log = root / LOG
    line = log.read_bytes()
    log.write_bytes(b'<<<<<<< HEAD\n{"on": 1}\n\xff\xfe[]\n' + line.replace(b"narrative", b"unheard_of") + line)
    assert only(collected(root, path)).outcome == "unchanged"


def test_a_clock_that_is_ahead_counts_for_nothing() -> None:
    assert saved_by("2019-05-08T23:00:00Z", dt.date(2019, 5, 7)) == "2019-05-08T23:00:00Z"
    assert saved_by("2031-01-01T00:00:00Z", dt.date(2019, 5, 7)) == ""
    assert saved_by("", dt.date(2019, 5, 7)) == ""


def test_points_that_came_after_the_form_are_pointed_out(root: Path) -> None:
    catalogue = (root / "data/indicators.yaml").read_text(encoding="utf-8")
    (root / "data/indicators.yaml").write_text(catalogue.replace("            points: 5\n", ""), encoding="utf-8")
    (root / FILE).write_text(WHOLE.replace("score: 4, ", ""), encoding="utf-8")
    form = FilledForm(made_form(root))
    path = narrative(form, "写了").save()
    (root / "data/indicators.yaml").write_text(catalogue, encoding="utf-8")
    found = only(collected(root, path))
    note = "note 本表生成时尚未设置分值，没有“自评得分”一栏；需要单位填写得分的，重新生成填报表发给单位"
    assert (found.outcome, note in told(found)) == ("taken", True)


def test_points_that_were_lowered_after_the_form_went_out_are_an_error_at_the_cell(
    root: Path, form: FilledForm
) -> None:
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评得分=4.5).save()
    catalogue = (root / "data/indicators.yaml").read_text(encoding="utf-8")
    (root / "data/indicators.yaml").write_text(catalogue.replace("points: 5", "points: 3"), encoding="utf-8")
    found = only(collected(root, path))
    assert found.outcome == "rejected"
    assert any(one.startswith("自评!F4 error 指标 1 的自评得分 4.5 超过分值 3") for one in told(found))


def test_the_form_of_a_year_in_which_the_unit_had_another_name(root: Path, form: FilledForm) -> None:
    path = narrative(form, "补充了").save()
    carry_forward(root, CarryRequest("经办人", dt.date(2020, 1, 6), 2020, successions=(("新局", ("甲局",)),)))
    assert [one.message for one in only(collected(root, path)).rejections] == [
        "本表是 2019 年度的填报表，当前导入的是 2020 年度"
    ]
    assert only(collected(root, path, cycle=2019)).outcome == "taken"
    assert "补充了" in (root / FILE).read_text(encoding="utf-8")
