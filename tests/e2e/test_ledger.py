"""`dutykit ledger` as a user starts it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.conftest import Dutykit, Golden
from tests.rounds import three_years

DAY = ("--as-of", "2019-11-01")


def test_the_screen(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    ran = dutykit("ledger", *DAY, cwd=three_years(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    golden.check("ledger/100.txt", ran.out)
    golden.check("ledger/english.txt", dutykit("ledger", *DAY, "--lang", "en", "--overdue", cwd=tmp_path).out)


def test_files(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    root = three_years(tmp_path)
    golden.check("ledger/all.csv", dutykit("ledger", *DAY, "--format", "csv", cwd=root).out.removeprefix("\ufeff"))
    for name in ("台账.xlsx", "台账.docx", "台账.pdf"):
        first = dutykit("ledger", *DAY, "-o", name, cwd=root)
        assert (first.code, first.out, first.err) == (0, name + "\n", "")
        data = (root / name).read_bytes()
        dutykit("ledger", *DAY, "-o", name, cwd=root)
        assert (root / name).read_bytes() == data


def test_a_character_without_a_glyph(dutykit: Dutykit, tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = next(one for one in root.rglob("*.yaml") if "应急演练记录不全" in one.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace("应急演练记录不全", "应急\U000323af练记录不全"), "utf-8")
    refused = dutykit("ledger", *DAY, "-o", "台账.pdf", cwd=root)
    assert refused.code == 2
    assert re.search("以下字没有可用的字体：.*U\\+323AF.*（“2019-督-1”一行的“问题”栏）", refused.err)
    assert "处理建议：改用字体中有的字（运行 dutykit validate 查看在哪个文件）" in refused.err
    for name in ("台账.docx", "台账.html"):  # whoever reads it may have a font for it
        ran = dutykit("ledger", *DAY, "-o", name, cwd=root)
        assert (ran.code, "dutykit 随附的字体均不含文件中的" in ran.err and "U+323AF" in ran.err) == (0, True), ran.err


def test_a_character_of_the_scoring_is_named_where_it_is(dutykit: Dutykit, tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = root / "data/scoring.yaml"
    path.write_text(path.read_text("utf-8").replace("示例加分事项", "示例\U000323af分事项"), "utf-8")
    lines = path.read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "\U000323af" in text)
    ran = dutykit("report", "--city", cwd=root)
    assert (ran.code, f"data/scoring.yaml:{line}:" in ran.err, "templates/report" in ran.err) == (1, True, False), (
        ran.err
    )


def test_the_word_file_repeats_its_heading(dutykit: Dutykit, tmp_path: Path) -> None:
    import docx

    dutykit("ledger", *DAY, "-o", "台账.docx", cwd=three_years(tmp_path))
    (table,) = docx.Document(str(tmp_path / "台账.docx")).tables
    assert [cell.text for cell in table.rows[0].cells][:4] == ["序号", "编号", "年度", "单位"]
    assert len(table.rows) == 7
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [cell.text for cell in table.rows[4].cells][-1] == "逾期，重复2017-东-1，转入2019年度"


def test_json(dutykit: Dutykit, tmp_path: Path) -> None:
    ran = dutykit("ledger", *DAY, "-u", "各县区政府", "--status", "open", "--format", "json", cwd=three_years(tmp_path))
    found = json.loads(ran.out)
    assert [(one["id"], one["overdue"], one["line"]) for one in found["problems"]] == [
        ("2019-督-1", True, 9),
        ("2019-西-1", False, 13),
    ]


def test_nothing_and_refusals(dutykit: Dutykit, tmp_path: Path) -> None:
    root = three_years(tmp_path)
    assert "没有符合条件的问题。" in dutykit("ledger", *DAY, "-u", "市财政局", cwd=root).out
    assert dutykit("ledger", "--as-of", "昨天", cwd=root).code == 2
    assert dutykit("ledger", *DAY, "-o", "台账.zip", cwd=root).code == 2
