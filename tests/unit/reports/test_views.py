from __future__ import annotations

import pytest

from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.unit_view import unit_report
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from tests.unit.conftest import CATALOGUE, SUBMISSION, MakeStanding
from tests.unit.typeset.test_html import FAMILIES


def test_a_units_report_says_what_is_there_and_what_is_missing(
    make_standing: MakeStanding, fonts: dict[str, str]
) -> None:
    standing = make_standing()
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], fonts)
    assert (report.cover.sample, report.cover.created, report.cover.date) == (True, "2019-05-01", "2019年5月1日")
    assert {fact.label: fact.value for fact in report.facts}["退回原因"] == "缺第2项"
    assert (report.tally.owed, report.tally.answered, report.tally.rate) == (3, 2, "66.6%")
    assert report.missing == ("2",)
    assert report.summary == ("第一段。", "第二段。")
    first, second = report.chapters[0].sections[0].indicators
    assert (first.rating, first.role, first.through, first.evidence, first.problems) == (
        "部分达到", "责任单位", "", (1, 2), (1,),
    )  # fmt: skip
    assert [(row.name, row.value, row.target, row.verdict) for row in first.metrics] == [
        ("覆盖率", "75.5", "不低于80%", "未达到"),
        ("甲数", "3", "—", "—"),
    ]
    assert not second.answered
    assert [(row.filing, row.file) for row in report.evidence] == [
        ("提交", "1.pdf（缺少文件）"),
        ("留存备查", "—"),
    ]
    assert report.evidence_folder == "evidence/"
    assert (report.problems[0].status, report.problems[0].due) == ("整改中", "2019年9月30日")
    third = report.chapters[1].sections[0].indicators[0]
    assert (report.chapters[1].numeral, third.role, third.rating, third.reason) == (
        "二", "牵头单位", "不适用", "没有这类学校",
    )  # fmt: skip
    assert report.next_steps == ()


def test_the_last_hash_of_the_log_is_on_paper(make_standing: MakeStanding, fonts: dict[str, str]) -> None:
    standing = make_standing()
    unit = standing.workspace.register.by_id["甲局"]
    assert "报送记录校验值" not in {fact.label for fact in unit_report(standing, unit, fonts).facts}
    head = "8ab2854874ba" + "0" * 52
    standing = make_standing(submission=SUBMISSION.replace("sample: true\n", f"sample: true\nhistory: {head}\n"))
    assert {fact.label: fact.value for fact in unit_report(standing, unit, fonts).facts}[
        "报送记录校验值"
    ] == "8ab2854874ba"


@pytest.mark.parametrize(
    ("given", "value", "verdict", "marked"),
    [
        ("{甲数: 160, 乙数: 2}", "80.00", "达到", True),
        ("{甲数: 100, 乙数: 3}", "33.33", "未达到", True),
        ("{覆盖率: 90, 甲数: 100, 乙数: 3}", "90", "达到", False),  # the unit's own word, whatever the formula gives
        ("{甲数: 160}", "未填报", "未填报", False),
        ("{甲数: 160, 乙数: 0}", "无法计算", "无法计算", False),
        ("{覆盖率: 九成, 甲数: 160, 乙数: 2}", "九成", "无法计算", False),
    ],
)
def test_a_metric_is_worked_out_of_its_elements_and_says_so(
    make_standing: MakeStanding, fonts: dict[str, str], given: str, value: str, verdict: str, *, marked: bool
) -> None:
    catalogue = CATALOGUE.replace("elements: [{id: 甲数}]", "elements: [{id: 甲数}, {id: 乙数}]")
    standing = make_standing(catalogue=catalogue, submission=SUBMISSION.replace("{覆盖率: 75.5, 甲数: 3}", given))
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], fonts)
    row = report.chapters[0].sections[0].indicators[0].metrics[0]
    assert (row.value, row.verdict, row.worked_out) == (value, verdict, marked)
    html = report_html(report, FAMILIES, [shipped("templates/report")], "pdf")
    assert (f'{value}<br><span class="formula">按基础数据计算</span>' in html) == marked


