from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from dutykit.reports.views.figures import heat_charts, score_charts, total_charts, year_charts
from dutykit.reports.views.scores import Score
from dutykit.reports.views.unit_view import unit_report
from tests.unit.conftest import CATALOGUE, MakeStanding
from tests.unit.reports.test_kinds import EARLIER, SUBMISSION
from tests.unit.typeset.test_html import FAMILIES

REVIEW = """\
unit: 甲局
cycle: 2019
indicators: [{indicator: 1, verdict: partly, score: 3.5}]
"""


def _said(svg: str) -> str:
    return ET.fromstring(svg).findtext("{http://www.w3.org/2000/svg}desc") or ""


def test_the_heat_grid_counts_what_each_unit_owes_in_each_chapter(make_standing: MakeStanding) -> None:
    standing = make_standing()
    (chart,) = heat_charts(standing, ["甲局", "乙县"], "x")
    assert _said(chart) == "甲局：一、第一部分1/2，二、第二部分1/1；乙县：一、第一部分0/1，二、第二部分0/1"
    assert len(heat_charts(standing, ["甲局"] * 40, "x")) == 2
    assert heat_charts(standing, [], "x") == ()


def test_metrics_are_compared_with_those_of_earlier_years(make_standing: MakeStanding) -> None:
    earlier = EARLIER.replace(
        "  - indicator: 2", "  - {indicator: 1, rating: met, metrics: {覆盖率: 70}}\n  - indicator: 2"
    )
    standing = make_standing(submission=SUBMISSION, earlier=earlier)
    entries = [
        (standing.workspace.catalogue.by_id[duty.indicator], duty)
        for duty in standing.workspace.responsibilities.by_unit["甲局"]
    ]
    (chart,) = year_charts(standing, "甲局", entries, "x")
    assert _said(chart) == "1.覆盖率：2018年70%，2019年75.5%"
    assert year_charts(make_standing(earlier=EARLIER), "甲局", entries, "x") == ()


def test_own_and_reviewed_scores_need_the_offices_word(make_standing: MakeStanding) -> None:
    scored = SUBMISSION.replace("    rating: partly\n", "    rating: partly\n    score: 4\n")
    standing = make_standing(submission=scored, review=REVIEW)
    entries = [
        (standing.workspace.catalogue.by_id[duty.indicator], duty)
        for duty in standing.workspace.responsibilities.by_unit["甲局"]
    ]
    (chart,) = score_charts(standing, entries, "x")
    assert _said(chart) == "1.甲事的情况：自评4，复核3.5"
    assert score_charts(replace(standing, workspace=replace(standing.workspace, reviews=())), entries, "x") == ()


@pytest.mark.parametrize(("reviewed", "count"), [(Decimal(80), 1), (None, 0)])
def test_totals_of_units(make_standing: MakeStanding, reviewed: Decimal | None, count: int) -> None:
    score = Score(Decimal("90.5"), reviewed, "优秀", "良好", None, (), ())
    charts = total_charts(replace(make_standing(), scores={"甲局": score}), ["甲局", "乙县"], "x")
    assert [_said(chart) for chart in charts] == ["甲局：自评90.5，复核80"] * count


def test_what_a_formula_gives_is_drawn_for_each_year_by_that_years_formula(make_standing: MakeStanding) -> None:
    worked_out = CATALOGUE.replace("elements: [{id: 甲数}]", "elements: [{id: 甲数}, {id: 乙数}]")
    given = SUBMISSION.replace("{覆盖率: 75.5}", "{甲数: 2, 乙数: 3}")
    earlier = EARLIER.replace(
        "  - indicator: 2", "  - {indicator: 1, rating: met, metrics: {甲数: 90, 乙数: 2}}\n  - indicator: 2"
    )
    standing = make_standing(catalogue=worked_out, submission=given, earlier=earlier)
    unit = standing.workspace.register.by_id["甲局"]
    entries = [(standing.workspace.catalogue.by_id["1"], standing.workspace.responsibilities.by_unit["甲局"][0])]
    (chart,) = year_charts(standing, "甲局", entries, "x")
    assert _said(chart) == "1.覆盖率：2018年45.00%，2019年0.67%"
    (chart,) = unit_report(standing, unit, FAMILIES).metric_charts
    assert _said(chart) == "1.覆盖率：0.67%（不低于80%，未达到）"
