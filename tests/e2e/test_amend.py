"""`dutykit amend` as the office starts it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import Dutykit
from tests.cycles import CATALOGUE_2017, begin, fill, take, write

AMENDED = CATALOGUE_2017.replace("标准,按时", "标准，按时").replace("[市体育局]", "[市文化局]")
OPTIONS = ("--wording-only", "1", "--as-of", "2017-05-20", "--by", "王五")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    begin(root)
    for unit in ("市体育局", "市财政局"):
        fill(root, unit, 2017)
        take(root, "submit", unit, dt.date(2017, 5, 7))
    write(tmp_path / "新.yaml", AMENDED)
    return root


def test_it_is_shown_before_it_is_written(root: Path, dutykit: Dutykit) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    ran = dutykit("amend", "--indicators", "../新.yaml", *OPTIONS, cwd=root, env={"COLUMNS": "100"})
    assert ran.code == 1
    assert "仅文字更正   市财政局（已报送）" in ran.out
    assert "移出填报内容，原文留存" in ran.out
    assert "加 --yes" in ran.err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert dutykit("amend", "--indicators", "../新.yaml", *OPTIONS, "--dry-run", cwd=root).code == 0
    ran = dutykit("amend", "--indicators", "../新.yaml", *OPTIONS, "--yes", "--format", "json", cwd=root)
    assert ran.code == 0, ran.err
    document = json.loads(ran.out)
    assert (document["version"], document["dry_run"], document["cycle"]) == (1, False, 2017)
    assert [(one["indicator"], one["change"]) for one in document["changes"]] == [
        ("1", "wording"),
        ("4", "assigned"),
        ("4", "released"),
    ]
    assert "history/2017.jsonl" in document["files"]
    assert dutykit("validate", cwd=root).code == 0
    ran = dutykit("amend", cwd=root)
    assert (ran.code, "没有需要处理的变更" in ran.err) == (0, True)


def test_units_are_told_in_their_next_form(root: Path, tmp_path: Path, dutykit: Dutykit) -> None:
    assert dutykit("amend", "--indicators", "../新.yaml", *OPTIONS, "--yes", cwd=root).code == 0
    ran = dutykit("form", "--unit", "市文化局", "--unit", "市体育局", "-o", tmp_path / "表", cwd=root)
    told = []
    for unit in ("市文化局", "市体育局"):
        if (path := tmp_path / f"表/{unit}-2017.xlsx").exists():
            sheet = openpyxl.load_workbook(path).worksheets[0]
            told.append(" ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value))
    assert ran.code == 0, ran.err
    assert "变更说明" in told[0]
    assert "2017年5月20日：指标4改由本单位承担，请填报：体育场馆向学生免费开放。" in told[0]
    assert "指标4不再由本单位承担" in told[1]
    assert "示例：已按要求落实。" in told[1]
    collected = dutykit("collect", tmp_path / "表", cwd=root)
    assert collected.code == 0, collected.out + collected.err
    text = (root / "submissions/2017/市体育局.yaml").read_text(encoding="utf-8")
    assert "retired:" in text  # collecting a form leaves what is kept aside alone


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("没有.docx",), "无法读取"),
        (("x.docx", "--indicators", "y.yaml"), "不能与"),
        (("--remove", "1"), "--remove"),
        (("--indicators", "没有.yaml"), "无法读取"),
        (("--wording-only", "1"), "指标 1 的内容没有变更"),
    ],
)
def test_what_is_refused(root: Path, dutykit: Dutykit, arguments: tuple[str, ...], message: str) -> None:
    ran = dutykit("amend", *arguments, "--yes", cwd=root)
    assert (ran.code, message in ran.err) == (2, True), ran.err


def test_a_form_from_before_is_still_taken(root: Path, tmp_path: Path, dutykit: Dutykit) -> None:
    fill(root, "市教育局", 2017)
    assert dutykit("form", "--unit", "市教育局", "-o", tmp_path / "旧表", cwd=root).code == 0
    catalogue = AMENDED.replace("responsible: [市财政局, 市教育局]", "responsible: [市财政局]")
    write(tmp_path / "新.yaml", catalogue.replace("开展家庭教育宣传周活动", "开展“家庭教育宣传周”活动"))
    options = ("--wording-only", "1,6", *OPTIONS[2:])
    assert dutykit("amend", "--indicators", "../新.yaml", *options, "--yes", cwd=root).code == 0
    path = tmp_path / "旧表/市教育局-2017.xlsx"
    book = openpyxl.load_workbook(path)
    for row in book["自评"].iter_rows():
        for cell in row:
            if cell.value == "示例：已按要求落实。":
                cell.value = f"改动 {row[0].value}"
    book.save(path)
    ran = dutykit("collect", path, cwd=root)
    assert ran.code == 0, ran.out
    assert "指标 1 已不再由市教育局填报，该项内容未导入" in ran.out
    text = (root / "submissions/2017/市教育局.yaml").read_text(encoding="utf-8")
    assert [f"改动 {number}" in text for number in (1, 2, 3, 6)] == [False, True, True, True]
    assert "缺少以下指标的行" not in ran.out


def test_merging_a_plan_says_what_settles_the_answers(root: Path, tmp_path: Path, dutykit: Dutykit) -> None:
    (tmp_path / "补充.txt").write_text("示例方案\n\n1.保障校车运行经费。（责任单位：市财政局）\n", encoding="utf-8")
    ran = dutykit("import", "../补充.txt", "--merge", cwd=root)
    assert (ran.code, "dutykit amend" in ran.err) == (0, True), ran.err
