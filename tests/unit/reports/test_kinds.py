from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page
import pdfplumber
import pytest

from dutykit.assess.letters import Reminder
from dutykit.model.cycle import NO_TIMETABLE
from dutykit.model.letter import Letter
from dutykit.reports.kinds import KINDS, Scope
from dutykit.reports.views.city_report import CityReport
from dutykit.reports.views.form_view import BlankForm
from dutykit.reports.views.rectification_view import RectificationReport
from dutykit.reports.views.self_report_view import SelfReport
from dutykit.reports.views.standing import Standing
from dutykit.reports.views.unit_report import UnitReport
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from dutykit.typeset.pdf import pdf_bytes
from dutykit.typeset.report import Report
from tests.conftest import Golden
from tests.judges import verapdf
from tests.unit.conftest import CATALOGUE, MakeStanding

FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')
EARLIER = """\
unit: 甲局
cycle: 2018
state: accepted
answers:
  - indicator: 2
    rating: partly
    narrative: 去年的话。
    problems:
      - {id: o1, found_by: monitoring, text: 旧问题一, measure: 旧措施, due: 2018-12-31, status: in_progress}
      - {id: o2, found_by: self_check, text: 旧问题二, status: open}
"""
SUBMISSION = """\
unit: 甲局
cycle: 2019
state: submitted
submitted_on: 2019-05-01
summary: 概述。
next_steps: 打算。
carried:
  - {problem: o1, from_cycle: 2018, status: done, progress: 已经办完}
answers:
  - indicator: 1
    rating: partly
    narrative: 办了一些事。
    metrics: {覆盖率: 75.5}
    evidence:
      - {title: 甲文件, file: evidence/1.pdf, sha256: 0000000000000000111111111111111122222222222222223333333333333333}
      - {title: 乙文件, kept_by_unit: true, date: 2019-03-01}
    problems:
      - {id: p1, found_by: self_check, text: 问题甲, measure: 措施甲, person: 张三, due: 2019-09-30, status: closed,
         proof: [{title: 通知甲, kept_by_unit: true}]}
      - {id: p2, found_by: inspection, text: 问题乙, status: open}
"""
REVIEW = """\
unit: 甲局
cycle: 2019
findings:
  - {id: f1, indicator: 3, found_by: inspection, text: 督导组发现的问题, due: 2019-08-31}
closings:
  - {problem: p1, closed_on: 2019-10-08, remark: 核查属实}
"""
TIMETABLE = """\
cycles:
  - cycle: 2019
    stages:
      - {name: 自查自评, opens: 2019-03-25, due: 2019-05-15, differs: [{units: [各县], due: 2019-05-24}]}
      - {name: 整改复查, opens: 2019-12-01, due: 2020-01-10}
      - {name: 实地检查}
"""
REMINDER = Reminder(
    "甲局",
    Letter(
        color="red",
        number=12,
        document="示教督办〔2019〕12号",
        stage="整改复查",
        asks="rectify",
        due=dt.date(2019, 8, 31),
        until=dt.date(2019, 10, 11),
        matters=(
            "督导组发现的问题（第3项指标，完成时限2019年8月31日）",
            "2018年的问题（第2项指标，完成时限2019年9月30日）",
        ),
    ),
    dt.date(2019, 10, 8),
)
ORDER = replace(REMINDER, letter=REMINDER.letter.model_copy(update={"kind": "order", "document": "督查〔2019〕1号"}))
ALL = [(kind.name, scope) for kind in KINDS for scope in kind.views]
EACH = [(kind.name, next(iter(kind.views))) for kind in KINDS]
"""Each template once."""


def view(standing: Standing, name: str, scope: Scope) -> Report:
    unit = standing.workspace.register.by_id["甲局"] if scope == "unit" else None
    kind = next(one for one in KINDS if one.name == name)
    if name == "overview":  # is of a day, and of none but that
        standing = replace(standing, as_of=standing.as_of or dt.date(2019, 12, 15))
    if name == "letter":
        standing = replace(standing, reminder=standing.reminder or REMINDER)
    return kind.views[scope](standing, unit, FAMILIES)


def order(standing: Standing) -> Report:
    return view(replace(standing, reminder=ORDER), "letter", "unit")


