"""Problems of a unit that was merged or split, as every command shows them: under its successor, once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Dutykit
from tests.merged_unit import merged_unit

DAY = ("--as-of", "2027-06-01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return merged_unit(tmp_path)


def ledger(dutykit: Dutykit, root: Path, *arguments: str) -> tuple[list[str], str]:
    ran = dutykit("ledger", *DAY, "--format", "json", *arguments, cwd=root)
    assert ran.code == 0
    return [one["id"] for one in json.loads(ran.out)["problems"]], ran.err


def test_the_ledger_of_the_heir_and_of_the_former_name(root: Path, dutykit: Dutykit) -> None:
    assert ledger(dutykit, root, "-u", "东山县政府") == (["东-1", "西-1", "西-2", "西-3"], "")
    said = "注意：“{}”现为东山县政府\n"
    for former in ("西河县政府", "西河县"):
        assert ledger(dutykit, root, "-u", former) == (["东-1", "西-1", "西-2", "西-3"], said.format(former))
    assert ledger(dutykit, root, "-u", "各县政府")[0] == ["东-1", "西-1", "西-2", "西-3"]
    shown = dutykit("ledger", *DAY, "-u", "西河县政府", cwd=root, env={"COLUMNS": "120"}).out
    assert shown.count("东山县政府（原西河县政府）") == 3
    english = dutykit("ledger", *DAY, "--lang", "en", cwd=root, env={"COLUMNS": "140"}).out
    assert english.count("东山县政府 (formerly 西河县政府)") == 3


def test_of_a_split_unit_each_problem_is_one_heirs(root: Path, dutykit: Dutykit) -> None:
    assert [ledger(dutykit, root, "-u", one)[0] for one in ("市文化局", "市体育局")] == [["体-1"], []]
    text = "unit: 市体育局\ncycle: 2027\nstate: draft\nanswers: []\ncarried:\n"
    text += "  - {problem: 体-1, from_cycle: 2026, status: in_progress, progress: 已动工。}\n"
    (root / "submissions/2027").mkdir()
    (root / "submissions/2027/市体育局.yaml").write_text(text, "utf-8")
    assert [ledger(dutykit, root, "-u", one)[0] for one in ("市文化局", "市体育局")] == [[], ["体-1"]]
    ran = dutykit("ledger", *DAY, "-u", "市文体局", cwd=root)
    assert (ran.code, ran.err) == (0, "注意：“市文体局”现为市文化局、市体育局\n")
    assert "指定其中一个单位" in dutykit("report", "-u", "市文体局", cwd=root).err


def status(dutykit: Dutykit, root: Path, cycle: str) -> dict[str, Any]:
    found = json.loads(dutykit("status", *DAY, "--cycle", cycle, "--format", "json", cwd=root).out)
    return {one["id"]: one["open_problems"] for one in found["units"]}


def test_status_counts_each_problem_once_in_either_year(root: Path, dutykit: Dutykit) -> None:
    assert status(dutykit, root, "2026") == {"市教育局": 0, "市文体局": 1, "东山县政府": 1, "西河县政府": 3}
    assert status(dutykit, root, "2027") == {"市教育局": 0, "市文化局": 1, "市体育局": 0, "东山县政府": 4}
    then = dutykit("status", *DAY, "--cycle", "2026", "-u", "西河县政府", cwd=root)
    assert (then.code, then.err) == (0, "")


@pytest.mark.parametrize("command", ["coverage", "status", "matrix", "evidence list"])
def test_the_former_name_is_understood_everywhere(root: Path, dutykit: Dutykit, command: str) -> None:
    ran = dutykit(*command.split(), "-u", "西河县政府", cwd=root)
    assert (ran.code, ran.err) == (0, "注意：“西河县政府”现为东山县政府\n")


def test_calendar_report_and_form_hold_each_problem_once(root: Path, dutykit: Dutykit) -> None:
    ran = dutykit("status", "--as-of", "2026-06-01", "--cycle", "2026", "--format", "ics", cwd=root)
    (event,) = [
        one for one in ran.out.replace("\r\n ", "").split("BEGIN:VEVENT") if "DTSTART;VALUE=DATE:20260831" in one
    ]
    assert [event.count(one) for one in ("市文体局", "东山县政府", "西河县政府")] == [1, 1, 1]
    ran = dutykit("report", "-k", "rectification", "--city", *DAY, "--dump-context", "-q", cwd=root)
    carried = json.loads(ran.out)["report"]["carried"]
    assert [(one["unit"], one["text"][4:7]) for one in carried] == [
        ("市文化局（原市文体局）", "体-1"),
        ("东山县政府", "东-1"),
        *(("东山县政府（原西河县政府）", f"西-{number}") for number in (1, 2, 3)),
    ]
    then = dutykit("report", "-k", "rectification", "--city", "--cycle", "2026", *DAY, "--dump-context", "-q", cwd=root)
    report = json.loads(then.out)["report"]
    assert [(one["label"], one["total"]) for one in report["by_unit"]] == [
        ("市文体局", 1),
        ("东山县政府", 1),
        ("西河县政府", 3),
    ]
    import openpyxl

    assert dutykit("form", "-u", "西河县政府", "-o", "表", cwd=root).out == "表/东山县政府-2027.xlsx\n"
    book = openpyxl.load_workbook(root / "表/东山县政府-2027.xlsx")
    told = [cell.value for row in book["以前年度遗留问题"].iter_rows() for cell in row if cell.value]
    assert [told.count(f"示例问题{one}不足") for one in ("东-1", "西-1", "西-2", "西-3", "体-1")] == [1, 1, 1, 1, 0]


@pytest.mark.parametrize("command", ["new 西河县政府", "report -u 西河县政府 --format html", "form -u 西河县政府"])
def test_what_is_made_for_a_former_name_is_made_for_its_successor(root: Path, dutykit: Dutykit, command: str) -> None:
    ran = dutykit(*command.split(), cwd=root)
    assert ran.code == 0
    assert "东山县政府" in ran.out + ran.err
    assert not [path for path in root.rglob("*西河县政府*") if "2026" not in str(path)]


def test_a_circle_of_successions_ends(root: Path, dutykit: Dutykit) -> None:
    path = root / "data/units.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("{id: 市教育局, kind: department}", "{id: 市教育局, kind: department, succeeds: [东山县政府]}")
                        .replace("succeeds: [西河县政府]", "succeeds: [西河县政府, 市教育局]"), "utf-8")  # fmt: skip
    assert ledger(dutykit, root, "-u", "东山县政府")[0] == ["东-1", "西-1", "西-2", "西-3"]
    assert ledger(dutykit, root, "-u", "市教育局")[0] == []
    assert sum(status(dutykit, root, "2027").values()) == 5


def test_a_file_of_the_former_unit_in_the_year_of_the_merger(root: Path, dutykit: Dutykit) -> None:
    """Merged in the middle of a year: what the former unit had submitted stays its own, its problems go on."""
    (root / "submissions/2027").mkdir()
    text = (root / "submissions/2026/西河县政府.yaml").read_text("utf-8").replace("西-", "新-")
    (root / "submissions/2027/西河县政府.yaml").write_text(
        text.replace("2026", "2027").replace("西河县\n", "西河县政府\n"), "utf-8"
    )
    found = ledger(dutykit, root, "-u", "东山县政府", "--cycle", "2027")[0]
    assert found == ["新-1", "新-2", "新-3"]
    assert status(dutykit, root, "2027")["东山县政府"] == 7
