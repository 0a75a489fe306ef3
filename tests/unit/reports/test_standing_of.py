from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from dutykit.assess.coverage import coverage
from dutykit.model.workspace import Workspace
from dutykit.reports.standing_of import previous_of
from dutykit.reports.views.previous import NumberBefore, Previous, RatingBefore
from dutykit.reports.views.standing import Standing
from dutykit.reports.views.unit_view import unit_report
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years

FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')


def _workspace(root: Path) -> Workspace:
    workspace = load_workspace(three_years(root)).workspace
    assert workspace is not None
    return workspace


def test_the_round_before_is_compared(tmp_path: Path) -> None:
    previous = previous_of(_workspace(tmp_path), 2019)
    assert previous is not None
    assert previous.cycle == 2018
    assert previous.numbers["东区政府", "2", "图书"] == NumberBefore(Decimal(33000), "↑", None)
    assert previous.ratings["东区政府", "2"] == RatingBefore("partly", better=True)
    assert previous.words({"东区政府"}) == ("与2018年度相比，自评结论上升1项次，有目标值的监测指标趋近目标值1个。")
    assert previous.numbers["东区政府", "2", "生均图书"] == NumberBefore(
        Decimal(22), "↑", better=True
    )  # by its formula
    assert previous.words({"市财政局"}) == ""


def test_the_first_round_has_none_before_it(tmp_path: Path) -> None:
    assert previous_of(_workspace(tmp_path), 2017) is None


def test_numbers_with_a_target_are_counted_by_where_they_moved() -> None:
    numbers = {
        ("甲局", "1", "率"): NumberBefore(Decimal(1), "↑", better=True),
        ("甲局", "1", "数"): NumberBefore(Decimal(1), "↓", better=False),
        ("乙局", "1", "数"): NumberBefore(Decimal(1), "→", None),
    }
    previous = Previous(2018, numbers, {})
    assert previous.words({"甲局", "乙局"}) == "与2018年度相比，有目标值的监测指标趋近目标值1个、偏离目标值1个。"


def test_a_units_report_shows_it(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    status = {(pair.unit, pair.indicator): pair.status for pair in coverage(workspace, 2019).pairs}
    standing = Standing(workspace, 2019, status, previous=previous_of(workspace, 2019))
    report = unit_report(standing, workspace.register.by_id["东区政府"], FAMILIES)
    html = report_html(report, FAMILIES, [shipped("templates/report")], "html")
    for words in ("与2018年度相比，自评结论上升1项，", "达到（2018年度部分达到）", "33000↑"):
        assert words in html
