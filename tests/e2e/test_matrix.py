"""`dutykit matrix` as a user starts it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import REPOSITORY, Dutykit, Golden


@pytest.fixture
def panjin(tmp_path: Path) -> Path:
    """A copy of this repository's catalogue and units."""
    root = tmp_path / "工作区"
    shutil.copytree(REPOSITORY / "data", root / "data")
    return root


@pytest.mark.parametrize("columns", ["80", "100", "140"])
def test_the_real_grid(panjin: Path, dutykit: Dutykit, golden: Golden, columns: str) -> None:
    ran = dutykit("matrix", cwd=panjin, env={"COLUMNS": columns})
    assert (ran.code, ran.err) == (0, "")
    golden.check(f"matrix/by-indicator.{columns}.txt", ran.out)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("by-unit.txt", ["--by", "unit"]),
        ("by-unit-expanded.txt", ["--by", "unit", "--expand-groups"]),
        ("chapter-6-expanded.txt", ["--chapter", "六", "--expand-groups"]),
        ("unit.txt", ["--unit", "市人力资源和社会保障局"]),
        ("chapter-2.md", ["--chapter", "2", "--format", "md"]),
        ("chapter-2.html", ["--chapter", "2", "--format", "html"]),
        ("chapter-2.csv", ["--chapter", "2", "--format", "csv"]),
        ("by-unit.csv", ["--by", "unit", "--format", "csv"]),
        ("why-named.txt", ["--why", "11", "市财政局"]),
        ("why-group.txt", ["--why", "45", "盘山县人民政府"]),
    ],
)
def test_golden(panjin: Path, dutykit: Dutykit, golden: Golden, name: str, arguments: list[str]) -> None:
    ran = dutykit("matrix", *arguments, cwd=panjin)
    assert (ran.code, ran.err) == (0, "")
    golden.check(f"matrix/{name}", re.sub("<style>.*</style>\n", "", ran.out_bytes.decode(), flags=re.DOTALL))


def test_the_totals_of_the_source(panjin: Path, dutykit: Dutykit) -> None:
    document = json.loads(dutykit("matrix", "--format", "json", cwd=panjin).out)
    totals = {one["id"]: one["total"] for one in document["units"]}
    assert (len(totals), document["total"]) == (18, 159)
    assert (totals["市教育局"], totals["各县区政府"], totals["市财政局"], totals["市委政法委"]) == (62, 43, 15, 1)
    assert sum(len(chapter["indicators"]) for chapter in document["chapters"]) == 62
    assert document["without_duties"] == ["辽东湾新区管委会"]
    spread = json.loads(dutykit("matrix", "--format", "json", "--expand-groups", cwd=panjin).out)
    assert (len(spread["units"]), spread["total"]) == (21, 159 - 43 + 4 * 43)


def test_csv_holds_every_assignment(panjin: Path, dutykit: Dutykit) -> None:
    ran = dutykit("matrix", "--format", "csv", cwd=panjin)
    rows = [*csv.reader(io.StringIO(ran.out_bytes.decode("utf-8-sig"), newline=""))]
    assert len(rows) == 63
    assert sum(row.count("●") for row in rows) == 159
    assert sum(int(row[-1]) for row in rows[1:]) == 159


def test_xlsx(panjin: Path, dutykit: Dutykit) -> None:
    env = {"SOURCE_DATE_EPOCH": "1700000000"}
    ran = dutykit("matrix", "-o", "责任分解.xlsx", cwd=panjin, env=env)
    assert (ran.code, ran.out) == (0, "责任分解.xlsx\n")
    data = (panjin / "责任分解.xlsx").read_bytes()
    assert data == dutykit("matrix", "--format", "xlsx", cwd=panjin, env=env).out_bytes
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["按指标", "按单位"]
    assert book.properties.created.isoformat() == "2023-11-14T22:13:20"
    cells = [cell for row in book["按指标"].iter_rows(min_row=4, max_row=65, values_only=True) for cell in row]
    assert cells.count("●") == 159
    assert book["按单位"].max_row > 18
    assert dutykit("matrix", "--format", "xlsx", cwd=panjin, env={"SOURCE_DATE_EPOCH": "soon"}).code == 0


def test_a_unit_that_does_not_owe_it(panjin: Path, dutykit: Dutykit) -> None:
    ran = dutykit("matrix", "--why", "1", "市公安局", cwd=panjin)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("市公安局不承担指标 1。\n")
    assert "写明的单位：市教育局\n" in ran.out


