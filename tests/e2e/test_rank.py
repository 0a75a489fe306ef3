"""`dutykit rank` and `dutykit alerts` as a user starts them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Dutykit, Golden
from tests.rounds import three_years


def test_rank(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    root = three_years(tmp_path)
    golden.check("rank/score.txt", dutykit("rank", cwd=root).out)
    golden.check("rank/metric.txt", dutykit("rank", "--by", "metric", cwd=root).out)
    golden.check("rank/counties.csv", dutykit("rank", "--metric", "生均图书", "--format", "csv", cwd=root).out)
    document = json.loads(dutykit("rank", "--side", "self", "--kind", "county", "--format", "json", cwd=root).out)
    (ranking,) = document["rankings"]
    assert [(one["place"], one["unit"], one["value"]) for one in ranking["places"]] == [
        (1, "东区政府", "93.8"),
        (2, "西县政府", "65.0"),
    ]


def test_each_kind_of_unit_is_ranked_by_itself(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    root = three_years(tmp_path)
    golden.check("rank/kinds.csv", dutykit("rank", "--format", "csv", cwd=root).out)
    found = json.loads(dutykit("rank", "--format", "json", cwd=root).out)["rankings"]
    assert [(one["by"], one["kind"], [place["unit"] for place in one["places"]]) for one in found] == [
        ("", "county", ["东区政府", "西县政府"]),
        ("", "department", ["市教育局", "市财政局"]),
    ]
    catalogue = root / "data/units.yaml"
    text = catalogue.read_text(encoding="utf-8")
    assert "kind: county" in text
    catalogue.write_text(text.replace("kind: county", "kind: zone"), encoding="utf-8")
    (ranking,) = json.loads(dutykit("rank", "--metric", "生均图书", "--format", "json", cwd=root).out)["rankings"]
    assert ranking["kind"] == "zone"
    assert [note for note in ranking["notes"] if "差异系数" in note] == []  # it is the counties'


def test_figures_of_the_whole_city_are_no_ranking_of_departments(dutykit: Dutykit, tmp_path: Path) -> None:
    root = three_years(tmp_path)
    units = root / "data/units.yaml"
    text = units.read_text(encoding="utf-8").replace("kind: county", "kind: department")
    units.write_text(text, encoding="utf-8")
    assert json.loads(dutykit("rank", "--by", "metric", "--format", "json", cwd=root).out)["rankings"] == []
    ran = dutykit("rank", "--metric", "生均图书", cwd=root)
    assert (ran.code, "是全市的数值，不排名" in ran.err, "--kind department" in ran.err) == (2, True, True)
    asked = dutykit("rank", "--metric", "生均图书", "--kind", "department", "--format", "json", cwd=root)
    (ranking,) = json.loads(asked.out)["rankings"]
    assert (ranking["kind"], len(ranking["places"])) == ("department", 2)


def test_why_a_unit_has_no_place_is_said(dutykit: Dutykit, tmp_path: Path) -> None:
    root = three_years(tmp_path)
    assert dutykit("rank", cwd=root).out.count("未复核") == 2
    (root / "submissions/2019/市财政局.yaml").unlink()
    assert "没有自评材料" in dutykit("rank", "--side", "self", cwd=root).out


def test_a_metric_nobody_knows(dutykit: Dutykit, tmp_path: Path) -> None:
    ran = dutykit("rank", "--metric", "生均图", cwd=three_years(tmp_path))
    assert (ran.code, "请检查是否为“生均图书”" in ran.err) == (2, True)


def test_alerts(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    root = three_years(tmp_path)
    ran = dutykit("alerts", "--fail", cwd=root)
    assert ran.code == 1
    golden.check("alerts/2019.txt", ran.out)
    found = json.loads(dutykit("alerts", "-u", "东区政府", "--format", "json", cwd=root).out)
    assert [(one["kind"], one["unit"]) for one in found["alerts"]] == [("too_different", "东区政府")]
    assert dutykit("alerts", "--fail", "-u", "市财政局", "--lang", "en", cwd=root).code == 0
