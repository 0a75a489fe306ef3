"""Commands that show several workspaces as one table, held against a database of the same files."""

from __future__ import annotations

import csv
import io
import json
import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from rich.cells import cell_len
from ruamel.yaml import YAML

from tests.conftest import Dutykit, MadeOnce
from tests.generated_cities import YEARS, make_city

NAMES = [f"{number}市" for number in range(14)]
AS_OF = "2019-10-01"


@pytest.fixture
def province(made_once: MadeOnce) -> Path:
    """A folder with fourteen cities; not to be changed."""
    return made_once("province", _make)


def _make(folder: Path) -> None:
    for at, name in enumerate(NAMES):
        make_city(folder / name, at)


@pytest.fixture
def database(province: Path) -> duckdb.DuckDBPyConnection:
    """What their files state."""
    return _database(province)


@cache
def _database(province: Path) -> duckdb.DuckDBPyConnection:
    """The files read without dutykit: who owes what, answers, metrics and problems, one row each."""
    base = duckdb.connect()
    base.execute("create table owed (city text, unit text, indicator int, year int)")
    base.execute(
        "create table answer (city text, unit text, indicator int, year int, rating text, score decimal(9, 1))"
    )
    base.execute("create table metric (city text, unit text, name text, year int, value decimal(9, 1))")
    base.execute("create table problem (city text, unit text, year int, due date, status text)")
    yaml = YAML(typ="safe")
    rows: dict[str, list[tuple[Any, ...]]] = {"owed": [], "answer": [], "metric": [], "problem": []}
    for name in NAMES:
        root = province / name
        groups = {one["id"]: one["members"] for one in yaml.load(root / "data/units.yaml")["groups"]}
        for chapter in yaml.load(root / "data/indicators.yaml")["chapters"]:
            for one in (one for section in chapter["sections"] for one in section["indicators"]):
                units = [unit for each in one["responsible"] for unit in groups.get(each, [each])]
                rows["owed"] += [(name, unit, one["id"], year) for unit in units for year in YEARS]
        for path in sorted(root.glob("submissions/*/*.yaml")):
            _add(rows, name, yaml.load(path))
    for table, found in rows.items():
        marks = ", ".join("?" * len(found[0]))
        base.executemany(f"insert into {table} values ({marks})", found)  # noqa: S608 # names of this file
    return base


def _add(rows: dict[str, list[tuple[Any, ...]]], city: str, submission: dict[str, Any]) -> None:
    unit, year = submission["unit"], submission["cycle"]
    for one in submission["answers"]:
        score = None if one.get("score") is None else str(one["score"])
        rows["answer"].append((city, unit, one["indicator"], year, one.get("rating"), score))
        rows["metric"] += [(city, unit, name, year, str(value)) for name, value in one.get("metrics", {}).items()]
        rows["problem"] += [(city, unit, year, str(each["due"]), each["status"]) for each in one.get("problems", [])]


def _asked(dutykit: Dutykit, folder: Path, *words: str) -> Any:
    ran = dutykit(*words, *NAMES, "--format", "json", cwd=folder)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


@pytest.mark.parametrize("year", YEARS)
def test_coverage_is_that_of_the_database(
    province: Path, dutykit: Dutykit, database: duckdb.DuckDBPyConnection, year: int
) -> None:
    found = _asked(dutykit, province, "coverage", "--cycle", str(year))
    query = """
        select city, count(*), count(rating) from owed left join answer using (city, unit, indicator, year)
        where year = ? group by rollup (city)
    """
    meant = {city: (owed, answered) for city, owed, answered in database.execute(query, [year]).fetchall()}
    assert {one["city"]: (one["totals"]["owed"], one["totals"]["answered"]) for one in found["cities"]} == {
        city: counts for city, counts in meant.items() if city is not None
    }
    assert (found["totals"]["owed"], found["totals"]["answered"]) == meant[None]
    for one in found["cities"]:
        assert one["total"]["owed"] == one["totals"]["owed"]