def test_a_group_owes_what_names_it(panjin: Path, dutykit: Dutykit) -> None:
    assert dutykit("matrix", "--why", "6", "各县区政府", cwd=panjin).code == 0
    assert dutykit("matrix", "--why", "1", "各县区政府", cwd=panjin).code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--why", "11", "市财整局"], "请检查是否为“市财政局”"),
        (["--why", "63", "市财政局"], "指标编号（1 至 62）"),
        (["--why", "11"], "--why"),
        (["--why", "11", "市财政局", "--by", "unit"], "--why 只能与 --cycle 同时使用"),
        (["--why", "11", "市财政局", "-u", "市教育局"], "--why 只能与 --cycle 同时使用"),
        (["--unit", "市财整局"], "请检查是否为“市财政局”"),
        (["--chapter", "7"], "1 至 6"),
        (["-o", "责任分解"], "--format"),
    ],
)
def test_what_cannot_be_done(panjin: Path, dutykit: Dutykit, arguments: list[str], message: str) -> None:
    before = sorted(panjin.rglob("*"))
    ran = dutykit("matrix", *arguments, cwd=panjin)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert sorted(panjin.rglob("*")) == before


def test_hostile_texts(panjin: Path, dutykit: Dutykit) -> None:
    (panjin / "data/units.yaml").write_text(
        "units: [{id: '=cmd|1', kind: department}, {id: '<script>', kind: department}]\n", encoding="utf-8"
    )
    (panjin / "data/indicators.yaml").write_text(
        "title: <b>\nsource: {title: '{{ 1 }}', issuer: x}\nchapters:\n"
        "  - title: '<i>'\n    sections:\n      - title: '@s'\n        indicators:\n"
        '          - {id: "-1", text: "\\e[31m</td><script>", responsible: ["=cmd|1", "<script>", 谁]}\n',
        encoding="utf-8",
    )
    page = dutykit("matrix", "--format", "html", cwd=panjin).out
    assert "<script>" not in page
    assert "&lt;/td&gt;&lt;script&gt;" in page
    text = dutykit("matrix", cwd=panjin)
    assert text.code == 0
    assert "\033" not in text.out
    assert "未列入：指标 -1 所写的“谁”不在单位名录中（data/indicators.yaml:8:" in text.out
    rows = [*csv.reader(io.StringIO(dutykit("matrix", "--format", "csv", cwd=panjin).out_bytes.decode("utf-8-sig")))]
    assert rows[0][4:6] == ["'=cmd|1", "<script>"]
    assert rows[1][1] == "（一）@s"
    assert rows[1][2] == "'-1"


def test_an_empty_catalogue(panjin: Path, dutykit: Dutykit) -> None:
    (panjin / "data/indicators.yaml").write_text(
        "title: 空\nsource: {title: 空, issuer: 空}\nchapters: []\n", encoding="utf-8"
    )
    for kind in ("table", "csv", "xlsx", "html", "md", "json"):
        for by in ("indicator", "unit"):
            ran = dutykit("matrix", "--format", kind, "--by", by, cwd=panjin)
            assert (ran.code, ran.err) == (0, ""), (kind, by)
    assert "没有符合条件的指标。" in dutykit("matrix", cwd=panjin).out


def test_the_grid_of_a_year_that_is_over(panjin: Path, dutykit: Dutykit) -> None:
    (panjin / "dutykit.yaml").write_text("cycle: 2019\n", encoding="utf-8")
    past = panjin / "data/past/2018"
    past.mkdir(parents=True)
    (past / "units.yaml").write_bytes((panjin / "data/units.yaml").read_bytes())
    text = (panjin / "data/indicators.yaml").read_text(encoding="utf-8")
    (past / "indicators.yaml").write_text(text.replace("responsible: [市教育局", "responsible: [市财政局", 1), "utf-8")
    present, then = (
        json.loads(dutykit("matrix", *more, "--format", "json", cwd=panjin).out) for more in ((), ("--cycle", "2018"))
    )
    first = [one["chapters"][0]["indicators"][0]["assignments"] for one in (present, then)]
    assert [next(each["unit"] for each in one) for one in first] == ["市教育局", "市财政局"]
    assert dutykit("matrix", "--why", "1", "市财政局", cwd=panjin).code == 1
    assert dutykit("matrix", "--why", "1", "市财政局", "--cycle", "2018", cwd=panjin).code == 0
    ran = dutykit("matrix", "--cycle", "2016", cwd=panjin)
    assert (ran.code, "2016" in ran.err) == (2, True)