def html_of(standing: Standing, name: str, scope: Scope) -> str:
    return report_html(view(standing, name, scope), FAMILIES, [shipped("templates/report")], "html")


@pytest.fixture
def standing(make_standing: MakeStanding) -> Standing:
    return make_standing(earlier=EARLIER, submission=SUBMISSION, review=REVIEW, timetable=TIMETABLE)


@pytest.mark.parametrize(("name", "scope"), [one for one in ALL if one[0] not in {"unit", "city"}])
def test_html_of_a_kind(standing: Standing, golden: Golden, name: str, scope: Scope) -> None:
    html = html_of(standing, name, scope)
    main = re.search(r"<main>.*</main>", html, re.DOTALL)
    assert main
    golden.check(f"report_{name}_{scope}.html", main.group() + "\n")


def test_html_of_an_order(standing: Standing, golden: Golden) -> None:
    html = report_html(order(standing), FAMILIES, [shipped("templates/report")], "html")
    main = re.search(r"<main>.*</main>", html, re.DOTALL)
    assert main
    golden.check("report_letter_order.html", main.group() + "\n")


@pytest.mark.parametrize(("name", "scope"), EACH)
def test_pdf_of_a_kind(
    make_standing: MakeStanding, fonts: dict[str, str], fontconfig: str, tmp_path: Path, name: str, scope: Scope
) -> None:
    standing = make_standing()  # the sample says so on every page
    report = order(standing) if name == "letter" else view(standing, name, scope)
    html = report_html(report, fonts, [shipped("templates/report")], "pdf")
    data = pdf_bytes(html, fontconfig)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages = [one.extract_text() for one in pdf.pages]
    assert all("示例数据" in text for text in pages) == report.cover.sample
    file = tmp_path / "report.pdf"
    file.write_bytes(data)
    for profile in verapdf.PROFILES:
        assert page.validate_pdf(file, profile=profile).is_compliant
    assert "2019年度" in "".join(pages)


def test_only_the_office_closes_a_problem(standing: Standing) -> None:
    from dutykit.reports.views.rectification_view import rectification_report

    unit = standing.workspace.register.by_id["甲局"]
    report = rectification_report(standing, unit, FAMILIES)
    assert [(row.text, row.status) for row in report.problems] == [
        ("督导组发现的问题", "未整改"),
        ("问题甲", "已销号（2019年10月8日）"),
        ("问题乙", "未整改"),
    ]
    assert [(row.cycle, row.text, row.now) for row in report.carried] == [
        ("2018", "旧问题一", "已整改待销号。已经办完"),
        ("2018", "旧问题二", "本年度自评材料未说明整改进展"),
    ]
    count = report.count
    assert (count.total, count.closed, count.open, count.self_check, count.inspection) == (3, 1, 2, 1, 2)
    assert count.without_due == 1
    assert [row.text for row in report.unfinished] == ["督导组发现的问题", "问题乙"]
    city = rectification_report(standing, None, FAMILIES)
    assert [one.label for one in city.by_unit] == ["甲局"]
    assert city.problems == report.problems


def test_a_closing_without_proof_is_told_as_one_that_does_not_count(standing: Standing) -> None:
    from dutykit.reports.views.problems import status_words
    from dutykit.reports.views.rectification_view import rectification_report

    unit = standing.workspace.register.by_id["甲局"]
    submissions = tuple(
        one.model_copy(
            update={
                "answers": tuple(
                    answer.model_copy(
                        update={"problems": tuple(p.model_copy(update={"proof": ()}) for p in answer.problems)}
                    )
                    for answer in one.answers
                )
            }
        )
        for one in standing.workspace.submissions
    )
    unproven = replace(standing, workspace=replace(standing.workspace, submissions=submissions))
    report = rectification_report(unproven, unit, FAMILIES)
    words = "已整改待销号（2019年10月8日的销号缺少整改佐证材料，不作销号处理）"
    assert [row.status for row in report.problems] == ["未整改", words, "未整改"]
    assert (report.count.closed, report.count.done) == (0, 1)
    tracked = unproven.workspace.rectification
    assert words in {status_words(one) for one in tracked}


