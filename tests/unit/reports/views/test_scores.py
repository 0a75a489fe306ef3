from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dutykit.model.unit import Register, Unit, UnitKind
from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.rows import AlertRow
from dutykit.reports.views.scores import Score, rankings
from dutykit.reports.views.standing import Alerts
from dutykit.reports.views.unit_view import unit_report
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from tests.unit.conftest import MakeStanding
from tests.unit.typeset.test_html import FAMILIES


def _score(reviewed: str | None, place: int | None = None) -> Score:
    total = None if reviewed is None else Decimal(reviewed)
    gaps = ("第1项自评5分、复核3分",)
    return Score(
        Decimal("90.0"), total, "优秀", "良好", Decimal("95.5"), gaps, ("加分",), full=Decimal(100), place=place
    )


def _unit(name: str, kind: UnitKind) -> Unit:
    return Unit(id=name, kind=kind)


def test_units_stand_in_their_places_among_their_kind() -> None:
    units = [_unit("甲局", "department"), _unit("乙县", "county"), _unit("丙县", "county"), _unit("丁县", "county")]
    units += [_unit("戊县", "county"), _unit("己局", "department")]
    register = Register(units=tuple(units))
    scores = {
        "乙县": _score("80", 3),
        "丙县": _score("92.5", 1),
        "丁县": _score(None),
        "戊县": _score("92.5", 1),
        "甲局": _score(None),
    }
    found = rankings(register, register.by_id, scores)
    assert [(one.title, one.ranked) for one in found] == [("县区政府", True), ("部门", False)]
    assert [(row.rank, row.unit, row.own) for row in found[1].rows] == [
        ("—", "甲局", "90.0")
    ]  # reviewed is none of them
    assert rankings(register, register.by_id, {"丁县": _score(None), "甲局": _score(None)}) == ()
    assert [(row.rank, row.unit) for row in found[0].rows] == [
        ("1", "丙县"),
        ("1", "戊县"),
        ("3", "乙县"),
        ("—", "丁县"),
    ]
    assert (found[0].rows[0].reviewed, found[0].rows[0].credibility) == ("92.5/100", "95.5%")


def test_the_city_sees_ranks_and_alerts_and_the_unit_its_own_totals(make_standing: MakeStanding) -> None:
    alerts = Alerts((AlertRow("甲局", "—", "复核等次", "良好", "不低于优秀"),))
    scores = {"甲局": _score(None), "乙县": _score("81.0", 1)}
    standing = replace(make_standing(), scores=scores, alerts=alerts)
    city = city_report(standing, FAMILIES)
    assert [one.text for one in city.headings][4:6] == ["第五部分　得分与排名", "第六部分　预警事项"]
    assert city.alerts == alerts.rows
    unit = unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    assert unit.score is not None
    assert (unit.score.own, unit.score.reviewed) == ("90.0", "—")
    for report, words in (
        (city, "县区政府得分与排名"),
        (city, "部门得分（没有复核总分，不排名）"),
        (unit, "自评与复核分差超限的：第1项自评5分、复核3分。"),
    ):
        assert words in report_html(report, FAMILIES, [shipped("templates/report")], "html")


def test_without_scores_and_alerts_there_is_no_such_part(make_standing: MakeStanding) -> None:
    standing = make_standing(submission="unit: 甲局\ncycle: 2019\nstate: draft\n")
    assert len(city_report(standing, FAMILIES).headings) == 5
