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


def test_a_metric_nobody_knows(dutykit: Dutykit, tmp_path: Path) -> None:
    ran = dutykit("rank", "--metric", "生均图", cwd=three_years(tmp_path))
    assert (ran.code, "是不是“生均图书”？" in ran.err) == (2, True)


def test_alerts(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    root = three_years(tmp_path)
    ran = dutykit("alerts", "--fail", cwd=root)
    assert ran.code == 1
    golden.check("alerts/2019.txt", ran.out)
    found = json.loads(dutykit("alerts", "-u", "东区政府", "--format", "json", cwd=root).out)
    assert [(one["kind"], one["unit"]) for one in found["alerts"]] == [("too_different", "东区政府")]
    assert dutykit("alerts", "--fail", "-u", "市财政局", "--lang", "en", cwd=root).code == 0