def test_the_catalogue_of_evidence_says_what_is_not_there(make_standing: MakeStanding, tmp_path: Path) -> None:
    from dutykit.reports.views.evidence_view import evidence_catalogue

    (tmp_path / "ws/evidence").mkdir(parents=True)
    (tmp_path / "ws/evidence/1.pdf").write_bytes(b"x" * 2600)
    standing = make_standing(submission=SUBMISSION)
    (group,) = evidence_catalogue(standing, None, FAMILIES).groups
    first, second, proof = group.rows
    assert (first.size, first.state, first.sha256[3]) == ("2.5 KB", "与登记的校验值不一致", "3" * 16)
    assert (second.filing, second.file, second.date, second.size) == ("留存备查", "—", "2019年3月1日", "—")
    assert (proof.title, proof.indicator) == ("通知甲", "1（整改）")
    (tmp_path / "ws/evidence/1.pdf").unlink()
    report = evidence_catalogue(make_standing(submission=SUBMISSION), None, FAMILIES)
    assert report.groups[0].rows[0].state == "缺少文件"
    assert (report.total, report.submitted, report.kept, report.faulty, report.size) == (3, 1, 2, 1, "")


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 字节"), (1023, "1023 字节"), (1024, "1.0 KB"), (2**20 - 1, "1023.9 KB"), (3 * 2**30, "3.0 GB")],
)
def test_sizes_are_never_rounded_up(size: int, words: str) -> None:
    from dutykit.text.file_size import size_words

    assert size_words(size) == words


def test_a_notice_gives_the_dates_that_hold_for_the_unit_and_invents_none(standing: Standing) -> None:
    from dutykit.reports.views.notice_view import task_notice

    units = standing.workspace.register.by_id
    notice = task_notice(standing, units["甲局"], FAMILIES)
    assert [(stage.title, stage.opens, stage.due) for stage in notice.stages] == [
        ("自查自评（报送自评材料）", "2019年3月25日", "5月15日"),
        ("整改复查（问题整改销号）", "2019年12月1日", "2020年1月10日"),
        ("实地检查", "", ""),
    ]
    assert task_notice(standing, units["乙县"], FAMILIES).stages[0].due == "5月24日"
    assert [task.indicator for task in notice.tasks] == ["1", "2", "3"]
    assert notice.tasks[0].metrics == ("覆盖率（不低于80%）",)
    assert [one.text for one in notice.carried] == ["旧问题一", "旧问题二"]
    assert (notice.cover.issuer, notice.cover.date, notice.cover.number) == ("", "", "")
    without = replace(standing, workspace=replace(standing.workspace, timetable=NO_TIMETABLE))
    (only,) = task_notice(without, units["甲局"], FAMILIES).stages
    assert (only.opens, only.due) == ("", "")


def test_a_self_report_counts_what_it_prints(standing: Standing, make_standing: MakeStanding) -> None:
    from dutykit.reports.views.self_report_view import self_report

    unit = standing.workspace.register.by_id["甲局"]
    report = self_report(standing, unit, FAMILIES)
    html = html_of(standing, "self-report", "unit")
    main = html[html.index("<main>") : html.index('<div class="closing">')]
    printed = re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", main))
    assert report.characters == len(printed)
    assert [part.title for part in report.parts] == [
        "自查自评工作情况", "以前年度问题整改情况", "履行教育职责情况", "存在的问题与整改", "下一步工作",
    ]  # fmt: skip
    assert report.unanswered == ("2", "3")
    assert (report.limit, report.over) == (5000, 0)
    short = self_report(make_standing(submission=SUBMISSION, settings="narratives: {submission: 50}\n"), unit, FAMILIES)
    assert short.over == short.characters - 50 > 0
    assert short.notices == ()  # how long it is, is for whoever makes it, not for those who read it


