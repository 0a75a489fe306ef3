"""A submission with the changes of a form: states, evidence files, and files that are not changed."""

from __future__ import annotations

from pathlib import Path

from dutykit.forms.workbook.presentation import HEAD
from tests.form_workspaces import FILE, FilledForm, collected, made_form
from tests.unit.forms.one_form import SUBMISSION, only, text, told


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
    assert found.outcome == "taken"
    assert told(found) == [f"佐证材料!E{row + 1} warning 文件“../b.txt”没有随填报表报送，所填内容照常导入"]
    assert "file: b.txt\n" in text(root)  # nothing outside is looked at
    assert str(found.rejections[0].place) == f"佐证材料!E{row + 1}"


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
    assert (found.outcome, found.is_submitted) == ("taken", True), told(found)
    assert "state: draft\n" in text(root)  # it is handed in by `dutykit submit`, which keeps the log


def test_states_that_are_not_the_units_to_choose(root: Path, form: FilledForm) -> None:
    form.overview("报送状态", "已通过")
    found = only(collected(root, form.save()))
    assert (found.outcome, told(found), found.is_submitted) == ("unchanged", [], False)
    found = only(collected(root, form.overview("报送状态", "写完了").save()))
    assert (found.outcome, found.is_submitted) == ("unchanged", False)
    assert told(found) == ["概述!B6 warning 报送状态只能选“草稿”或“已填完”，现为“写完了”，按未填完处理"]
    (root / FILE).write_text(SUBMISSION.replace("draft", "accepted"), encoding="utf-8")
    form = FilledForm(made_form(root))
    assert only(collected(root, form.path)).outcome == "unchanged"
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    assert told(only(collected(root, form.save()))) == ["自评!E4 error 自评材料已通过，未导入：指标 1 自评结论"]


def test_a_returned_submission_that_is_not_finished_stays_returned(root: Path) -> None:
    returned = SUBMISSION.replace("draft", "returned\nreturned: {reason: 不全, due: 2019-06-01}")
    (root / FILE).write_text(returned, encoding="utf-8")
    form = FilledForm(made_form(root)).overview("报送状态", "草稿")
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    assert only(collected(root, form.save())).outcome == "taken"
    assert text(root) == returned.replace("rating: met", "rating: unmet")


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


def test_a_number_with_many_places_is_written_out(root: Path) -> None:
    small = SUBMISSION.replace("次数: 3", "次数: 0.0000000751389477841154048")
    (root / FILE).write_text(small, encoding="utf-8")
    form = made_form(root)
    (root / FILE).unlink()
    assert [one for one in told(only(collected(root, form))) if "目标值" not in one] == []
    assert "次数: 0.0000000751389477841154048" in text(root)
