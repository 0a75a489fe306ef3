from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from dutykit.assess.letters import reminding
from dutykit.assess.round_figures import ProblemCount, city_figures
from dutykit.assess.timeline import round_status
from dutykit.lifecycle.reminding import issue, planned_issue
from dutykit.listings.alerts import AlertRequest, alerts_of
from dutykit.listings.coverage import CoverageRequest, coverage_of
from dutykit.listings.ledger import LedgerRequest, ledger_of
from dutykit.listings.score import ScoreRequest, scored
from dutykit.listings.status import StatusRequest, status_of
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.letter import Color, Kind, Letter
from dutykit.model.workspace import Workspace
from dutykit.reports.standing_of import standing_of
from dutykit.reports.views.overview_figures import figures_of
from dutykit.reports.views.overview_page import Overview
from dutykit.reports.views.overview_view import city_overview, letters_sent
from dutykit.shipped import shipped
from dutykit.typeset.fonts import ROLES
from dutykit.typeset.html import report_html
from dutykit.typeset.pdf import pdf_bytes
from dutykit.workspace.assemble import load_workspace
from tests.overview_cities import make_city

DAY = dt.date(2019, 10, 1)
FAMILIES = dict.fromkeys(ROLES, '"F"')
Paged = Callable[[Overview], list[str]]


def loaded(root: Path) -> Workspace:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    return workspace


def page_of(root: Path, day: dt.date = DAY, cycle: int = 2019) -> Overview:
    return city_overview(standing_of(loaded(root).at(cycle), cycle, day), day, FAMILIES)


@pytest.fixture
def paged(fonts: dict[str, str], fontconfig: str) -> Paged:
    """The texts of the pages that an overview takes."""

    def pages(overview: Overview) -> list[str]:
        html = report_html(overview, fonts, [shipped("templates/report")], "pdf")
        with pypdfium2.PdfDocument(io.BytesIO(pdf_bytes(html, fontconfig))) as pdf:
            return [page.get_textpage().get_text_range() for page in pdf]

    return pages


@pytest.mark.parametrize(("units", "letters"), [(1, 8), (40, 8), (40, 48), (120, 8), (120, 48)])
def test_a_city_of_any_size_is_on_one_page_and_what_is_left_out_is_counted(
    tmp_path: Path, paged: Paged, units: int, letters: int
) -> None:
    report = page_of(make_city(tmp_path / "ws", units, letters))
    lights = report.lights
    assert lights is not None
    listed = [row for column in lights.columns for row in column]
    assert not (units == 40 and letters == 8 and lights.rest)
    left = re.match(r"另有(\d+)个单位（(.*)）", lights.rest)
    assert len(listed) + (int(left[1]) if left else 0) == units
    if left:
        assert sum(map(int, re.findall(r"(\d+)个", left[2]))) == int(left[1])
    order = ["逾期", "临期", "正常", "未定"]
    assert [row.word for row in listed] == sorted((row.word for row in listed), key=order.index)
    assert {row.word for row in listed} == {"逾期"} or not left
    for one in report.lists:
        total = re.search(r"(?:共|不一致|（)(\d+)[个项]", one.title)
        more = re.search(r"\d+", one.rest)
        assert total
        assert len(one.rows) + (int(more[0]) if more else 0) == int(total[1])
    (text,) = paged(report)
    flat = re.sub(r"\s", "", text)
    assert all(row.unit in flat for row in listed)
    assert lights.rest in flat
    assert all(request in flat for request in report.requests)


def test_every_mark_and_note_at_once_still_leaves_one_page(tmp_path: Path, paged: Paged) -> None:
    root = make_city(tmp_path / "ws", 60, 20)
    long = "很长的名称" * 7
    (root / "dutykit.yaml").write_text(
        f"cycle: 2019\nplace_name: {long * 3}\n"
        f"report: {{classification: {long}, draft_mark: {long}, issuer: {long * 3}}}\n",
        encoding="utf-8",
    )
    for number, name in enumerate(sorted(path.name for path in (root / "submissions/2019").iterdir())[:9]):
        (root / "submissions/2019" / name).write_text("unit: [\n" * (number + 1), encoding="utf-8")
    timetable = (root / "data/cycles.yaml").read_text(encoding="utf-8")
    stages = "".join(f", {{name: 第{number}个名称很长的阶段, due: 2019-12-1{number}}}" for number in range(5))
    (root / "data/cycles.yaml").write_text(timetable.replace("}]", "}" + stages + "]"), encoding="utf-8")
    report = page_of(root)
    assert report.lights is not None
    assert (report.lights.more_stages, report.has_partial) == (3, True)
    assert "等9个文件" in report.notices[0]
    (text,) = paged(report)
    assert "另有3个阶段" in re.sub(r"\s", "", text)