def test_a_table_typed_into_a_text_is_a_table_in_each_report(
    make_standing: MakeStanding, fonts: dict[str, str], fontconfig: str
) -> None:
    typed = "办了下列事：\n      县区\t学校\t占比\n      东区\t12\t60%\n      西县\t8\t40%\n"
    told = SUBMISSION.replace("narrative: 办了一些事。", f"narrative: |\n      {typed}")
    told = told.replace("next_steps: 打算。", "next_steps: |\n  | 事项 | 时限 |\n  |---|---|\n  | 甲 | 6月 |\n")
    standing = make_standing(submission=told, review=REVIEW)
    head = '<thead><tr><th scope="col">县区</th><th scope="col">学校</th><th scope="col">占比</th></tr></thead>'
    for name, inside in (("unit", head), ("self-report", head), ("rectification", '<th scope="col">时限</th>')):
        html = html_of(standing, name, "unit")
        assert inside in html
        assert "<tr><td>甲</td><td>6月</td></tr>" in html
    self_report = view(standing, "self-report", "unit")
    assert isinstance(self_report, SelfReport)
    html = html_of(standing, "self-report", "unit")
    assert "</div>\n<p>（第1项：自评部分达到）</p>" in html
    main = html[html.index("<main>") : html.index('<div class="closing">')]
    assert self_report.characters == len(re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", main)))
    page = report_html(self_report, fonts, [shipped("templates/report")], "pdf")
    with pdfplumber.open(io.BytesIO(pdf_bytes(page, fontconfig))) as pdf:
        (_cover, *pages) = pdf.pages
        assert pages[0].extract_tables()[0] == [["县区", "学校", "占比"], ["东区", "12", "60%"], ["西县", "8", "40%"]]


def test_a_blank_form_asks_for_everything_and_answers_nothing(standing: Standing) -> None:
    html = html_of(standing, "form", "unit")
    assert html.count("□达到") == 3
    assert "覆盖率" in html
    assert "甲数" in html
    assert "办了一些事" not in html
    assert "75.5" not in html


@pytest.mark.parametrize("name", [kind.name for kind in KINDS if "unit" in kind.views])
def test_a_unit_that_owes_nothing_gets_a_report_that_says_so(standing: Standing, name: str) -> None:
    kind = next(one for one in KINDS if one.name == name)
    report = kind.views["unit"](standing, standing.workspace.register.by_id["丙委"], FAMILIES)
    html = report_html(report, FAMILIES, [shipped("templates/report")], "pdf")
    assert "丙委" in html
    assert report.notices


@pytest.mark.parametrize(
    ("day", "late", "closed"),
    [
        (dt.date(2019, 8, 31), ["o1"], 0),  # the day itself is in time; p1 is closed in October
        (dt.date(2019, 9, 1), ["f1", "o1"], 0),
        (dt.date(2019, 10, 8), ["f1", "o1"], 1),
    ],
)
def test_problems_are_late_by_the_day_asked_for(
    make_standing: MakeStanding, day: dt.date, late: list[str], closed: int
) -> None:
    told = SUBMISSION.replace("status: done, progress: 已经办完", "status: in_progress, progress: 正在办")
    standing = replace(make_standing(earlier=EARLIER, submission=told, review=REVIEW), as_of=day)
    words = f"{day.year}年{day.month}月{day.day}日"
    report = view(standing, "rectification", "city")
    assert isinstance(report, RectificationReport)
    found = [row.text for row in report.problems if row.overdue] + [row.text for row in report.carried if row.overdue]
    assert found == [{"f1": "督导组发现的问题", "o1": "旧问题一"}[one] for one in late]
    assert (report.as_of, report.count.closed, report.count.overdue) == (words, closed, len(late) - 1)
    html = html_of(standing, "rectification", "city")
    assert f"截至{words}，{f'已销号{closed}个' if closed else ''}" in html
    assert '<strong class="unbroken">逾期，</strong>整改中。正在办' in html
    assert (f"尚未完成整改的问题中，逾期{len(late) - 1}个" in html) == (len(late) > 1)
    city = html_of(standing, "city", "city")
    assert f"（截至{words}）" in city
    assert ('<strong class="unbroken">逾期，</strong>未整改' in city) == (len(late) > 1)
    unit = html_of(standing, "rectification", "unit")
    assert ('（<strong class="unbroken">逾期，</strong>未整改，完成时限2019年8月31日）' in unit) == (len(late) > 1)
    # What a unit says of itself is the same on every day.
    for kind in ("unit", "self-report"):
        assert "逾期" not in html_of(standing, kind, "unit")


def test_what_was_put_right_later_is_not_late_in_an_earlier_report(make_standing: MakeStanding) -> None:
    standing = make_standing(earlier=EARLIER, submission=SUBMISSION)
    report = view(replace(standing, cycle=2018, as_of=dt.date(2020, 1, 1)), "rectification", "unit")
    assert isinstance(report, RectificationReport)
    assert [(row.text, row.status, row.overdue) for row in report.problems] == [
        ("旧问题一", "整改中", False),  # done by what the next year says
        ("旧问题二", "未整改", False),  # without a date nothing is late
    ]


def test_each_item_of_the_form_takes_one_page_whatever_it_asks(
    make_standing: MakeStanding, fonts: dict[str, str], fontconfig: str
) -> None:
    target = "unit: 万人次, target: {min: 99, max: 100, because: 原文}"
    long = [f"- {{id: 很长很长的监测指标名称一共有二十几个字还不止{one}, {target}}}" for one in range(3)]
    catalogue = CATALOGUE.replace("text: 乙事的情况。", "text: " + "乙事的情况和长长的说明，" * 10)
    catalogue = catalogue.replace("title: 第一节。", "title: " + "落实政策、推进工程、加强管理，" * 4)
    elements = "elements: [{id: 甲数}]}"
    catalogue = catalogue.replace(elements, ("\n" + 14 * " ").join([elements, *long]))
    standing = make_standing(catalogue=catalogue)
    html = report_html(view(standing, "form", "unit"), fonts, [shipped("templates/report")], "pdf")
    with pdfplumber.open(io.BytesIO(pdf_bytes(html, fontconfig))) as pdf:
        pages = [one.extract_text().replace("\n", "") for one in pdf.pages]
    assert len(pages) == 6  # the cover, what is to be known, three items, what comes next
    assert [re.findall("第[0-9]项", one) for one in pages[2:5]] == [["第1项"], ["第2项"], ["第3项"]]


@pytest.mark.parametrize(("numbers", "expected"), [("continuous", "一二"), ("by_chapter", "一一")])
def test_every_report_numbers_sections_as_the_catalogue_says(
    make_standing: MakeStanding, numbers: str, expected: str
) -> None:
    standing = make_standing(catalogue=CATALOGUE.replace("chapters:", f"section_numbers: {numbers}\nchapters:", 1))
    scopes: tuple[Scope, ...] = ("unit", "city")
    for scope in scopes:
        report = view(standing, scope, scope)
        assert isinstance(report, UnitReport | CityReport)
        shown = [(one.numeral, one.title) for chapter in report.chapters for one in chapter.sections]
        assert [numeral for numeral, _title in shown] == [*expected]
    form = view(standing, "form", "unit")
    assert isinstance(form, BlankForm)
    assert [one.numeral for one in form.sections] == [*expected]
    told = view(standing, "self-report", "unit")
    assert isinstance(told, SelfReport)
    groups = [one for part in told.parts for one in part.groups]
    assert [(one.numeral, one.title) for one in groups] == [("一", "第一节"), ("二", "第二节")]


def test_the_self_report_numbers_what_it_has(make_standing: MakeStanding) -> None:
    answers = "[{indicator: 3, rating: met, narrative: 丙}]"
    report = view(
        make_standing(submission=f"unit: 甲局\ncycle: 2019\nstate: draft\nanswers: {answers}\n"), "self-report", "unit"
    )
    assert isinstance(report, SelfReport)
    assert [one.numeral for part in report.parts for one in part.groups] == ["一"]


@pytest.mark.parametrize(
    ("settings", "answer", "whole"),
    [
        ("", False, False),
        ("narratives: {answer: 800}\n", True, False),
        ("narratives: {submission: 5000}\n", False, True),
        ("narratives: {answer: 800, submission: 5000}\n", True, True),
    ],
)
def test_only_limits_that_the_office_set_are_printed(
    make_standing: MakeStanding, settings: str, *, answer: bool, whole: bool
) -> None:
    standing = make_standing(submission=SUBMISSION, settings=settings)
    form, tasks = html_of(standing, "form", "unit"), html_of(standing, "tasks", "unit")
    assert ("每项文字不超过800字" in form) == answer
    assert ("全文不超过5000字" in form) == ("自评材料全文不超过5000字" in tasks) == whole
    assert ("不超过" in form) == (answer or whole)
    assert ("不超过" in tasks) == whole


def test_kinds_are_known_without_the_views_of_any() -> None:
    program = "import sys, dutykit.reports.kinds; print(*(name for name in sys.modules if name.endswith('_view')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
