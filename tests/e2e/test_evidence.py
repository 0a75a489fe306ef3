"""`dutykit evidence`, the real commands."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import REPOSITORY, Dutykit, Golden

DAY = ("--as-of", "2019-12-01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    here = tmp_path / "督导 2019"
    here.mkdir()
    for part in ("data", "submissions", "evidence"):
        shutil.copytree(REPOSITORY / part, here / part)
    shutil.copy(REPOSITORY / "dutykit.yaml", here)
    return here


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list(dutykit: Dutykit, root: Path, golden: Golden, language: str) -> None:
    (root / "evidence/市财政局/9-1.png").write_bytes(b"other")
    (root / "evidence/市财政局/29-1.pdf").unlink()
    (root / "evidence/多出.txt").write_text("x", encoding="utf-8")
    told = [
        dutykit("evidence", *words, "--lang", language, cwd=root)
        for words in (["list", "-u", "市财政局"], ["list", "--faulty"], ["verify"], ["pack"])
    ]
    assert [one.code for one in told] == [0, 0, 1, 1]
    golden.check(f"evidence/list.{language}.txt", "\n".join(one.out + one.err for one in told))
    assert not (root / "out").exists()


def test_as_json_and_as_a_workbook(dutykit: Dutykit, root: Path) -> None:
    document = json.loads(dutykit("evidence", "list", "--format", "json", cwd=root).out)
    assert (document["version"], document["cycle"], document["unlisted"]) == (1, 2019, [])
    filed = [one for one in document["evidence"] if one["file"]]
    assert all(one["sha256"] == one["found"] and one["size"] and one["fault"] is None for one in filed)
    assert dutykit("evidence", "list", "-o", "目录.xlsx", cwd=root).out == "目录.xlsx\n"
    sheet = openpyxl.load_workbook(root / "目录.xlsx").active
    assert sheet is not None
    assert sheet["B4"].value == "市教育局"


def test_add_and_what_it_says(dutykit: Dutykit, root: Path) -> None:
    (root / "收到").mkdir()
    shutil.copy(root / "evidence/市财政局/29-1.pdf", root / "收到/会议 纪要.pdf")
    ran = dutykit("evidence", "add", "市文广局", "32", "收到/会议 纪要.pdf", "--date", "2019-04-02", cwd=root)
    assert (ran.code, ran.out) == (0, "evidence/市文广局/32-2.pdf\n")
    assert ran.err == (
        "会议 纪要（pdf，5.3 KB，2019-04-02）\n指标 32 已登记 1 份佐证材料，写入 submissions/2019/市文广局.yaml\n"
    )
    assert dutykit("validate", "submissions/2019/市文广局.yaml", cwd=root).code == 0
    for words, message in (
        (["市文广局", "32", "没有.pdf"], "无法读取或复制 没有.pdf"),
        (["市文广局", "1", "收到/会议 纪要.pdf"], "不承担指标 1"),
        (["市财政局", "9", "收到/会议 纪要.pdf"], "不能添加佐证材料"),
        (["市文广局", "32", "收到/会议 纪要.pdf", "--date", "昨天"], "不是日期"),
    ):
        ran = dutykit("evidence", "add", *words, cwd=root)
        assert (ran.code, message in ran.err) == (2, True), ran.err


def test_packed_here_verified_there(dutykit: Dutykit, root: Path, tmp_path: Path) -> None:
    packed = dutykit("evidence", "pack", *DAY, cwd=root)
    assert (packed.code, packed.out) == (0, "out/佐证材料-盘锦市-2019.zip\n"), packed.err
    first = root / packed.out.strip()
    assert dutykit("evidence", "pack", *DAY, cwd=root).code == 2  # nothing is written over
    assert (
        dutykit("evidence", "pack", *DAY, "-o", "again/佐证材料-盘锦市-2019.zip", "-q", cwd=root, cold=True).code == 0
    )
    assert (root / "again/佐证材料-盘锦市-2019.zip").read_bytes() == first.read_bytes()
    there = tmp_path / "检查组"
    there.mkdir()
    shutil.move(first, there / "包.zip")
    ran = dutykit("evidence", "verify", "包.zip", cwd=there)
    assert ran.code == 0
    assert re.fullmatch(r"包\.zip：完好，37 个文件，33\d\.\d KB\n", ran.out)  # the workbook is packed by whatever zlib
    code = [line for line in packed.err.splitlines() if line.startswith("总校验值 ")]
    assert len(code) == 1
    assert code[0] in ran.err.splitlines()
    assert "（含示例数据）" in ran.err
    number = code[0].split()[1]
    for given, exit_code in ((number, 0), (number.upper(), 0), ("0" * 64, 1)):
        ran = dutykit("evidence", "verify", "包.zip", "--code", given, cwd=there)
        assert (ran.code, "不是原来的佐证材料包" in ran.out) == (exit_code, exit_code == 1)
    assert dutykit("evidence", "verify", "--code", number, cwd=there).code == 2
    assert [one.name for one in root.iterdir() if one.name.startswith(".")] == []


def test_damaged_missing_and_added_files_are_named(dutykit: Dutykit, root: Path) -> None:
    ran = dutykit("evidence", "pack", "-u", "市财政局", "-u", "市民政局", "-o", "包", *DAY, cwd=root)
    assert (ran.code, ran.out) == (0, "包\n"), ran.err
    bag = root / "包"
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--quiet", "manifest-sha256.txt"], cwd=bag, check=True)
    (bag / "data/evidence/市财政局/9-1.png").write_bytes(b"other")
    (bag / "data/evidence/市财政局/29-1.pdf").unlink()
    (bag / "data/说明.docx").write_bytes(b"x")
    ran = dutykit("evidence", "verify", "包", "没有.zip", cwd=root)
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "包：与校验清单不符",
        "  损坏 evidence/市财政局/9-1.png",
        "  缺少 evidence/市财政局/29-1.pdf",
        "  多出 说明.docx",
        "没有.zip：无法核验：无法读取：文件或文件夹不存在",
    ]


def test_what_is_faulty_is_left_out_and_named(dutykit: Dutykit, root: Path) -> None:
    (root / "evidence/市财政局/9-1.png").write_bytes(b"other")
    ran = dutykit("evidence", "pack", "-u", "市财政局", "--leave-out", "-o", "包", *DAY, cwd=root)
    assert ran.code == 0
    assert "未纳入：与登记的不一致：evidence/市财政局/9-1.png" in ran.err
    assert not (root / "包/data/evidence/市财政局/9-1.png").exists()
    sheet = openpyxl.load_workbook(root / "包/data/佐证材料目录.xlsx").active
    assert sheet is not None
    states = {row[6].value: row[12].value for row in sheet.iter_rows(min_row=4) if row[6].value}
    assert states["evidence/市财政局/9-1.png"] == "与登记的不一致"


def test_the_catalogue_as_a_pdf(dutykit: Dutykit, root: Path) -> None:
    ran = dutykit("evidence", "pack", "-u", "市财政局", "--catalogue", "pdf", "-o", "包", *DAY, cwd=root)
    assert ran.code == 0, ran.err
    assert (root / "包/data/佐证材料目录-市财政局.pdf").read_bytes().startswith(b"%PDF-")
    assert dutykit("evidence", "verify", "包", cwd=root).code == 0


def test_a_year_there_is_nothing_of(dutykit: Dutykit, root: Path) -> None:
    for command in ("list", "verify", "pack"):
        ran = dutykit("evidence", command, "--cycle", "2017", cwd=root)
        assert (ran.code, "没有 2017 年度" in ran.err) == (2, True)
    assert dutykit("evidence", "verify", "x.zip", "-u", "市财政局", cwd=root).code == 2
    assert dutykit("evidence", cwd=root).code == 2
