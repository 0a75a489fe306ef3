from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.evaluation import counted
from dutykit.reports.views.rows import AlertRow, DifferenceRow
from dutykit.reports.views.standing import Alerts
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from tests.unit.conftest import MakeStanding
from tests.unit.reports.test_kinds import EARLIER
from tests.unit.typeset.test_html import FAMILIES

EVALUATION = """\
sample: true
overall: |
  总体较好。
    <script>alert(1)</script>{{ 7 * 7 }}

  第三段\u202e。
recommendations: 加强统筹。
"""
NOTHING = "unit: 甲局\ncycle: 2019\nstate: draft\n"
ANSWERED = "2019年度应填报5项次，已填报2项次，未填报3项次，填报率40%。自评结论为部分达到1项次、不适用1项次。"
FOUND = "本年度登记问题1个，其中实地检查发现1个。整改状态为整改中1个。"
REVIEW = """\
unit: 甲局
cycle: 2019
indicators:
  - {indicator: 1, verdict: met, score: 3, remark: 台账齐全。}
  - {indicator: 3, level: A}
"""


def test_the_offices_words_follow_what_the_figures_say(make_standing: MakeStanding) -> None:
    report = city_report(make_standing(evaluation=EVALUATION), FAMILIES)
    office = ("总体较好。", "<script>alert(1)</script>{{ 7 * 7 }}", "第三段。")
    assert report.overall == (ANSWERED, *office)
    assert (report.achievements, report.issues, report.recommendations) == ((), (FOUND,), ("加强统筹。",))
    titles = [one.text.partition("　")[2] for one in report.headings]
    assert titles == [
        "基本情况",
        "总体评价",
        "存在问题",
        "意见建议",
        "填报情况与自评结论",
        "责任分解表",
        "各项指标评价情况",
    ]
    html = report_html(report, FAMILIES, [shipped("templates/report")], "html")
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}</p>" in html
    assert 'id="recommendations"' in html
    assert 'id="achievements"' not in html


def test_nothing_is_evaluated_where_the_office_is_silent(make_standing: MakeStanding) -> None:
    report = city_report(make_standing(submission=NOTHING), FAMILIES)
    assert report.overall == ("2019年度应填报5项次，均未填报，填报率0%。",)
    assert (report.achievements, report.issues, report.recommendations) == ((), (), ())
    titles = [one.text.partition("　")[2] for one in report.headings]
    assert titles == ["基本情况", "总体情况", "填报情况与自评结论", "责任分解表", "各项指标评价情况"]


def test_the_words_are_those_of_the_reports_cycle(make_standing: MakeStanding) -> None:
    standing = make_standing(evaluation=EVALUATION)
    assert "总体较好。" not in city_report(replace(standing, cycle=2018), FAMILIES).overall


def test_sample_words_make_a_sample_of_the_report(make_standing: MakeStanding) -> None:
    assert not city_report(make_standing(submission=NOTHING), FAMILIES).cover.sample
    assert city_report(make_standing(submission=NOTHING, evaluation=EVALUATION), FAMILIES).cover.sample


def test_what_the_reviews_found_is_counted(make_standing: MakeStanding) -> None:
    report = city_report(make_standing(review=REVIEW), FAMILIES)
    assert report.overall[1] == ("督导室复核1个单位、2项次，复核结论为达到1项次、A1项次。结论与自评不一致1项次。")
    replies = report.chapters[0].sections[0].indicators[0].replies
    assert [(one.verdict, one.rating_differs, one.score_differs) for one in replies] == [
        ("达到", True, False),
        ("", False, False),
    ]
    assert [(note.label, note.value) for note in replies[0].notes] == [
        ("", "覆盖率：75.5%（目标值不低于80%，未达到）"),
        ("复核意见", "台账齐全。"),
    ]
    same = city_report(make_standing(review=REVIEW.replace("verdict: met", "verdict: partly")), FAMILIES)
    assert same.overall[1].endswith("结论和得分均与自评一致。")


def test_problems_are_counted_with_the_day_and_those_of_earlier_years_apart(make_standing: MakeStanding) -> None:
    alerts = Alerts(
        (AlertRow("甲局", "第1项", "覆盖率", "75.5%", "不低于80%"),), (DifferenceRow("甲局", "", "", "", ""),) * 2
    )
    standing = replace(make_standing(earlier=EARLIER), as_of=dt.date(2019, 12, 1), alerts=alerts)
    assert city_report(standing, FAMILIES).issues == (
        "本年度登记问题1个，其中实地检查发现1个。截至2019年12月1日，整改状态为整改中1个，逾期1个。",
        "以前年度遗留问题2个。截至2019年12月1日，整改状态为未整改1个、整改中1个，逾期1个。",
        "按目标值、等次和分差的规定，预警1项、自评与复核分差超限2项。",
    )


@pytest.mark.parametrize(("pairs", "words"), [((("甲", 2), ("乙", 0), ("丙", 1)), "甲2个、丙1个"), ((), "")])
def test_what_is_of_nothing_is_left_out(pairs: tuple[tuple[str, int], ...], words: str) -> None:
    assert counted(pairs, "个") == words
