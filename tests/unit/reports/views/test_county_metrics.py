"""The metrics of counties side by side, and what the city's report says of reviews."""

from __future__ import annotations

from pathlib import Path

from dutykit.assess.coverage import coverage
from dutykit.assess.metric import readings
from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.county_metrics import county_metrics
from dutykit.reports.views.rows import Fact
from dutykit.reports.views.standing import Standing
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from dutykit.workspace.assemble import load_workspace
from tests.unit.typeset.test_html import FAMILIES

CATALOGUE = """\
title: 体系
source: {title: 文件, issuer: 机关}
chapters:
  - title: 章
    sections:
      - title: 节
        indicators:
          - id: 1
            text: 第一件事
            responsible: [县, 甲局]
            metrics:
              - {id: 入学率, unit: "%", target: {min: 80, because: 原文}, variation: {form: population, max: 0.05, because: 原文}}
              - {id: 次数, formula: 总数 / 校数, elements: [{id: 总数}, {id: 校数}]}
          - {id: 2, text: 第二件事, responsible: [县1], metrics: [{id: 班数}]}
"""


def standing(root: Path, counties: int, **answers: str) -> Standing:
    names = [f"县{number}" for number in range(1, counties + 1)]
    units = "".join(f"  - {{id: {name}, kind: county}}\n" for name in names)
    register = (
        f"units:\n{units}  - {{id: 甲局, kind: department}}\ngroups: [{{id: 县, members: [{', '.join(names)}]}}]\n"
    )
    files = {"data/indicators.yaml": CATALOGUE, "data/units.yaml": register, "dutykit.yaml": "cycle: 2019\n"}
    for unit, text in answers.items():
        kind = "reviews" if unit.startswith("复核_") else "submissions"
        name = unit.removeprefix("复核_")
        state = "" if kind == "reviews" else "state: submitted\n"
        files[f"{kind}/2019/{name}.yaml"] = f"unit: {name}\ncycle: 2019\n{state}{text}\n"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    workspace = load_workspace(root).workspace
    assert workspace is not None
    return Standing(
        workspace, 2019, {(pair.unit, pair.indicator): pair.status for pair in coverage(workspace, 2019).pairs}
    )


ONE = "answers: [{indicator: 1, rating: met, metrics: {入学率: 90, 总数: 25, 校数: 3}}, {indicator: 2, metrics: {班数: 3}}]"
TWO = "answers: [{indicator: 1, rating: met, narrative: 做了, metrics: {入学率: 75.5, 总数: 15, 校数: 1}}]"


def test_counties_stand_beside_each_other(tmp_path: Path) -> None:
    found = standing(tmp_path, 3, 县1=ONE, 县2=TWO)
    (table,) = county_metrics(found, ["县1", "县2", "县3", "甲局"])
    assert table.units == ("县1", "县2", "县3")
    assert [(row.name, row.target, row.values, row.off_target) for row in table.rows] == [
        ("入学率", "不低于80", ("90.0", "75.5", "—"), (False, True, False)),
        ("次数", "—", ("8.33", "15.00", "—"), (False, False, False)),
        ("班数", "—", ("3", "", ""), (False, False, False)),
    ]
    assert [(row.spread, row.is_over) for row in table.rows] == [("0.0876", True), ("", False), ("", False)]


def test_no_value_is_rounded_onto_its_target(tmp_path: Path) -> None:
    near = "answers: [{indicator: 1, metrics: {入学率: 79.996}}]"
    nearer = "answers: [{indicator: 1, metrics: {入学率: 79.999996}}]"
    found = standing(tmp_path, 3, 县1=ONE, 县2=near, 县3=nearer)
    row = county_metrics(found, ["县1", "县2", "县3"])[0].rows[0]
    printed = [f"{one.shown:f}" for one in readings(found.workspace, 2019) if one.metric.id == "入学率"]
    assert printed == ["90", "79.996", "79.999996"]
    assert (row.values, row.off_target) == (("90.000000", "79.996000", "79.999996"), (False, True, True))


def test_a_rounded_value_gets_no_decimals_of_another(tmp_path: Path) -> None:
    whole = "answers: [{indicator: 1, metrics: {次数: 2.125}}]"
    row = county_metrics(standing(tmp_path, 3, 县1=ONE, 县2=TWO, 县3=whole), ["县1", "县2", "县3"])[0].rows[1]
    assert row.values == ("8.33", "15.000", "2.125")


def test_many_counties_are_on_several_tables(tmp_path: Path) -> None:
    found = standing(tmp_path, 9, 县1=ONE, 县9=TWO)
    tables = county_metrics(found, [f"县{number}" for number in range(1, 10)])
    assert [table.units for table in tables] == [("县1", "县2", "县3", "县4"), ("县5", "县6", "县7", "县8", "县9")]
    assert [table.rows[0].values for table in tables] == [("90.0", "—", "—", "—"), ("—", "—", "—", "—", "75.5")]


def test_without_any_value_there_is_no_such_part(tmp_path: Path) -> None:
    found = standing(tmp_path, 2, 甲局=TWO)
    assert county_metrics(found, ["县1", "县2", "甲局"]) == ()
    assert "county-metrics" not in {one.anchor for one in city_report(found, FAMILIES).headings}


def test_the_office_stands_beside_the_units_own_word(tmp_path: Path) -> None:
    review = "indicators: [{indicator: 1, verdict: partly, score: 3.5, remark: 台账不全}, {indicator: 2}]"
    found = standing(tmp_path, 2, 县1=ONE, 县2=TWO, 复核_县1=review)
    report = city_report(found, FAMILIES)
    assert report.reviewed
    replies = [reply for part in report.chapters[0].sections[0].indicators for reply in part.replies]
    assert [
        (one.unit, one.rating, one.verdict, one.reviewed_score, one.rating_differs, one.notes[-1:]) for one in replies
    ] == [
        ("县1", "达到", "部分达到", "3.5", True, (Fact("复核意见", "台账不全"),)),
        ("县2", "达到", "", "", False, (Fact("", "次数：15.00"),)),
        ("甲局", "未填报", "", "", False, ()),
        ("县1", "未作自评结论", "", "", False, (Fact("", "班数：3"),)),
    ]
    html = report_html(report, FAMILIES, [shipped("templates/report")], "html")
    assert '部分达到※</td><td class="middle" data-label="复核得分">3.5</td>' in html
    assert "复核意见：</span>台账不全" in html
    assert html.count('<th scope="col">复核结论</th>') == 1


def test_without_reviews_there_is_no_such_column(tmp_path: Path) -> None:
    found = standing(tmp_path, 2, 县1=ONE, 复核_县1="closings: []")
    report = city_report(found, FAMILIES)
    assert not report.reviewed
    assert "复核结论" not in report_html(report, FAMILIES, [shipped("templates/report")], "html")
