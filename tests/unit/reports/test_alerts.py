"""The alerts of the city's report are those of `dutykit alerts`."""

from __future__ import annotations

from pathlib import Path

from dutykit.reports.alerts import alert_rows
from dutykit.reports.scoring import found_scores
from dutykit.reports.standing_of import standing_of
from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.rows import AlertRow, DifferenceRow
from dutykit.workspace.assemble import load_workspace
from tests.rounds import SCORING, three_years

FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')
DIFFERENCES = (
    DifferenceRow("市教育局", "第2项", "4/4", "3.5/4", "12.5%"),
    DifferenceRow("东区政府", "第3项", "2.5/2.5", "2/2.5", "20%"),
)
WEST = (
    AlertRow("西县政府", "第2项", "生均图书", "18.00册", "不低于20册"),
    AlertRow("西县政府", "—", "自评等次", "合格", "不低于良好"),
)


def test_what_is_beyond_its_limit_stands_beside_the_limit(tmp_path: Path) -> None:
    workspace = load_workspace(three_years(tmp_path)).workspace
    assert workspace is not None
    found = alert_rows(workspace, 2019, found_scores(workspace, 2019))
    assert (found.rows, found.differences) == (WEST, DIFFERENCES)
    report = city_report(standing_of(workspace, 2019), FAMILIES)
    assert (report.alerts, report.differences, report.difference_limit) == (WEST, DIFFERENCES, "10%")


def test_those_of_no_single_unit_are_last(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = root / "data/indicators.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("max: 0.5", "max: 0.1"), encoding="utf-8")
    veto = SCORING.replace("bonus_most", "  - {id: 否1, kind: veto, text: 示例否决事项}\nbonus_most")
    (root / "data/scoring.yaml").write_text(veto, encoding="utf-8")
    path = root / "reviews/2019/东区政府.yaml"
    events = "events:\n  - {event: 否1, remark: 示例事由}\n"
    path.write_text(path.read_text(encoding="utf-8").partition("events:")[0] + events, encoding="utf-8")
    workspace = load_workspace(root).workspace
    assert workspace is not None
    rows = alert_rows(workspace, 2019, found_scores(workspace, 2019)).rows
    assert rows[0] == AlertRow("东区政府", "—", "一票否决：示例否决事项", "示例事由", "—")
    assert rows[-1] == AlertRow("全市", "第2项", "生均图书的县区差异系数", "0.1925", "不高于0.1")
