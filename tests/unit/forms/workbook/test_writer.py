"""What a unit's workbook is made of."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dutykit.forms.workbook.layout import HIDDEN_SHEET
from dutykit.forms.workbook.presentation import HEAD
from dutykit.forms.workbook.row import shown
from dutykit.forms.workbook.rows import form_of
from dutykit.forms.workbook.schema import form_sheet
from dutykit.forms.workbook.writer import form_bytes
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace
from tests.form_workspaces import made_form, make_workspace

MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def panjin(repository: Path) -> Workspace:
    workspace = load_workspace(repository).workspace
    assert workspace is not None
    return workspace


def written(workspace: Workspace, unit: str) -> bytes:
    return form_bytes(form_of(workspace, unit, 2019, workspace.submission(unit, 2019)), created=MADE)


def test_the_same_bytes_each_time(panjin: Workspace) -> None:
    assert written(panjin, "市民政局") == written(panjin, "市民政局")


def test_sheets_are_protected_without_a_password_and_only_fillable_cells_are_open(panjin: Workspace) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(panjin, "市财政局")))
    assert book.sheetnames == ["填报说明", "概述", "自评", "监测指标", "佐证材料", "问题与整改", HIDDEN_SHEET]
    assert book[HIDDEN_SHEET].sheet_state == "hidden"
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    answers = book["自评"]
    titles = {cell.value: at for at, cell in enumerate(answers[HEAD + 1], 1)}
    row = HEAD + 2
    locked = {title: answers.cell(row, column).protection.locked for title, column in titles.items()}
    assert locked == {one.title: one.locked for one in form_sheet("answers").columns}
    assert {title for title, is_locked in locked.items() if is_locked} == {"指标编号", "二级指标", "指标内容", "分工"}
    assert answers.cell(row, titles["指标编号"]).value == 9
    assert answers.cell(row, titles["自评结论"]).value == "部分达到"


def test_choices_limits_and_colours(panjin: Workspace) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(panjin, "市财政局")))
    kinds = {name: {one.type for one in book[name].data_validations.dataValidation} for name in book.sheetnames[1:6]}
    assert {"list", "date"} <= kinds["概述"]
    assert "list" in kinds["自评"]
    assert "decimal" in kinds["监测指标"]
    assert {"list", "date"} <= kinds["佐证材料"] & kinds["问题与整改"]
    for name in book.sheetnames[1:6]:
        assert book[name].conditional_formatting, name


def test_every_page_is_a4_landscape_with_its_headings(panjin: Workspace) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(panjin, "市财政局")))
    for name in book.sheetnames[1:6]:
        sheet = book[name]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == f"${HEAD + 1}:${HEAD + 1}"
        assert sheet.page_setup.fitToWidth in {None, 1}  # 1 is what is meant where nothing is said
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.oddFooter is not None
        assert "示例数据" in str(sheet.oddFooter.right)


def test_no_sheet_has_a_formula(panjin: Workspace) -> None:
    with zipfile.ZipFile(io.BytesIO(written(panjin, "市教育局"))) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 7
        for name in sheets:
            assert b"<f>" not in archive.read(name)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\x00\x0b\ufffe", None),
        ("  \n", None),
        ("𠮷😀", "𠮷😀"),
        (7, 7),
    ],
)
def test_what_a_cell_can_say(value: str | int, cell: str | int | None) -> None:
    assert shown(value) == cell


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    cell = shown("😀" * 20_000)
    assert isinstance(cell, str)
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert "内容过长" in cell
    assert shown("字" * 32_767) == "字" * 32_767


def test_a_long_name_goes_over_nothing(tmp_path: Path) -> None:
    name = "示例市经济技术开发区管理委员会社会事务和教育体育卫生健康管理局（示例市高新技术产业园区社会事业局合署）"
    root = make_workspace(tmp_path)
    for path in ("data/units.yaml", "data/indicators.yaml"):
        text = (root / path).read_text(encoding="utf-8")
        (root / path).write_text(text.replace("甲局", name), encoding="utf-8")
    book: Any = openpyxl.load_workbook(made_form(root, name))
    for sheet in book.worksheets[:-1]:
        assert not sheet.oddFooter.center.text
        assert name in sheet.oddFooter.left.text
        columns = [one for one in sheet.column_dimensions.values() if one.min <= sheet.max_column]
        across = sum(one.width * (min(one.max, sheet.max_column) - one.min + 1) for one in columns)
        title = sheet["A1"]
        assert any(title.coordinate in one for one in sheet.merged_cells.ranges)
        lines = 2 * len(title.value) * title.font.size / 11 / across
        assert sheet.row_dimensions[1].height >= lines * title.font.size