def test_the_numbers_are_those_of_the_commands(tmp_path: Path) -> None:
    root = make_city(tmp_path, 18)
    (root / "submissions/2019/第2市人民政府局.yaml").write_text("unit: [\n", encoding="utf-8")
    workspace, report = loaded(root), page_of(root)
    status = status_of(workspace, StatusRequest(DAY)).document()
    submitted, rate, closed, overdue = report.figures

    def of_year(year: int) -> tuple[str, ...]:
        coverage: Any = coverage_of(workspace, CoverageRequest(cycle=year)).document()
        problems: Any = ledger_of(workspace, LedgerRequest(DAY, cycle=year)).document()["problems"]
        units = [one["state"] in {"submitted", "accepted"} for one in coverage["units"]]
        total = coverage["total"]
        return (
            f"{sum(units)}/{len(units)}",
            f"{total['answered']}/{total['owed']}",
            f"{sum(one['status'] == 'closed' for one in problems)}/{len(problems)}",
            str(sum(one["overdue"] for one in problems)),
        )

    now, before = of_year(2019), of_year(2018)
    assert (submitted.value, closed.value, overdue.value) == (f"{now[0]}※", f"{now[2]}※", f"{now[3]}※")
    assert f"已填报{now[1]}项次，6项次未读取" == rate.note
    assert rate.value.startswith("≥")
    assert (submitted.before, closed.before, overdue.before) == tuple(
        f"2018年度　{one}" for one in (before[0], before[2], before[3])
    )
    every: Any = ledger_of(workspace, LedgerRequest(DAY)).document()["problems"]
    late = sorted((one for one in every if one["overdue"]), key=lambda one: one["deadline"])
    shown = next(one for one in report.lists if one.title.startswith("逾期最久"))
    assert f"逾期共{len(late)}个" in shown.title
    assert [row[4] for row in shown.rows] == [
        str((DAY - dt.date.fromisoformat(one["deadline"])).days) for one in late[: len(shown.rows)]
    ]
    alerts: Any = alerts_of(workspace, AlertRequest(cycle=2019)).document()["alerts"]
    assert f"（{sum(one['kind'] == 'off_target' for one in alerts)}项）" in "".join(one.title for one in report.lists)
    assert f"超限{sum(one['kind'] == 'too_different' for one in alerts)}项" in "".join(
        one.title for one in report.lists
    )
    scores: Any = scored(workspace, ScoreRequest(cycle=2019)).document()["units"]
    graded = [one["reviewed"]["grade"] for one in scores if one["reviewed"] and one["reviewed"]["grade"]]
    assert report.grades.endswith("、".join(f"{one}{graded.count(one)}个" for one in dict.fromkeys(graded)))
    assert report.lights is not None
    rows = {row.unit: row for column in report.lights.columns for row in column}
    words = {"red": "逾期", "yellow": "临期", "green": "正常", "none": "未定"}
    units: Any = status["units"]
    for one in units:
        row = rows[one["id"]]
        if one["id"] == "第2市人民政府局":
            assert (row.word, row.state, [cell.text for cell in row.cells]) == (
                "不详",
                "未读取",
                ["？", "—", "—", "？"],
            )
            assert row.unclosed == f"≥{one['open_problems']}" == "≥1"  # one of the year before
            continue
        assert row.unclosed == str(one["open_problems"])
        assert row.word == words[one["light"]]
        for cell, stage in zip(row.cells, one["stages"], strict=True):
            late_days = (DAY - dt.date.fromisoformat(stage["due"])).days
            expected = {"overdue": f"■{late_days}", "soon": f"▲{-late_days}", "running": "●", "done": "√"}
            assert cell.text == expected.get(stage["situation"], "—")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2019-01-01", "下一阶段：自查自评，2019年3月1日开始，还有59天"),
        ("2019-05-15", "当前阶段：自查自评，今日（2019年5月15日）截止"),
        ("2019-10-01", "当前阶段：整改复查，2019年11月29日截止，还有59天"),
        ("2020-01-01", "当前阶段：各阶段均已截止"),
    ],
)
def test_the_page_says_which_stage_is_on_and_how_long(tmp_path: Path, day: str, words: str) -> None:
    assert page_of(make_city(tmp_path, 1), dt.date.fromisoformat(day)).when == words


def test_a_long_name_of_a_stage_is_whole_where_the_line_has_room(tmp_path: Path) -> None:
    root = make_city(tmp_path, 1)
    path = root / "data/cycles.yaml"
    path.write_text(path.read_text("utf-8").replace("自查自评", "自查自评（含第三方监测和社会满意度）"), "utf-8")
    found = page_of(root, dt.date(2019, 5, 10))
    assert found.when == "当前阶段：自查自评（含第三方监测和社会满意度），2019年5月15日截止，还有5天"