def test_the_ledger_is_that_of_the_database(
    province: Path, dutykit: Dutykit, database: duckdb.DuckDBPyConnection
) -> None:
    found = _asked(dutykit, province, "ledger", "--as-of", AS_OF)
    query = """
        select city, count(*), count(*) filter (status = 'open'), count(*) filter (status = 'in_progress'),
               count(*) filter (status = 'done'), count(*) filter (status in ('open', 'in_progress') and due < ?)
        from problem group by rollup (city)
    """
    meant = {city: counts for city, *counts in database.execute(query, [AS_OF]).fetchall()}
    keys = ("problems", "open", "in_progress", "done", "overdue")
    assert {one["city"]: [one["totals"][key] for key in keys] for one in found["cities"]} == {
        city: counts for city, counts in meant.items() if city is not None
    }
    assert [found["totals"][key] for key in keys] == meant[None]
    assert [len(one["problems"]) for one in found["cities"]] == [one["totals"]["problems"] for one in found["cities"]]


def test_scores_and_rankings_are_those_of_the_database(
    province: Path, dutykit: Dutykit, database: duckdb.DuckDBPyConnection
) -> None:
    found = _asked(dutykit, province, "score")
    query = """
        select city, unit, sum(score) from owed left join answer using (city, unit, indicator, year) where year = 2019
        group by city, unit having count(*) = count(score)
    """
    meant = {(city, unit): total for city, unit, total in database.execute(query).fetchall()}
    totals = {
        (city["city"], one["id"]): Decimal(one["self"]["total"])
        for city in found["cities"]
        for one in city["units"]
        if one["self"] is not None and one["self"]["total"] is not None
    }
    assert totals == meant
    assert found["totals"]["self_totals"] == len(meant)
    ran = dutykit("rank", *NAMES, "--metric", "比例3", "--format", "csv", cwd=province)
    rows = [row for row in csv.reader(io.StringIO(ran.out.removeprefix("\ufeff"))) if row and row[1].isdecimal()]
    query = """
        select rank() over (order by value desc), city, unit, value from metric
        where name = '比例3' and year = 2019 and unit like '%县政府' order by value desc, city, unit
    """
    ranked = database.execute(query).fetchall()
    assert sorted((int(row[1]), row[2], row[3], Decimal(row[4])) for row in rows) == sorted(ranked)


def test_alerts_are_those_of_the_database(
    province: Path, dutykit: Dutykit, database: duckdb.DuckDBPyConnection
) -> None:
    found = _asked(dutykit, province, "alerts")
    query = "select city, count(*) from metric where year = 2019 and value < 50 group by rollup (city)"
    meant = dict(database.execute(query).fetchall())
    assert found["totals"]["off_target"] == meant.pop(None)
    assert {one["city"]: one["totals"]["off_target"] for one in found["cities"] if one["totals"]["off_target"]} == meant


def test_the_status_of_each_city_is_what_it_is_alone(province: Path, dutykit: Dutykit) -> None:
    words = ("status", "--as-of", "2019-05-20")
    found = _asked(dutykit, province, *words)
    for one in found["cities"][:3]:
        alone = json.loads(dutykit(*words, "--format", "json", "-w", one["city"], cwd=province).out)
        assert {key: one[key] for key in alone} == alone
        assert one["totals"]["red"] == alone["counts"]["red"]
    assert found["totals"]["red"] == sum(one["counts"]["red"] for one in found["cities"]) > 0
    ran = dutykit(*words, *NAMES[:2], "--fail-on", "overdue", cwd=province)
    assert ran.code == 1
    assert f"0市：{found['cities'][0]['counts']['red']} 个单位逾期" in ran.err


@pytest.fixture
def two(province: Path, tmp_path: Path) -> Path:
    """A folder with two of them, to be changed."""
    for name in NAMES[:2]:
        shutil.copytree(province / name, tmp_path / "省" / name)
    return tmp_path / "省"


def test_indicators_are_matched_by_number_and_text(two: Path, dutykit: Dutykit) -> None:
    catalogue = two / "1市/data/indicators.yaml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("示例指标5。", "另一项指标。"), encoding="utf-8")
    out = dutykit("coverage", "0市", "1市", "--by", "indicator", cwd=two).out
    apart = "编号相同而文字不同，分别列出：5\n只在0市：5\n只在1市：5\n"
    assert apart in out
    assert (
        apart in dutykit("coverage", "0市", "1市", cwd=two).out
    )  # the rates of the cities are of other things as well
    assert [line.split()[1] for line in out.splitlines() if line.startswith("5 ")] == ["示例指标5。", "另一项指标。"]


