from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dutykit.load.assemble import load_workspace
from dutykit.render.report.city_view import city_report
from dutykit.workflow.report.press import Press
from dutykit.workflow.report.spreads import too_far_apart
from tests.rounds import three_years

WORDS = "第2项生均图书的县区差异系数0.1925（上限0.1）"
FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')


def test_what_is_over_its_limit_is_an_alert_of_the_city(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    assert too_far_apart(workspace, 2019) == ()
    path = root / "data/indicators.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("max: 0.5", "max: 0.1"), encoding="utf-8")
    standing = Press(root, "html", 2019).standing
    assert standing.too_far_apart == (WORDS,)
    assert [(one.label, one.value) for one in city_report(standing, FAMILIES).alerts][-1] == ("全市", WORDS)
    assert "全市" not in [one.label for one in city_report(replace(standing, too_far_apart=()), FAMILIES).alerts]
