"""What units are told that have to put something right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from unittest.mock import Mock

import docx
import openpyxl
import pytest

from dutykit.forms.replying import replies
from dutykit.process.bounded import TooMuchError
from tests.form_workspaces import FilledForm, collected
from tests.unit.forms.one_form import SUBMISSION, text

TODAY = dt.date(2019, 5, 20)


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1558310400")


def words(path: Path) -> list[str]:
    document = docx.Document(str(path))
    rows = ["|".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return [*(one.text for one in document.paragraphs if one.text), *rows]


def test_a_form_with_errors_comes_back_with_a_letter(root: Path, form: FilledForm, tmp_path: Path) -> None:
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="很好")
    collection = collected(root, form.save("甲局-2019.xlsx"))
    folder = tmp_path / "回复"
    written = [*replies(collection, folder, TODAY)]
    assert [path.name for path in written] == ["甲局-2019.批注.xlsx", "甲局.告知单.docx"]
    comment = openpyxl.load_workbook(written[0])["自评"]["E4"].comment
    assert comment is not None
    assert "只能选" in comment.text
    assert words(written[1]) == [
        "填报表需改正事项告知单",
        "甲局：报送的填报表“甲局-2019.xlsx”有 1 处需要改正，尚未导入。",
        "请改正后将整份填报表（连同所列文件）重新报送。",
        "随附“甲局-2019.批注.xlsx”在需改正的单元格中加了批注，可以直接在其中改正后报送。",
        "2019年5月20日",
        "序号|工作表|单元格|需改正的内容|改正办法",
        "1|自评|E4|只能选：达到、部分达到、未达到、不适用；现为“很好”|从下拉列表中选择",
    ]
    before = [path.read_bytes() for path in written]
    assert [*replies(collection, folder, TODAY)] == written
    assert [path.read_bytes() for path in written] == before
    assert text(root) == SUBMISSION


def test_a_file_that_is_still_to_come_is_asked_for(root: Path, form: FilledForm, tmp_path: Path) -> None:
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=1, 资料名称="材料", 归档方式="提交", 文件="a.pdf")
    collection = collected(root, form.save("甲局-2019.xlsx"))
    _copy, letter = replies(collection, tmp_path / "回复", TODAY)
    assert "甲局：报送的填报表“甲局-2019.xlsx”已经导入，还有 1 处需要补充。" in words(letter)
    row = next(line for line in words(letter) if line.startswith("1|佐证材料|"))
    assert row.endswith("|将该文件与填报表放入同一文件夹（或压缩为一个 .zip 文件），一并重新报送")
    assert not any("再导入" in line or "dutykit" in line for line in words(letter))


def test_what_cannot_be_opened_gets_a_letter_without_a_copy(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "乙局.xlsx"
    path.write_bytes(b"damaged")
    (letter,) = replies(collected(root, path), tmp_path / "回复", TODAY)
    assert letter.name == "乙局.告知单.docx"
    assert any(line.startswith("1|整张表|—|") for line in words(letter))


def test_nobody_is_told_what_only_the_office_can_do(root: Path, form: FilledForm, tmp_path: Path) -> None:
    other = tmp_path / "甲局.rar"
    other.write_bytes(b"Rar!")
    form.sheet("_dutykit")["A1"] = "dutykit-form-7"
    assert [*replies(collected(root, other, form.save()), tmp_path / "回复", TODAY)] == []
    assert not (tmp_path / "回复").exists()


def test_a_form_that_takes_too_much_to_annotate_has_its_letter(
    root: Path, form: FilledForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="很好")
    collection = collected(root, form.save("甲局-2019.xlsx"))
    monkeypatch.setattr("dutykit.process.bounded.begin", Mock(side_effect=TooMuchError))
    written = [path.name for path in replies(collection, tmp_path / "回复", TODAY)]
    assert written == ["甲局.告知单.docx"]