def test_fourteen_cities_are_compared_on_a_narrow_terminal(province: Path, dutykit: Dutykit) -> None:
    ran = dutykit("coverage", *NAMES, "--by", "indicator", cwd=province, env={"COLUMNS": "80"})
    lines = ran.out.splitlines()
    assert max(map(cell_len, lines)) <= 80
    heads = [line.split()[2:] for line in lines if line.startswith("编号")]
    assert heads == [[*NAMES[:7], "合计"], [*NAMES[7:], "合计"]]
    sums = [line.split()[-1] for line in lines if "合计" in line and "%" in line]
    assert len(sums) == 2
    assert len(set(sums)) == 1


def test_metrics_are_matched_by_indicator_and_unit(two: Path, dutykit: Dutykit) -> None:
    catalogue = two / "1市/data/indicators.yaml"
    text = (
        catalogue.read_text("utf-8")
        .replace("示例指标3。", "另一项指标。")
        .replace("比例9, unit: '%'", "比例9, unit: 人")
    )
    catalogue.write_text(text.replace("min: 50", "min: 40", 4), encoding="utf-8")
    found = json.loads(dutykit("rank", "--by", "metric", "0市", "1市", "--format", "json", cwd=two).out)
    assert found["notes"] == [
        "名称相同而指标内容或计量单位不同，分别排名：指标 3 比例3、指标 9 比例9",
        "只在0市：指标 3 比例3、指标 9 比例9",
        "只在1市：指标 3 比例3、指标 9 比例9",
    ]
    counties = [one for one in found["rankings"] if one["kind"] == "county"]
    cities = [(one["by"][:7].strip(), sorted({place["city"] for place in one["places"]})) for one in counties]
    assert cities[:2] == [("指标 3 比例", ["0市"]), ("指标 3 比例", ["1市"])]
    assert ("指标 6 比例", ["0市", "1市"]) in cities
    assert (
        next(one["notes"][0] for one in counties if "6" in one["by"]) == "目标值：不低于 50（示例）；不低于 40（示例）"
    )


def test_what_cannot_be_shown_is_refused_by_the_name_of_its_city(two: Path, dutykit: Dutykit) -> None:
    before = {path: path.read_bytes() for path in two.rglob("*.yaml")}
    ran = dutykit("coverage", "0市", "没有", cwd=two)
    assert (ran.code, ran.out) == (2, "")
    assert "文件夹不存在：没有" in ran.err
    ran = dutykit("coverage", "0市", "1市", "-w", "0市", cwd=two)
    assert ran.code == 2
    assert "只保留一种写法" in ran.err
    ran = dutykit("coverage", "0市", "1市", "-o", "1市/data/units.yaml", "--format", "csv", cwd=two)
    assert ran.code == 2
    ran = dutykit("coverage", "0市", "--by", "city", cwd=two)
    assert ran.code == 2
    assert "dutykit coverage 甲市 乙市" in ran.err
    assert {path: path.read_bytes() for path in two.rglob("*.yaml")} == before
    (two / "1市/dutykit.yaml").write_text("cycle: 2018\n", encoding="utf-8")
    ran = dutykit("status", "0市", "1市", cwd=two)
    assert (ran.code, ran.out) == (2, "")
    assert "各工作区的年度不同：0市 2019、1市 2018" in ran.err
    assert dutykit("status", "0市", "1市", "--cycle", "2019", cwd=two).code == 0
    ran = dutykit("status", "-w", "0市", "-w", "1市", cwd=two)
    assert (ran.code, ran.out) == (2, "")
    assert "多个工作区直接写在命令之后，如 dutykit status 甲市 乙市" in ran.err
    ran = dutykit("status", "0市", "1市", "--cycle", "2019", "--format", "ics", cwd=two)
    assert (ran.code, ran.out) == (2, "")
    assert "日历每次只能用于一个工作区" in ran.err
    ran = dutykit("score", "0市", "1市", "--cycle", "2030", cwd=two)
    assert (ran.code, ran.out) == (2, "")
    assert "0市、1市：没有 2030 年度" in ran.err
    (two / "1市/data/units.yaml").write_text("units: [", encoding="utf-8")
    ran = dutykit("coverage", "0市", "1市", "--cycle", "2019", cwd=two)
    assert (ran.code, ran.out) == (2, "")
    assert "1市：无法读取指标体系或单位名录" in ran.err


