from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from dutykit.model.refusal import Refusal
from dutykit.reports.joint import cities_of
from dutykit.reports.kinds import KINDS
from dutykit.reports.press.batch import Batch
from dutykit.reports.press.making import make_reports
from dutykit.reports.press.order import joint_order
from dutykit.reports.standing_of import standing_of
from dutykit.reports.views.overview_page import Overview
from dutykit.reports.views.province_view import province_overview
from dutykit.workspace.assemble import load_workspace
from tests.overview_cities import make_city

DAY = dt.date(2019, 10, 1)
OVERVIEW = next(one for one in KINDS if one.name == "overview")


def page_of(roots: list[Path]) -> Overview:
    workspace = load_workspace(roots[0]).workspace
    assert workspace is not None
    standing = replace(standing_of(workspace, 2019, DAY), cities=tuple(cities_of(roots, None, DAY)))
    return province_overview(standing, DAY)


def test_cities_are_rows_the_worst_first_and_their_sum_is_stated(tmp_path: Path) -> None:
    roots = [
        make_city(tmp_path / "甲市", 3),
        make_city(tmp_path / "乙市", 20),
        make_city(tmp_path / "丙市", 2, bare=True),
    ]
    (roots[1] / "submissions/2019/第1市人民政府局.yaml").write_text("unit: [\n", encoding="utf-8")
    (roots[0] / "dutykit.yaml").write_text("cycle: 2019\nreport: {classification: 秘密★1年}\n", encoding="utf-8")
    report = page_of(roots)
    cities, metrics, late = report.lists
    assert (report.wide_lists, report.beside_lists) == (1, 1)
    assert [row[0] for row in cities.rows] == ["乙市", "甲市", "丙市"]
    assert [row[0] for row in metrics.rows] == ["乙市", "甲市"]
    assert cities.rows[2] == ("丙市", "未填写", "0/2", "—", "0%", "—", "—", "—", "—", "—", "—")
    assert all(one.endswith("※") for one in cities.rows[0][2:10:2])
    assert cities.rows[1][1:4] == ("整改复查（还有59天）", "3/3", "3/3")
    submitted = [row[2].removesuffix("※").split("/") for row in cities.rows]
    sums = "/".join(str(sum(int(one[place]) for one in submitted)) for place in (0, 1))
    assert cities.total[:3] == ("合计", "", f"{sums}※")
    assert report.figures[0].value == cities.total[2]
    assert report.figures[0].before.startswith("2018年度（2个城市）　")
    overdue = [int(row[8].removesuffix("※")) for row in cities.rows[:2]]
    assert cities.total[8] == f"{sum(overdue)}※"
    every = int(late.title.removeprefix("逾期最久的问题（逾期共").removesuffix("个）"))
    assert report.figures[3].note.startswith(f"含以前年度共{every}个；")
    assert late.rest == f"另有{every - len(late.rows)}个"
    days = [int(row[5]) for row in late.rows]
    assert days == sorted(days, reverse=True)
    assert {row[0] for row in late.rows} == {"甲市", "乙市"}
    assert report.requests[0] == "乙市：请市领导协调落实教师编制和经费，涉及多个部门。"
    assert (len(report.requests), report.requests_rest) == (12, "")
    assert report.notices == ("部分内容未读取，未计入有关数字：乙市/submissions/2019/第1市人民政府局.yaml。",)
    assert report.cover.marks == ("秘密★1年",)
    assert report.cover.issuer == ""


def test_forty_cities_with_long_names_are_on_one_page(tmp_path: Path) -> None:
    root = make_city(tmp_path / "甲市", 5)
    city = next(cities_of([root], None, DAY))
    workspace = load_workspace(root).workspace
    many = tuple(replace(city, name=f"{number}{'很长的城市名称' * 6}") for number in range(120))
    assert workspace is not None
    report = province_overview(replace(standing_of(workspace, 2019, DAY), cities=many), DAY)
    first, second, third = report.lists
    assert (first.rest, second.rest) == (f"另有{120 - len(first.rows)}个城市", "120个城市均未列出")
    assert (third.rest, report.requests_rest) == (
        f"{120 * len(city.late)}个均未列出",
        f"另有{480 - len(report.requests)}项",
    )
    order = joint_order([root], medium="pdf", output=str(tmp_path / "out.pdf"), kind=OVERVIEW)
    (made,) = make_reports([Batch(root, (order,), cities=many)], medium="pdf", as_of=DAY, force=True)
    assert made.written
    with pypdfium2.PdfDocument(io.BytesIO(order.path.read_bytes())) as pdf:
        assert len(pdf) == 1
        assert f"另有{120 - len(report.lists[0].rows)}个城市" in pdf[0].get_textpage().get_text_range()


def test_cities_of_different_years_are_not_summed(tmp_path: Path) -> None:
    roots = [make_city(tmp_path / "甲市", 1), make_city(tmp_path / "乙市", 1)]
    (roots[1] / "dutykit.yaml").write_text("cycle: 2018\n", encoding="utf-8")
    with pytest.raises(Refusal, match="甲市 2019、乙市 2018"):
        list(cities_of(roots, None, DAY))
    assert [one.figures.now.cycle for one in cities_of(roots, 2018, DAY)] == [2018, 2018]
    with pytest.raises(Refusal, match=r"^甲市：没有 2017 年度.*；乙市：没有 2017 年度"):
        list(cities_of(roots, 2017, DAY))


def test_a_city_of_which_nothing_can_be_stated_is_named(tmp_path: Path) -> None:
    roots = [make_city(tmp_path / "甲市", 1), make_city(tmp_path / "乙市", 1), make_city(tmp_path / "丙市", 1)]
    (roots[1] / "data/indicators.yaml").write_text("title: [\n", encoding="utf-8")
    units = roots[2] / "data/units.yaml"
    units.write_text(units.read_text(encoding="utf-8") + "  - {id: 乙局, kind: nonsense}\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"乙市：.*；丙市：data/units\.yaml"):
        list(cities_of(roots, None, DAY))
