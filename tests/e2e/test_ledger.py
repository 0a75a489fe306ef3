"""`dutykit ledger` as a user starts it."""

from __future__ import annotations

import json
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