def test_a_unit_that_handed_in_nothing_still_gets_a_report(make_standing: MakeStanding, fonts: dict[str, str]) -> None:
    standing = make_standing()
    report = unit_report(standing, standing.workspace.register.by_id["乙县"], fonts)
    assert "尚未报送" in report.notices[0]
    assert report.tally.state == "未报送"
    assert (report.tally.owed, report.tally.missing) == (2, 2)
    assert report.chapters[0].sections[0].indicators[0].through == "各县"
    idle = unit_report(standing, standing.workspace.register.by_id["丙委"], fonts)
    assert (idle.chapters, idle.tally.rate) == ((), "—")


def test_an_answer_nobody_asked_for_is_named_and_not_counted(
    make_standing: MakeStanding, fonts: dict[str, str]
) -> None:
    text = "unit: 乙县\ncycle: 2019\nstate: submitted\nanswers: [{indicator: 2, rating: met, narrative: 甲}]\n"
    standing = make_standing(submission=text)
    report = unit_report(standing, standing.workspace.register.by_id["乙县"], fonts)
    assert report.unassigned == ("2",)
    assert report.tally.answered == 0


def test_the_citys_report_counts_every_unit(make_standing: MakeStanding, fonts: dict[str, str]) -> None:
    report = city_report(make_standing(), fonts)
    assert report.grid_units == ("甲局", "乙县")
    assert [row.cells for chapter in report.grid for row in chapter.rows] == [("●", "○"), ("○", ""), ("牵●", "配○")]
    assert report.grid_has_roles
    assert (report.tally.owed, report.tally.answered) == (5, 2)
    assert [(one.label, one.answered, one.state) for one in report.by_unit] == [
        ("甲局", 2, "已退回"),
        ("乙县", 0, "未报送"),
    ]
    assert [(fact.label, fact.value) for fact in report.missing] == [("甲局", "2"), ("乙县", "1、3")]
    assert [row.unit for row in report.problems] == ["甲局"]
    replies = report.chapters[0].sections[0].indicators[0].replies
    assert [(one.unit, one.answered) for one in replies] == [("甲局", True), ("乙县", False)]


def test_an_answer_without_a_rating_is_shown_and_not_counted(
    make_standing: MakeStanding, fonts: dict[str, str]
) -> None:
    text = "unit: 乙县\ncycle: 2019\nstate: draft\nanswers: [{indicator: 1, narrative: 写了一半}]\n"
    standing = make_standing(submission=text)
    report = unit_report(standing, standing.workspace.register.by_id["乙县"], fonts)
    part = report.chapters[0].sections[0].indicators[0]
    assert (part.answered, part.rating, part.narrative) == (True, "未作自评结论", ("写了一半",))
    assert (report.missing, report.unrated) == (("3",), ("1",))
    assert (report.tally.answered, report.tally.missing, report.tally.unrated) == (0, 2, 1)
    city = city_report(standing, fonts)
    assert city.grid[0].rows[0].cells == ("○", "△")
    assert city.missing[1].value == "3；有填报内容但未作自评结论：1"


def test_a_grid_too_wide_for_a_page_is_laid_out_in_parts(make_standing: MakeStanding, fonts: dict[str, str]) -> None:
    names = [f"单位{number}" for number in range(50)]
    units = "".join(f"  - {{id: {name}, kind: department}}\n" for name in names)
    catalogue = (
        "title: 示例\nsource: {title: 示例, issuer: 示例}\nchapters:\n  - title: 甲\n    sections:\n"
        f"      - {{title: 乙, indicators: [{{id: 1, text: 丙, responsible: [{', '.join(names)}]}}]}}\n"
    )
    standing = make_standing(
        register=f"units:\n{units}", catalogue=catalogue, submission="unit: 单位1\ncycle: 2019\nstate: draft\n"
    )
    assert city_report(standing, fonts).grid_spans == ((0, 16), (16, 33), (33, 50))
