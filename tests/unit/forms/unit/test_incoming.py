"""Whose form a workbook is, and for which year."""

from __future__ import annotations

from pathlib import Path

from dutykit.forms.workbook.presentation import HEAD
from tests.form_workspaces import CATALOGUE, FilledForm, collected
from tests.unit.forms.one_form import only, text, told


def test_another_units_form(root: Path, form: FilledForm) -> None:
    form.overview("填报单位", "乙局")
    found = only(collected(root, form.save()))
    assert told(found) == ["概述!B4 error 此处填写的是“乙局”，而本表是甲局的填报表"]
    assert told(only(collected(root, form.path, unit="乙局"))) == ["概述!B4 error 本表是甲局的填报表，不是乙局的填报表"]


def test_rows_of_another_unit(root: Path, form: FilledForm) -> None:
    form.sheet("自评").cell(HEAD + 2, 1).value = 4
    assert "自评!A4 error 指标 4 未分解到甲局" in told(only(collected(root, form.save())))


def test_last_years_form(root: Path, form: FilledForm) -> None:
    (root / "dutykit.yaml").write_text("cycle: 2020\n", encoding="utf-8")
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    found = only(collected(root, form.save()))
    assert told(found) == ["概述!B5 error 本表是 2019 年度的填报表，当前导入的是 2020 年度"]
    assert only(collected(root, form.save(), cycle=2019)).outcome == "taken"
    assert "rating: unmet" in text(root)


def test_a_form_of_another_version_of_the_catalogue(root: Path, form: FilledForm) -> None:
    (root / "data/indicators.yaml").write_text(CATALOGUE.replace("第一件事", "另一件事"), encoding="utf-8")
    form.fill("自评", form.row("自评", 指标编号=3), 自评结论="达到", 工作措施与成效="做了")
    found = only(collected(root, form.save()))
    assert found.outcome == "taken"
    assert told(found) == ["warning 填报表所依据的指标体系与现行的不同，仅导入内容未变的指标"]
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="未达到")
    found = only(collected(root, form.save()))
    assert "自评!C4 error 该单元格的指标内容与现行指标体系不一致，所填内容可能对应其他要求" in told(found)


def test_another_year_in_the_year_cell(root: Path, form: FilledForm) -> None:
    found = only(collected(root, form.overview("年度", 2018).save()))
    assert found.outcome == "rejected"
    assert "此处填写的是“2018”，而本表是 2019 年度的填报表" in found.rejections[0].message
