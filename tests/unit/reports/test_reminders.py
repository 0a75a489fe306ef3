"""Which letters are made of the units asked for, and what is said of the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dutykit.assess.letters import Reminder
from dutykit.lifecycle.reminding import issue, planned_issue
from dutykit.model.letter import Color, Letter
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.reports.press.order import Order, letter_orders
from dutykit.reports.reminders import LettersAsked, draft_lines, refuse_unready, reminders_asked
from dutykit.reports.views.letter_view import OrderItem, ReminderLetter, reminder_letter
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing.transaction import NotValidError
from tests.unit.conftest import MakeStanding

MakeWorkspace = Callable[..., Workspace]
TIMETABLE = """\
cycles:
  - cycle: 2019
    stages:
      - {name: 自查自评, due: 2019-05-15,
         letters: [{color: blue, days: -3, term: 3}, {color: orange, days: 1, term: 5}, {color: red, days: 7, term: 3}]}
"""
DRAFT = "unit: 甲局\ncycle: 2019\nstate: draft\nanswers: []\n"
SENT = DRAFT.replace("draft", "submitted\nsubmitted_on: 2019-05-13")


def asked(day: int, *units: str, color: Color | None = None, every: bool = False) -> LettersAsked:
    return LettersAsked(2019, dt.date(2019, 5, day), units or ("甲局", "乙县"), every, color)


@pytest.fixture
def issued(make_workspace: MakeWorkspace, tmp_path: Path) -> Workspace:
    """The workspace in which 甲局 got its blue letter."""
    workspace = make_workspace(submission=DRAFT, timetable=TIMETABLE)
    letters, _notes = reminders_asked(workspace, asked(12, "甲局"))
    issue(tmp_path / "ws", planned_issue(workspace, 2019, letters, "示例"))
    found = load_workspace(tmp_path / "ws").workspace
    assert found is not None
    return found


def test_without_rules_the_office_is_told_how_to_write_them(make_workspace: MakeWorkspace) -> None:
    with pytest.raises(Refusal, match="没有 2019 年度的催办规则") as raised:
        reminders_asked(make_workspace(submission=DRAFT), asked(16, every=True))
    assert "letters: [{color: blue, days: -3, term: 3}" in raised.value.args[1]


def test_all_names_those_who_get_none_and_why(issued: Workspace) -> None:
    letters, notes = reminders_asked(issued, asked(13, every=True))
    assert [one.unit for one in letters] == ["乙县"]
    assert notes == ["不发催办函：甲局（自查自评：蓝色催办函（第1号）的限期 2019-05-15 未满）"]
    nobody, _notes = reminders_asked(issued, asked(11, "乙县", every=True))
    assert nobody == []


def test_what_was_issued_is_made_again(issued: Workspace) -> None:
    again, notes = reminders_asked(issued, asked(12, every=True))
    assert [(one.unit, one.letter.number) for one in again] == [("甲局", 1), ("乙县", None)]
    assert notes == ["甲局：蓝色催办函（第1号）已于 2019-05-12 印发，按记录重新生成"]
    (named,), _notes = reminders_asked(issued, asked(14, "甲局"))
    assert (named.letter.number, named.on) == (1, dt.date(2019, 5, 12))
    (orange,), _notes = reminders_asked(issued, asked(16, "甲局"))
    assert (orange.letter.color, orange.letter.number) == ("orange", None)
    (blue,), _notes = reminders_asked(issued, asked(16, "甲局", color="blue"))
    assert blue == named


@pytest.mark.parametrize(
    ("day", "color", "reason"),
    [
        (14, "orange", "不能发橙色催办函：自查自评：蓝色催办函（第1号）的限期 2019-05-15 未满"),
        (16, "red", "不能发红色催办函：应先发橙色催办函"),
    ],
)
def test_a_colour_out_of_order_is_refused(issued: Workspace, day: int, color: Color, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        reminders_asked(issued, asked(day, "甲局", color=color))


def test_who_has_answered_gets_no_letter_but_the_old_one_can_be_had(
    issued: Workspace, make_workspace: MakeWorkspace
) -> None:
    answered = make_workspace(submission=SENT, timetable=TIMETABLE)
    with pytest.raises(Refusal, match="自评材料已报送"):
        reminders_asked(answered, asked(16, "甲局"))
    (blue,), _notes = reminders_asked(answered, asked(16, "甲局", color="blue"))
    assert blue.letter.number == 1


def test_a_unit_that_is_late_in_two_stages_gets_both_letters_at_once(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    stages = TIMETABLE + "      - {name: 整改复查, due: 2019-05-15, letters: [{color: blue, days: 1, term: 5}]}\n"
    problem = "{id: p1, found_by: inspection, text: 示例, due: 2019-05-15, status: open}"
    late = DRAFT.replace(" []", f"\n  - {{indicator: 1, rating: partly, narrative: 示例。, problems: [{problem}]}}")
    letters, _notes = reminders_asked(make_workspace(submission=late, timetable=stages), asked(16, "甲局"))
    assert [one.letter.stage for one in letters] == ["自查自评", "整改复查"]
    root = tmp_path / "ws"
    workspace = load_workspace(root).workspace
    assert workspace is not None
    orders = letter_orders([Order(root, "甲局", tmp_path / "甲局-催办函.pdf", "letter")], letters)
    assert [one.path.name for one in orders] == ["甲局-自查自评-蓝色催办函.pdf", "甲局-整改复查-蓝色催办函.pdf"]
    issue(root, planned_issue(workspace, 2019, letters, "示例"))
    after = load_workspace(root).workspace
    assert after is not None
    for request in (asked(16, "甲局"), asked(17, "甲局"), asked(16, every=True), asked(17, "甲局", color="blue")):
        again, _notes = reminders_asked(after, request)  # no log is broken, or it would refuse
        assert [(one.letter.stage, one.letter.number) for one in again][:2] == [("自查自评", 1), ("整改复查", 2)]


def test_a_broken_log_is_gone_by_by_nobody(issued: Workspace, tmp_path: Path) -> None:
    log = tmp_path / "ws/history/2019/甲局.jsonl"
    log.write_text(log.read_text("utf-8").replace("2019-05-15", "2019-06-15"), "utf-8")
    broken = load_workspace(tmp_path / "ws").workspace
    assert broken is not None
    with pytest.raises(NotValidError) as raised:
        reminders_asked(broken, asked(16, "甲局"))
    assert [one.rule for one in raised.value.findings] == ["history-chain-broken"]
    assert reminders_asked(broken, asked(16, "乙县"))[0]


def test_none_is_issued_that_no_office_signs_or_by_rules_out_of_order(make_workspace: MakeWorkspace) -> None:
    with pytest.raises(Refusal, match=r"dutykit\.yaml 没有设置发文机关，催办函不能印发"):
        refuse_unready(make_workspace(submission=DRAFT, timetable=TIMETABLE), 2019)
    signed = "report: {issuer: 示例市督导室}\n"
    refuse_unready(make_workspace(submission=DRAFT, timetable=TIMETABLE, settings=signed), 2019)
    twice = TIMETABLE.replace("color: orange", "color: blue")
    with pytest.raises(NotValidError) as raised:
        refuse_unready(make_workspace(submission=DRAFT, timetable=twice, settings=signed), 2019)
    assert [one.rule for one in raised.value.findings] == ["letters-out-of-order"]
    earlier = twice.replace("cycle: 2019", "cycle: 2018") + TIMETABLE.removeprefix("cycles:\n")
    refuse_unready(make_workspace(submission=DRAFT, timetable=earlier, settings=signed), 2019)


def test_what_is_reported_as_resolved_is_not_said_to_be_undone(make_standing: MakeStanding) -> None:
    due, until = dt.date(2019, 5, 15), dt.date(2019, 5, 21)
    letter = Letter(color="blue", number=1, stage="整改复查", asks="close", due=due, until=until,
                    matters=("甲", "乙", "丙"), claimed=1)  # fmt: skip
    one = Reminder("甲局", letter, dt.date(2019, 5, 16))
    some = letter_of(make_standing, one).paragraphs
    assert "尚有下列3个问题未销号，其中2个未完成整改，1个已报整改、待核查销号，最早的时限为2019年5月15日。" in some[0]
    assert some[-1].startswith("请你单位于2019年5月21日前完成整改并销号；")
    all_ = letter.model_copy(update={"claimed": 3})
    paragraphs = letter_of(make_standing, replace(one, letter=all_)).paragraphs
    assert "截至2019年5月16日，下列3个问题已报整改，待核查销号，最早的时限为2019年5月15日。" in paragraphs[0]
    assert paragraphs[-1].startswith("请你单位于2019年5月21日前备齐佐证材料，配合核查销号；")
    order = letter_of(make_standing, replace(one, letter=letter.model_copy(update={"kind": "order"})))
    assert [item.reply for item in order.items] == [
        *["整改措施和结果，附佐证材料，提请核查销号"] * 2, "佐证材料，配合核查销号的情况"
    ]  # fmt: skip


@pytest.mark.usefixtures("issued")
def test_a_unit_that_has_reported_is_not_said_to_have_given_no_answer(make_standing: MakeStanding) -> None:
    letter = Letter(color="orange", number=2, stage="自查自评", asks="close", due=dt.date(2019, 5, 15),
                    until=dt.date(2019, 5, 21), matters=("甲",), claimed=1)  # fmt: skip
    report = letter_of(make_standing, Reminder("甲局", letter, dt.date(2019, 5, 16)))
    assert report.paragraphs[1] == "此前已发出蓝色催办函（第1号，2019年5月12日，限2019年5月15日前），限期届满。"


def test_an_order_lists_its_items_and_what_the_reply_is_to_state(make_standing: MakeStanding) -> None:
    due, until = dt.date(2019, 5, 15), dt.date(2019, 5, 21)
    letter = Letter(color="red", kind="order", number=1, stage="自查自评", asks="submit", due=due, until=until)
    settings = "report: {issuer: 示例市督导室}\n"
    report = letter_of(make_standing, Reminder("甲局", letter, dt.date(2019, 5, 16)), settings=settings)
    assert report.heading[-1].endswith("评价督查单")
    asked = "报送2019年度自评材料（自查自评阶段，截止日期2019年5月15日）"
    assert report.items == (OrderItem(asked, "2019年5月21日", "报送情况"),)
    assert report.paragraphs[-1].startswith(
        "请你单位于2019年5月21日前逐项办结，填写办理情况反馈单（附件），加盖公章后反馈示例市督导室；"
    )
    problems = letter.model_copy(update={"asks": "rectify", "matters": ("问题甲", "问题乙")})
    report = letter_of(make_standing, Reminder("甲局", problems, dt.date(2019, 5, 16)), settings=settings)
    assert [one.matter for one in report.items] == ["问题甲", "问题乙"]
    assert report.matters == ()


def test_an_order_is_ruled_for_a_colour_and_its_file_is_named_for_it(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    rules = TIMETABLE.replace("{color: blue,", "{color: blue, kind: order,")
    (letter,), _notes = reminders_asked(make_workspace(submission=DRAFT, timetable=rules), asked(16, "甲局"))
    assert [*draft_lines([letter])] == ["草稿：甲局（蓝色督查单，自查自评，限 2019-05-19 前）"]
    places = [tmp_path / "甲局-催办函.pdf", tmp_path / "名.pdf"]
    orders = [letter_orders([Order(tmp_path, "甲局", place, "letter")], [letter])[0].path.name for place in places]
    assert orders == ["甲局-自查自评-蓝色督查单.pdf", "名.pdf"]


def letter_of(make_standing: MakeStanding, reminder: Reminder | None, **files: str) -> ReminderLetter:
    standing = make_standing(submission=DRAFT, timetable=TIMETABLE, **files)
    unit = standing.workspace.register.by_id["甲局"]
    return reminder_letter(replace(standing, reminder=reminder, as_of=dt.date(2019, 5, 12)), unit, {})


def test_a_draft_says_so_and_has_no_number(make_standing: MakeStanding) -> None:
    draft = letter_of(make_standing, None)
    assert (draft.is_draft, draft.cover.number, draft.cover.marks) == (True, "", ("草稿　未编号、未印发",))
    assert [(one.name, one.current) for one in draft.colors] == [("蓝色", True), ("橙色", False), ("红色", False)]
    basis, demand = draft.paragraphs
    assert basis.endswith(
        "自查自评阶段你单位应于2019年5月15日前报送自评材料。截至2019年5月12日，尚未报送自评材料，距截止日期还有3天。"
    )
    assert basis.startswith("根据《示例文件》（示办〔2019〕3号）和2019年度")
    assert demand == "请你单位于2019年5月15日前报送自评材料。"


@pytest.mark.usefixtures("issued")
def test_the_next_letter_names_the_one_before(make_standing: MakeStanding) -> None:
    letter = Letter(
        color="orange", number=2, stage="自查自评", asks="submit", due=dt.date(2019, 5, 15), until=dt.date(2019, 5, 21)
    )
    settings = "report: {issuer: 示例市督导室, contact_person: 张三, contact_phone: 0000-123}\n"
    report = letter_of(make_standing, Reminder("甲局", letter, dt.date(2019, 5, 16)), settings=settings)
    assert (report.is_draft, report.cover.number, report.cover.issuer) == (False, "第2号", "示例市督导室")
    assert (report.cover.date, report.contact) == ("2019年5月16日", "联系人：张三，联系电话：0000-123")
    assert report.paragraphs[1:] == (
        "此前已发出蓝色催办函（第1号，2019年5月12日，限2019年5月15日前），限期届满，至今未见答复。",
        "请你单位于2019年5月21日前报送自评材料；确有困难的，于同日前书面说明原因和完成时间。",
    )
    assert "已逾期1天" in report.paragraphs[0]