def test_a_submission_that_cannot_be_read_is_named_with_its_city(two: Path, dutykit: Dutykit) -> None:
    broken = next(iter((two / "1市/submissions/2019").iterdir()))
    broken.write_text("unit: [", encoding="utf-8")
    ran = dutykit("coverage", "0市", "1市", cwd=two)
    assert f"1市/submissions/2019/{broken.name} 第 1 行" in ran.out
    rates = {line.split()[0]: line.split()[-1] for line in ran.out.splitlines() if line.endswith("%")}
    assert [name for name, rate in rates.items() if rate.startswith("≥")] == ["1市", "合计"]
    ran = dutykit("coverage", "0市", "1市", "--by", "indicator", cwd=two)
    assert "无法读取、未计为已填报的项次：1市 " in ran.out
    ran = dutykit("coverage", "0市", "1市", "--fail-under", "1", cwd=two)
    assert ran.code == 2
    document = json.loads(dutykit("coverage", "0市", "1市", "--format", "json", cwd=two).out)
    assert [one["file"] for one in document["incomplete"]] == [f"1市/submissions/2019/{broken.name}"]
    assert document["totals"]["unreadable"] > 0


def test_scores_by_different_rules_are_not_ranked_together(two: Path, dutykit: Dutykit) -> None:
    rules = two / "1市/data/scoring.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(f"{text}bonus_most: 3\n", encoding="utf-8")
    ran = dutykit("rank", "0市", "1市", cwd=two)
    assert (ran.code, ran.out) == (2, "")
    assert "名称相同而内容不同，得分不能一并排名：1市与0市不同" in ran.err
    beside = dutykit("score", "0市", "1市", cwd=two, env={"COLUMNS": "200"}).out
    (first,) = {line for line in beside.splitlines() if line.startswith("0市：评分办法：")}
    assert f"1市{first.removeprefix('0市')}，内容与0市的不同" in beside.splitlines()
    rules.write_text(text, encoding="utf-8")
    rules.write_text(rules.read_text("utf-8").replace("示例办法", "另一办法"), encoding="utf-8")
    ran = dutykit("rank", "0市", "1市", cwd=two)
    assert (ran.code, ran.out) == (2, "")
    assert "各市评分办法不同" in ran.err
    assert dutykit("score", "0市", "1市", cwd=two).code == 0


def test_who_gets_no_letter_is_told_city_by_city(two: Path, dutykit: Dutykit) -> None:
    for name in ("0市", "1市"):
        timetable = two / name / "data/cycles.yaml"
        timetable.write_text(
            "cycles:\n  - cycle: 2019\n    stages:\n"
            "      - {name: 自查自评, due: 2019-05-15, letters: [{color: blue, days: 1, term: 5}]}\n",
            encoding="utf-8",
        )
    ran = dutykit("report", "--kind", "letter", "--all", "0市", "1市", "--as-of", "2019-05-01", cwd=two)
    assert (ran.code, ran.out) == (0, "")
    told = [line for line in ran.err.splitlines() if "蓝色催办函 2019-05-16 起发出" in line]
    assert [line.partition("：")[0] for line in told] == ["0市", "1市"]
    timetable.unlink()
    ran = dutykit("report", "--kind", "letter", "--all", "0市", "1市", "--as-of", "2019-05-01", cwd=two)
    assert (ran.code, ran.out) == (2, "")
    assert "1市：data/cycles.yaml 没有 2019 年度的催办规则" in ran.err


def test_every_format_has_the_cities(two: Path, dutykit: Dutykit) -> None:
    for command in ("coverage", "status", "ledger", "alerts", "score", "rank --by metric"):
        ran = dutykit(*command.split(), "0市", "1市", "-o", "表.csv", cwd=two)
        assert ran.code == 0, (command, ran.err)
        assert "1市" in (two / "表.csv").read_text("utf-8")
    for suffix in ("html", "md", "txt"):
        assert dutykit("ledger", "0市", "1市", "-o", f"表.{suffix}", cwd=two).code == 0
        assert "1市" in (two / f"表.{suffix}").read_text("utf-8")
    assert dutykit("coverage", "0市", "1市", "-o", "表.xlsx", cwd=two).code == 0
    book = openpyxl.load_workbook(two / "表.xlsx")
    assert book.sheetnames == ["按城市", "按单位", "按一级指标", "按指标"]
