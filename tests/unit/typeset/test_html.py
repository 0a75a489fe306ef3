from __future__ import annotations

import re
from dataclasses import replace

from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.rows import AlertRow
from dutykit.reports.views.standing import Alerts
from dutykit.reports.views.unit_view import unit_report
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from tests.conftest import Golden
from tests.unit.conftest import MakeStanding

ALERTS = Alerts((AlertRow("甲局", "第1项", "覆盖率", "75.5%", "不低于80%"),))
FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')


def _body(html: str) -> str:
    return re.sub(r"<style>.*?</style>", "<style>…</style>", html, flags=re.DOTALL)


def test_html_of_a_unit(make_standing: MakeStanding, golden: Golden) -> None:
    standing = make_standing()
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    golden.check("report_unit.html", _body(report_html(report, FAMILIES, [shipped("templates/report")], "html")))


def test_html_of_the_city(make_standing: MakeStanding, golden: Golden) -> None:
    standing = replace(make_standing(), alerts=ALERTS)
    report = city_report(standing, FAMILIES)
    golden.check("report_city.html", _body(report_html(report, FAMILIES, [shipped("templates/report")], "html")))


def test_text_stays_text_and_nothing_points_outside(make_standing: MakeStanding) -> None:
    standing = make_standing()
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    html = report_html(report, FAMILIES, [shipped("templates/report")], "html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in html
    assert "<script" not in html
    assert "\u202e" not in html
    assert not re.search(r"src\s*=|href\s*=(?!\"#[a-z0-9-]+\")|url\((?!#)|@import", html)
    assert set(re.findall(r"https?://[^\"]*", html)) == {"http://www.w3.org/2000/svg"}


def test_only_the_screen_gets_the_screens_style(make_standing: MakeStanding) -> None:
    report = city_report(make_standing(), FAMILIES)
    assert "@media screen" in report_html(report, FAMILIES, [shipped("templates/report")], "html")
    assert "@media screen" not in report_html(report, FAMILIES, [shipped("templates/report")], "pdf")
