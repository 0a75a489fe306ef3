"""What comes in beside forms: evidence in folders and archives, files that Office leaves, and things nobody asked for."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dutykit.forms.arrivals import arrived
from dutykit.forms.collection import Passed
from dutykit.model.refusal import Refusal
from tests.form_workspaces import FilledForm, collected, made_form
from tests.hostile_files import METHODS, damaged_archive
from tests.unit.forms.one_form import SUBMISSION, only, text, told


@pytest.fixture
def inbox(root: Path) -> Path:
    (root / "收到").mkdir()
    return root / "收到"


def naming(form: FilledForm, *names: str, indicator: int = 1) -> FilledForm:
    row = form.row("佐证材料")
    for at, name in enumerate(names, row):
        values = {"指标编号": indicator, "资料名称": f"材料 {at - row}", "归档方式": "提交", "文件": name}
        form.fill("佐证材料", at, **values)
    return form


def put(form: FilledForm, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    form.book.save(path)
    return path


def test_files_beside_a_form_are_copied_named_and_hashed(root: Path, form: FilledForm, inbox: Path) -> None:
    path = put(naming(form, "照片.txt", "1-7.txt", "C:\\材料\\总结.txt", "附件/第四"), inbox / "甲局.xlsx")
    for name in ("照片.txt", "1-7.txt", "总结.txt", "第四.txt"):
        (inbox / name).write_text(name, encoding="utf-8")
    found = only(collected(root, path))
    assert (found.outcome, told(found)) == ("taken", [])
    assert [(Path(one.source).name, one.file) for one in found.files] == [
        ("照片.txt", "evidence/甲局/1-1.txt"),
        ("总结.txt", "evidence/甲局/1-2.txt"),
        ("第四.txt", "evidence/甲局/1-3.txt"),
        ("1-7.txt", "evidence/甲局/1-7.txt"),
    ]
    for one in found.files:
        data = (root / one.file).read_bytes()
        assert data.decode() == Path(one.source).name
        assert hashlib.sha256(data).hexdigest() == one.sha256
        assert f"file: {one.file}\n        sha256: {one.sha256}\n" in text(root)
    before = text(root)
    assert only(collected(root, path)).outcome == "unchanged"
    shutil.rmtree(inbox)
    assert only(collected(root, put(form, inbox / "甲局.xlsx"))).outcome == "unchanged"
    assert text(root) == before
    assert len([*(root / "evidence/甲局").iterdir()]) == 4


@pytest.mark.parametrize("folder", ["甲局_附件", "甲局附件", "甲局", "甲", "附件", "表_附件"])
def test_files_in_a_folder_of_the_unit(root: Path, form: FilledForm, inbox: Path, folder: str) -> None:
    name = "表.xlsx" if folder == "表_附件" else "甲局.xlsx"
    path = put(naming(form, "a.txt"), inbox / name)
    (inbox / folder).mkdir()
    (inbox / folder / "A.TXT").write_text("材料", encoding="utf-8")
    assert [one.file for one in only(collected(root, path)).files] == ["evidence/甲局/1-1.txt"]


def test_what_is_not_there_yet_does_not_stop_the_answers(root: Path, form: FilledForm, inbox: Path) -> None:
    naming(form, "a.txt", "b.txt")
    path = put(form.overview("报送状态", "已填完"), inbox / "甲局.xlsx")
    (inbox / "a.txt").write_text("a", encoding="utf-8")
    found = only(collected(root, path))
    assert "佐证材料!E7 warning 文件“b.txt”没有随填报表报送，所填内容照常导入" in told(found)
    assert (found.outcome, found.files) == ("rejected", [])  # by what else is missing
    form.overview("报送状态", "草稿")
    found = only(collected(root, put(form, path)))
    assert (found.outcome, [one.is_for_unit for one in found.rejections]) == ("taken", [True])
    assert "file: b.txt\n" in text(root)
    again = only(collected(root, path))
    assert (again.outcome, told(again)) == ("unchanged", told(found))
    (inbox / "b.txt").write_text("b", encoding="utf-8")
    found = only(collected(root, path))
    assert (found.outcome, [one.file for one in found.files]) == ("taken", ["evidence/甲局/1-2.txt"])
    assert "file: b.txt\n" not in text(root)


def test_a_file_that_may_not_be_copied_is_named(root: Path, form: FilledForm, inbox: Path) -> None:
    path = put(naming(form, "a.pdf", "b.txt"), inbox / "甲局.xlsx")
    (inbox / "a.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    (inbox / "b.txt").write_bytes(b"")
    found = only(collected(root, path))
    assert (found.outcome, found.files, len(found.rejections)) == ("taken", [], 2)
    assert f"佐证材料!E6 warning {inbox}/a.pdf 的扩展名是 .pdf，内容却是 png 格式" in told(found)
    assert f"佐证材料!E7 warning {inbox}/b.txt 是空文件" in told(found)


def test_nothing_is_copied_in_a_dry_run_or_for_a_refused_form(root: Path, form: FilledForm, inbox: Path) -> None:
    path = put(naming(form, "a.txt"), inbox / "甲局.xlsx")
    (inbox / "a.txt").write_text("a", encoding="utf-8")
    assert only(collected(root, path, dry_run=True)).outcome == "taken"
    put(form.fill("自评", form.row("自评", 指标编号=1), 自评结论="很好"), path)
    assert only(collected(root, path)).outcome == "rejected"
    assert not (root / "evidence").exists()
    assert text(root) == SUBMISSION


def test_a_name_that_two_units_use_is_nobodys_in_a_common_folder(root: Path, form: FilledForm, inbox: Path) -> None:
    other = FilledForm(made_form(root, "乙局"))
    put(naming(form, "9-1.txt"), inbox / "甲局.xlsx")
    put(naming(other, "9-1.txt", indicator=4), inbox / "乙局.xlsx")
    (inbox / "9-1.txt").write_text("谁的", encoding="utf-8")
    forms = collected(root, inbox).forms
    assert [(one.outcome, one.files) for one in forms] == [("taken", [])] * 2
    for one in forms:
        assert any("是几个单位的填报表都填写的文件名" in line for line in told(one))
    (inbox / "甲局_附件").mkdir()
    (inbox / "9-1.txt").rename(inbox / "甲局_附件/9-1.txt")
    assert [[one.file for one in form.files] for form in collected(root, inbox).forms] == [
        [],
        ["evidence/甲局/1-1.txt"],
    ]


def packed(path: Path, *files: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for one in files:
            archive.write(one, one.name)
    return path


def test_one_archive_for_each_unit(root: Path, form: FilledForm, inbox: Path, tmp_path: Path) -> None:
    path = put(naming(form, "a.txt"), tmp_path / "x/甲局-2019.xlsx")
    (path.parent / "a.txt").write_text("a", encoding="utf-8")
    packed(inbox / "甲局.zip", path, path.parent / "a.txt")
    collection = collected(root, inbox)
    found = only(collection)
    assert (found.outcome, found.name, told(found)) == ("taken", "甲局.zip/甲局-2019.xlsx", [])
    assert (root / "evidence/甲局/1-1.txt").read_text(encoding="utf-8") == "a"
    assert collection.passed == Passed()
    assert only(collected(root, inbox)).outcome == "unchanged"


def test_an_archive_with_two_units_is_refused_by_name(
    root: Path, form: FilledForm, inbox: Path, tmp_path: Path
) -> None:
    other = FilledForm(made_form(root, "乙局"))
    files = [
        put(naming(form, "a.txt"), tmp_path / "x/1.xlsx"),
        put(naming(other, "a.txt", indicator=4), tmp_path / "x/2.xlsx"),
    ]
    found = collected(root, packed(inbox / "两个.zip", *files)).forms
    assert [told(one) for one in found] == [
        ["error 压缩包中有甲局、乙局的填报表，无法确定文件是哪个单位的，均未导入"]
    ] * 2
    assert text(root) == SUBMISSION


def test_all_that_lies_in_a_folder(root: Path, form: FilledForm, inbox: Path) -> None:
    put(naming(form, "台账.xlsx", "旧表.xls"), inbox / "甲局-2019.xlsx")
    for name in ("~$甲局-2019.xlsx", ".~lock.甲局-2019.xlsx#", "Thumbs.db", ".DS_Store"):
        (inbox / name).write_bytes(b"x")
    openpyxl.Workbook().save(inbox / "台账.xlsx")
    openpyxl.Workbook().save(inbox / "别的.xlsx")
    (inbox / "旧表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (inbox / "说明.docx").write_bytes(b"x")
    (inbox / "照片").mkdir()
    (inbox / "照片/1.jpg").write_bytes(b"x")
    with zipfile.ZipFile(inbox / "附件.zip", "w") as archive:
        archive.writestr("1.txt", "x")
    for given in ([inbox], sorted(inbox.iterdir()), [inbox, *inbox.iterdir()]):
        collection = collected(root, *given)
        found = only(collection)
        assert found.outcome in {"taken", "unchanged"}, told(found)
        assert collection.passed == Passed(("1.jpg", "别的.xlsx", "说明.docx", "附件.zip"), 4)
    assert {one.name for one in (root / "evidence/甲局").iterdir()} == {"1-1.xlsx", "1-2.xls"}


def test_what_may_hold_a_form_and_cannot_be_opened_is_an_error(root: Path, form: FilledForm, inbox: Path) -> None:
    put(form, inbox / "甲局-2019.xlsx")
    for name in ("乙局.rar", "丙局.zip", "丁局.xlsx"):
        (inbox / name).write_bytes(b"damaged")
    found = {one.name: one for one in collected(root, inbox).forms}
    assert {name: one.is_refused for name, one in found.items()} == {
        "甲局-2019.xlsx": False,
        "乙局.rar": True,
        "丙局.zip": True,
        "丁局.xlsx": True,
    }
    assert told(found["乙局.rar"]) == ["error 不能打开 .rar 压缩包"]


@pytest.mark.parametrize("method", METHODS)
def test_a_damaged_archive_is_an_error_whatever_it_is_packed_by(root: Path, inbox: Path, method: int) -> None:
    (inbox / "甲局.zip").write_bytes(damaged_archive(["甲局.xlsx"], method))
    (one,) = collected(root, inbox / "甲局.zip").forms
    assert one.outcome == "rejected"


@pytest.mark.parametrize("method", METHODS)
def test_a_damaged_file_in_an_archive_is_told(root: Path, form: FilledForm, inbox: Path, method: int) -> None:
    put(naming(form, "材料.txt"), inbox / "甲局.xlsx")
    archive = inbox / "甲局.zip"
    archive.write_bytes(damaged_archive(["材料.txt"], method))
    with zipfile.ZipFile(archive, "a") as packed:
        packed.write(inbox / "甲局.xlsx", "甲局.xlsx")
    (one,) = collected(root, archive).forms
    assert any("无法读取或复制" in line for line in told(one))


def test_nothing_that_is_a_form(root: Path, inbox: Path) -> None:
    with pytest.raises(Refusal, match="中没有填报表"):
        collected(root, inbox)
    (inbox / "a.docx").write_bytes(b"x")
    assert told(only(collected(root, inbox / "a.docx"))) == ["error 不是填报表"]


def test_a_file_given_twice_arrives_once(inbox: Path) -> None:
    (inbox / "a.xlsx").write_bytes(b"x")
    assert len(arrived([inbox, inbox / "a.xlsx", inbox / ".." / "收到"], 1).books) == 1


def test_a_link_is_no_file_that_came_along(root: Path, form: FilledForm, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (inbox / "a.txt").symlink_to(tmp_path / "secret.txt")
    found = only(collected(root, put(naming(form, "a.txt"), inbox / "甲局.xlsx")))
    assert (found.outcome, found.files) == ("taken", [])
    assert not (root / "evidence").exists()


def test_several_files_in_one_cell_are_one_too_many(root: Path, form: FilledForm, inbox: Path) -> None:
    found = only(collected(root, put(naming(form, "a.txt、b.txt"), inbox / "甲局.xlsx")))
    assert [one.fix for one in found.rejections] == ["一格只写一个文件名，每份佐证材料一行"]