def test_where_nothing_is_lacking_no_zero_is_written(tmp_path: Path) -> None:
    root = make_city(tmp_path, 3)
    found = city_figures(loaded(root), 2019, DAY)
    none = ProblemCount(2, 2, 0)
    now = replace(found.now, submitted=found.now.units, problems=none, is_partial=False)
    whole = replace(found, now=now, before=None, problems=none, late_units=0)
    notes = [one.note for one in figures_of([whole])]
    assert (notes[0], notes[2], notes[3]) == ("均已报送", "均已销号", "没有逾期单位")
    notes = [one.note for one in figures_of([replace(whole, problems=ProblemCount(3, 3, 0)), whole])]
    assert notes[3] == "没有逾期单位"
    unread = replace(whole, now=replace(now, is_partial=True), problems=ProblemCount(0, 0, 0))
    assert [one.note for one in figures_of([unread])][2:] == ["", ""]


def test_what_there_is_not_is_left_out_or_said(tmp_path: Path, paged: Paged) -> None:
    root = make_city(tmp_path / "ws", 3, bare=True)
    (root / "data/evaluations/2019.yaml").unlink()
    report = page_of(root)
    assert report.when == "未填写2019年度的时间节点"
    assert [(one.value, one.before) for one in report.figures] == [
        (value, "上年度　没有数据") for value in ("0/3", "0%", "—", "—")
    ]
    assert report.figures[-1].note == "未填写时间节点"
    assert (report.lists, report.grades, report.requests) == ((), "", ())
    assert report.lights is not None
    assert report.lights.stages == ()
    (text,) = paged(report)
    assert not re.search("分差|等次|提请|逾期最久|未达目标值", text)


def test_an_overview_of_a_past_year_has_no_problem_of_later_ones(tmp_path: Path) -> None:
    report = page_of(make_city(tmp_path, 10), cycle=2018)
    assert [one.before for one in report.figures] == ["上年度　没有数据"] * 4
    late = next(one for one in report.lists if one.title.startswith("逾期最久"))
    assert all(row[3].startswith("2018年") for row in late.rows)


def test_many_chapters_are_drawn_together(tmp_path: Path, paged: Paged) -> None:
    root = make_city(tmp_path / "ws", 2)
    file = root / "data/indicators.yaml"
    text = file.read_text(encoding="utf-8")
    indicator = "{{id: x{}, text: 又, responsible: [第1市人民政府局]}}"
    more = "".join(
        f"  - {{title: 又一部分{number}, sections: [{{title: 又, indicators: [{indicator.format(number)}]}}]}}\n"
        for number in range(20)
    )
    file.write_text(text + more, encoding="utf-8")
    report = page_of(root)
    assert "其余19个部分" in report.chart
    assert "共19项" in report.chart
    assert len(paged(report)) == 1


def test_the_letters_issued_are_listed_the_hardest_first(tmp_path: Path) -> None:
    def sent(
        number: int, color: Color, day: int, document: str | None = None, kind: Kind | None = None
    ) -> HistoryEntry:
        letter = Letter(
            color=color, kind=kind, number=number, document=document, stage="自查自评", asks="submit",
            due=dt.date(2019, 5, 15), until=dt.date(2019, 6, day + 5),
        )  # fmt: skip
        return HistoryEntry(
            number=number, on=dt.date(2019, 6, day), by="张三", action="remind", letter=letter, previous="0", hash="1"
        )

    status = round_status(loaded(make_city(tmp_path, 2)), 2019, DAY)
    letters = ((sent(1, "blue", 1), sent(1, "orange", 9, "某督〔2019〕1号", "order")), (sent(2, "blue", 2),))
    units = tuple(replace(one, letters=each) for one, each in zip(status.units, letters, strict=True))
    found = letters_sent(replace(status, units=units))
    assert found.title == "已发催办函、督查单（共3份）"
    assert found.rows == (
        ("第1市人民政府局", "橙色督查单", "某督〔2019〕1号", "2019年6月9日", "2019年6月14日"),
        ("第1市人民政府局", "蓝色催办函", "第1号", "2019年6月1日", "2019年6月6日"),
        ("第2市人民政府局", "蓝色催办函", "第2号", "2019年6月2日", "2019年6月7日"),
    )


def test_a_log_that_was_cut_is_named(tmp_path: Path) -> None:
    root = make_city(tmp_path, 4)
    timetable = root / "data/cycles.yaml"
    rules = "letters: [{color: blue, days: 1, term: 5}, {color: orange, days: 7, term: 5}]"
    text = timetable.read_text(encoding="utf-8")
    timetable.write_text(text.replace("due: 2019-05-15", f"due: 2019-05-15, {rules}"), encoding="utf-8")
    for day in (16, 22):
        workspace = loaded(root)
        (due,) = (one for each in reminding(workspace, 2019, dt.date(2019, 5, day)) for one in each.due)
        issue(root, planned_issue(workspace, 2019, [due], "张三"))
    assert page_of(root).notices == ()
    log = root / "history/2019/第4市人民政府局.jsonl"
    log.write_text(log.read_text(encoding="utf-8").splitlines(keepends=True)[1], encoding="utf-8")
    (notice,) = page_of(root).notices
    assert notice == ("报送记录编号不连续、重复或有改动，已发催办函可能不准：history/2019/第4市人民政府局.jsonl。")
