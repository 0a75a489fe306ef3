"""Rows of a form that were moved, repeated or deleted, and whose they are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.forms.collection import Collected
from dutykit.forms.workbook.presentation import HEAD
from tests.form_workspaces import CATALOGUE, FILE, FilledForm, collected, made_form, make_workspace

SUBMISSION = "unit: 甲局\ncycle: 2019\nstate: draft\nanswers:\n  - {indicator: 1, rating: met, score: 4}\n"
LAST_YEAR = """\
unit: 甲局
cycle: 2018
state: accepted
answers:
  - indicator: 1
    problems:
      - {id: c-1, found_by: self_check, text: 老问题一}
      - {id: c-2, found_by: self_check, text: 老问题二}
"""
LEFT = "以前年度遗留问题"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_workspace(tmp_path / "w", SUBMISSION, rules=False)
    (root / "submissions/2018").mkdir()
    (root / "submissions/2018/甲局.yaml").write_text(LAST_YEAR, encoding="utf-8")
    return root


@pytest.fixture
def form(root: Path) -> FilledForm:
    return FilledForm(made_form(root))


def one(root: Path, form: FilledForm, side: str | None = None) -> Collected:
    (found,) = collected(root, form.save(), side=side).forms
    return found


def told(form: Collected) -> list[str]:
    return [f"{one.place or ''} {one.severity.word} {one.message}".strip() for one in form.rejections]


def changed(form: Collected) -> list[tuple[object, ...]]:
    return [(*change.key[1:], change.after) for change in form.changes]


def delete_row(form: FilledForm, sheet: str, row: int) -> None:
    for cell in form.sheet(sheet)[row]:
        cell.value = None


def test_rows_that_are_gone_are_unchanged_and_named(root: Path, form: FilledForm) -> None:
    delete_row(form, "自评", HEAD + 2)
    delete_row(form, "自评", HEAD + 4)
    delete_row(form, LEFT, HEAD + 3)
    found = one(root, form)
    assert (found.outcome, told(found)) == (
        "unchanged",
        [
            "warning “自评”表中缺少以下指标的行，按未修改处理：1、3",
            f"warning “{LEFT}”表中缺少以下问题的行，按未修改处理：c-2",
        ],
    )


def test_each_row_is_read_after_one_that_is_not_this_units(root: Path, form: FilledForm) -> None:
    form.fill("自评", HEAD + 2, 指标编号=4)
    form.fill("自评", HEAD + 3, 自评结论="达到")
    form.fill("监测指标", HEAD + 2, 监测指标或基础数据="别的", 数值=1)
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="次数"), 数值=2)
    form.fill(LEFT, HEAD + 2, 遗留问题编号="别的", 整改进展="一")
    form.fill(LEFT, HEAD + 3, 整改进展="二")
    found = one(root, form)
    assert changed(found) == [("2", "rating", "met"), ("2", "次数", "value", 2), ("2018", "c-2", "progress", "二")]
    assert [one for one in told(found) if " error " in one] == [
        "自评!A4 error 指标 4 未分解到甲局",
        "监测指标!B4 error 指标 2 没有监测指标“别的”",
        f"{LEFT}!B4 error 没有编号为“别的”的遗留问题",
    ]


def test_empty_rows_of_others_are_not_read(root: Path, form: FilledForm) -> None:
    form.fill("自评", HEAD + 4, 指标编号=4)
    form.fill("监测指标", HEAD + 2, 监测指标或基础数据="别的")
    form.fill("监测指标", HEAD + 3, 监测指标或基础数据=None)
    form.fill(LEFT, HEAD + 2, 遗留问题编号="别的")
    found = one(root, form)
    assert found.outcome == "unchanged"
    assert not [one for one in told(found) if " error " in one]


def test_metrics_without_a_name(root: Path, form: FilledForm) -> None:
    form.fill("监测指标", row := form.row("监测指标", 监测指标或基础数据="分子"), 监测指标或基础数据=None, 数值=9)
    assert told(one(root, form)) == [f"监测指标!A{row} error 未填写监测指标名称"]


def test_metrics_without_an_indicator(root: Path, form: FilledForm) -> None:
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="次数"), 指标编号=None, 数值=9)
    assert changed(one(root, form)) == [("2", "次数", "value", 9)]


def test_a_metric_that_several_indicators_have(root: Path) -> None:
    metric = "          - id: 3\n            metrics: [{id: 次数, unit: 次}]\n"
    both = CATALOGUE.replace("          - id: 3\n", metric)
    (root / "data/indicators.yaml").write_text(both, encoding="utf-8")
    form = FilledForm(made_form(root))
    row = form.row("监测指标", 指标编号=3)
    form.fill("监测指标", row, 数值=9)
    assert changed(one(root, form)) == [("3", "次数", "value", 9)]
    form.fill("监测指标", row, 指标编号=None)
    assert told(one(root, form)) == [f"监测指标!A{row} error 未填写指标编号，无法确定是哪项指标"]


def test_metrics_are_found_whatever_their_width_and_case(root: Path) -> None:
    catalogue = CATALOGUE.replace("id: 次数", "id: Ａ b率").replace("id: 分母", "id: A b率")
    (root / "data/indicators.yaml").write_text(catalogue.replace("分子 / 分母 * 100", "分子"), encoding="utf-8")
    form = FilledForm(made_form(root))
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="Ａ b率"), 数值=1)
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="A b率"), 数值=2)
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="分子"), 监测指标或基础数据=" 分 子 ", 数值=3)
    assert sorted(map(str, changed(one(root, form)))) == sorted(
        map(str, [("2", "Ａ b率", "value", 1), ("2", "A b率", "value", 2), ("2", "分子", "value", 3)])
    )


def repeat_row(form: FilledForm, sheet: str, row: int) -> int:
    page = form.sheet(sheet)
    last = max(at for at in range(HEAD + 2, page.max_row + 1) if any(cell.value for cell in page[at])) + 1
    for cell in page[row]:
        page.cell(last, cell.column).value = cell.value  # type: ignore[arg-type] # no cell here is merged
    return last


@pytest.mark.parametrize(
    ("sheet", "title", "value", "column", "what"),
    [
        ("自评", "自评得分", 3, "F", "指标 1"),
        ("监测指标", "数值", 3, "D", "监测指标“覆盖率”"),
        (LEFT, "整改进展", "有", "G", "遗留问题 c-1"),
    ],
)
def test_a_row_that_is_there_twice(
    root: Path, form: FilledForm, sheet: str, title: str, value: object, column: str, what: str
) -> None:
    second = repeat_row(form, sheet, HEAD + 2)
    assert told(one(root, form)) == []
    form.fill(sheet, second, **{title: value})
    assert told(one(root, form)) == [
        f"{sheet}!{column}{second} error {what}：有两行，内容不同；前一行在 {sheet}!A{HEAD + 2}"
    ]
    form.fill(sheet, HEAD + 2, **{title: value})
    assert told(one(root, form)) == []


def test_an_answer_that_only_the_form_has(root: Path, form: FilledForm) -> None:
    """The office deleted the answer: what the unit changed in it is a conflict, what it left is not."""
    (root / FILE).write_text(SUBMISSION.split("answers:", maxsplit=1)[0], encoding="utf-8")
    assert one(root, form).outcome == "unchanged"
    form.fill("自评", HEAD + 2, 自评得分=3)
    found = one(root, form)
    assert [(conflict.key, conflict.ours, conflict.theirs) for conflict in found.conflicts] == [
        (("answers", "1", "score"), None, 3)
    ]


def test_a_problem_of_an_earlier_year_that_was_closed_meanwhile(root: Path, form: FilledForm) -> None:
    (root / "submissions/2018/甲局.yaml").write_text(
        LAST_YEAR.split("      - {id: c-2", maxsplit=1)[0], encoding="utf-8"
    )
    form.fill(LEFT, HEAD + 3, 整改进展="单位写的")
    assert changed(one(root, form)) == [("2018", "c-2", "progress", "单位写的")]


def test_an_indicator_as_a_date_is_refused_only_where_something_is_filled_in(root: Path, form: FilledForm) -> None:
    row = form.row("佐证材料")
    form.fill("佐证材料", row, 指标编号=dt.date(2019, 1, 1))
    assert told(one(root, form)) == []
    form.fill("佐证材料", row, 资料名称="材料")
    assert told(one(root, form)) == [f"佐证材料!B{row} error 应为编号，已被表格软件识别为 2019-01-01"]


@pytest.mark.parametrize(
    ("sheet", "area", "message"),
    [
        ("自评", "A4:A5", "自评!G5 error A5 与 A4 合并了单元格，两行成为同一项指标；前一行在 自评!A4"),
        ("自评", "G4:G6", "自评!G6 warning G6 与 G4 合并了单元格，此处按未填写处理"),
        ("自评", "E4:E5", "自评!E5 warning E5 与 E4 合并了单元格，此处按未填写处理"),
        ("佐证材料", "A4:C4", "佐证材料!B4 error B4 与 A4 合并了单元格，无法确定是哪项指标"),
        ("佐证材料", "C4:C5", "佐证材料!C5 error 未填写“资料名称”：C5 与 C4 合并了单元格"),
        ("佐证材料", "B4:B5", None),  # one number for both rows
    ],
)
def test_merged_cells_are_named(root: Path, form: FilledForm, sheet: str, area: str, message: str | None) -> None:
    for number in (1, 2, 3):
        form.fill("自评", form.row("自评", 指标编号=number), 自评结论="达到", 工作措施与成效=f"第 {number} 项")
    for at, title in ((HEAD + 2, "一"), (HEAD + 3, "二")):
        form.fill("佐证材料", at, 指标编号=1, 资料名称=title, 归档方式="留存备查")
    form.sheet(sheet).merge_cells(area)
    (found,) = collected(root, form.save()).forms
    told = [f"{one.place} {one.severity.word} {one.message}" for one in found.rejections]
    assert (message in told) if message else (told == [])


def test_a_filled_cell_that_was_merged_away_keeps_its_value(root: Path, form: FilledForm) -> None:
    text = SUBMISSION.replace("score: 4}", "score: 4, narrative: 第一}") + "  - {indicator: 2, narrative: 第二}\n"
    (root / FILE).write_text(text, encoding="utf-8")
    form = FilledForm(made_form(root))
    form.sheet("自评").merge_cells("G4:G5")
    (found,) = collected(root, form.save()).forms
    assert (found.outcome, [one.message for one in found.rejections]) == (
        "unchanged",
        ["G5 与 G4 合并了单元格，此处按未修改处理"],
    )
    assert (root / FILE).read_text(encoding="utf-8") == text
