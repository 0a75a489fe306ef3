"""The alerts of the city's report are those of `dutykit alerts`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dutykit.listings.alerts import AlertRequest, alerts_of
from dutykit.reports.alerts import alert_facts
from dutykit.reports.press.press import Press
from dutykit.reports.scoring import found_scores
from dutykit.reports.views.city_view import city_report
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years

SPREAD = "第2项生均图书的县区差异系数0.1925（上限0.1）"
FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')


def listed(root: Path) -> Counter[str]:
    """How many alerts `dutykit alerts` lists of each unit."""
    workspace = load_workspace(root).workspace
    assert workspace is not None
    document = alerts_of(workspace, AlertRequest(cycle=2019)).document()
    assert isinstance(document["alerts"], list)
    return Counter(one["unit"] or "全市" for one in document["alerts"])


def test_the_citys_report_has_each_alert_and_no_other(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = root / "data/indicators.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("max: 0.5", "max: 0.1"), encoding="utf-8")
    standing = Press(root, "html", 2019).standing
    facts = city_report(standing, FAMILIES).alerts
    assert facts == standing.alerts
    assert {fact.label: len(fact.value.split("；")) for fact in facts} == listed(root)
    assert (facts[-1].label, facts[-1].value) == ("全市", SPREAD)


def test_what_they_say(tmp_path: Path) -> None:
    workspace = load_workspace(three_years(tmp_path)).workspace
    assert workspace is not None
    found = alert_facts(workspace, 2019, found_scores(workspace, 2019))
    assert [(one.label, one.value) for one in found] == [
        ("市教育局", "第2项自评4分、复核3.5分，分差超限"),
        ("东区政府", "第3项自评2.5分、复核2分，分差超限"),
        ("西县政府", "第2项生均图书18.00册（目标值不低于20册）；自评等次合格，低于良好"),
    ]
