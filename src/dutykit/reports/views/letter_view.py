"""A reminder letter to a unit （催办函、督查单）: what is late since when, by what it was asked, and what to do by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from dutykit.assess.letters import Reminder, reminding
from dutykit.model.letter import COLORS, Asked, Letter
from dutykit.model.office_words import COLORS as COLOR_WORDS
from dutykit.model.office_words import LETTER_KINDS, letter_title
from dutykit.model.settings import LONGEST_MARK
from dutykit.model.unit import Unit
from dutykit.reports.views.addressing import contact_words, you
from dutykit.reports.views.standing import Standing, cover, source_words
from dutykit.text.day import date_words
from dutykit.typeset.report import Cover
from dutykit.typeset.title import ROOM, packed_lines, title_lines

_DRAFT = "草稿　未编号、未印发"


@dataclass(frozen=True, slots=True)
class ColorStep:
    """One of the colours, as the line of colours shows it."""

    color: str
    """颜色：blue、orange、red"""
    name: str
    """蓝色、橙色、红色"""
    current: bool
    """是否本函的颜色"""


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One of the items of an order （督查单）."""

    matter: str
    """督查事项，含原定的时限"""
    until: str
    """办结时限"""
    reply: str
    """反馈内容"""


@dataclass(frozen=True, slots=True)
class ReminderLetter:
    """A reminder letter to one unit."""

    kind: ClassVar[str] = "letter"

    cover: Cover
    notices: tuple[str, ...]
    heading: tuple[str, ...]
    """标题各行；催办函、督查单没有封面"""
    is_draft: bool
    """是否草稿：未编号、未印发"""
    colors: tuple[ColorStep, ...]
    """三种颜色，标明本函的颜色"""
    addressee: str
    """主送单位"""
    paragraphs: tuple[str, ...]
    """正文各段：依据和逾期情况、此前的催办函、要求"""
    matters: tuple[str, ...]
    """催办函：尚未整改的各问题，列在第一段之后"""
    items: tuple[OrderItem, ...]
    """督查单：各督查事项，列表印在正文第一段之后，并附办理情况反馈单；催办函没有"""
    office: str
    """反馈单报送到哪里"""
    contact: str
    """联系人和电话；没有设置的为空"""


def reminder_letter(standing: Standing, unit: Unit | None, _fonts: Mapping[str, str]) -> ReminderLetter:
    """The letter to `unit` that the standing is for, else the one that is due on its day."""
    if unit is None:
        raise ValueError(unit)
    reminder = standing.reminder or _due(standing, unit.id)
    workspace = standing.workspace
    settings = workspace.settings
    round_ = workspace.round(standing.cycle)
    sample = round_ is not None and round_.sample
    is_draft = reminder is None or not reminder.is_issued
    notices = ["本函含示例数据，所列时间、问题均为示例，不反映实际情况。"] if sample else []
    if reminder is None:
        notices.append("按催办规则，目前没有应当向本单位发出的催办函。")
    shown = () if reminder is None else (reminder.on,)
    kind = None if reminder is None else reminder.letter.kind
    made = cover(standing, f"评价{LETTER_KINDS[kind]}", unit.id, [], sample=sample, shown=shown, by_office=True)
    title = f"{settings.place_name or ''}{made.period}履行教育职责评价{LETTER_KINDS[kind]}"
    marks = (_DRAFT, *made.marks) if is_draft else made.marks
    return ReminderLetter(
        cover=replace(made, number=_number(reminder), marks=packed_lines(marks, LONGEST_MARK)),
        notices=tuple(notices),
        heading=title_lines(title, [settings.place_name or "", *workspace.register.canonical], ROOM),
        is_draft=is_draft,
        colors=tuple(
            ColorStep(color, COLOR_WORDS[color], reminder is not None and color == reminder.letter.color)
            for color in COLORS
        ),
        addressee=unit.id,
        paragraphs=() if reminder is None else _paragraphs(standing, reminder, you(unit)),
        matters=() if reminder is None or kind else reminder.letter.matters,
        items=tuple(_items(standing.cycle, reminder.letter, _by(reminder))) if reminder and kind else (),
        office=_office(standing),
        contact=contact_words(settings.report),
    )


def _due(standing: Standing, unit: str) -> Reminder | None:
    if standing.as_of is None:
        return None
    found = (one for one in reminding(standing.workspace, standing.cycle, standing.as_of) if one.unit == unit)
    return next((one.due[0] for one in found if one.due), None)


def _number(reminder: Reminder | None) -> str:
    if reminder is None or reminder.letter.number is None:
        return ""
    return reminder.letter.document or f"第{reminder.letter.number}号"


_WHAT: Mapping[Asked, str] = {
    "submit": "报送自评材料",
    "resubmit": "重新报送自评材料",
    "rectify": "完成整改",
    "close": "完成整改并销号",
}
_WHAT_IS_LEFT = "备齐佐证材料，配合核查销号"
"""What is asked of a unit that has reported all as resolved."""
_REPLY: Mapping[Asked, str] = {
    "submit": "报送情况",
    "resubmit": "重新报送情况",
    "rectify": "整改措施和结果，附佐证材料",
    "close": "整改措施和结果，附佐证材料，提请核查销号",
}
"""What the reply to an order states of each item."""


def _paragraphs(standing: Standing, reminder: Reminder, addressed: str) -> tuple[str, ...]:
    letter = reminder.letter
    due, what = date_words(letter.due), _WHAT[letter.asks]
    days = (reminder.on - letter.due).days
    left = f"已逾期{days}天" if days > 0 else f"距截止日期还有{-days}天" if days < 0 else "今日截止"
    if letter.asks in {"submit", "resubmit"}:
        asked = f"{letter.stage}阶段{addressed}应于{due}前{what}"
        undone = f"尚未{what}，{left}"
    else:
        asked = f"{letter.stage}阶段{addressed}应按时限{what}"
        undone = f"{_undone(letter)}，最早的时限为{due}" + ("" if letter.claimed else f"，{left}")
        what = _WHAT_IS_LEFT if letter.claimed == len(letter.matters) else what
    basis = f"根据{source_words(standing)}和{standing.cycle}年度履行教育职责评价的时间安排，{asked}。"
    by = _by(reminder)
    if letter.kind == "order":
        undone += "，现列为督查事项"
        what = f"逐项办结，填写办理情况反馈单（附件），加盖公章后反馈{_office(standing)}"
    reply = "；确有困难的，于同日前书面说明原因和完成时间。" if days > 0 else "。"
    now = f"截至{date_words(reminder.on)}，{undone}。"
    return (basis + now, *_before(standing, reminder), f"请{addressed}于{by}前{what}{reply}")


def _undone(letter: Letter) -> str:
    """Which problems the letter is about: what the unit has reported as resolved is counted apart."""
    all_, claimed = len(letter.matters), letter.claimed or 0
    if not claimed:
        return f"尚有下列{all_}个问题未{_WHAT[letter.asks]}"
    if claimed == all_:
        return f"下列{all_}个问题已报整改，待核查销号"
    return f"尚有下列{all_}个问题未销号，其中{all_ - claimed}个未完成整改，{claimed}个已报整改、待核查销号"


def _office(standing: Standing) -> str:
    return standing.workspace.settings.report.issuer or "督导室"


def _by(reminder: Reminder) -> str:
    """By when the letter wants it done; the log of an older version may state another day for one before the deadline."""
    letter = reminder.letter
    return date_words(letter.until if reminder.on > letter.due else letter.due)


def _items(cycle: int, letter: Letter, by: str) -> Iterator[OrderItem]:
    submission = f"{_WHAT[letter.asks].replace('自评', f'{cycle}年度自评')}（{letter.stage}阶段，截止日期{date_words(letter.due)}）"
    matters = letter.matters or (submission,)
    for number, matter in enumerate(matters, start=1):
        is_claimed = number > len(matters) - (letter.claimed or 0)
        yield OrderItem(matter, by, "佐证材料，配合核查销号的情况" if is_claimed else _REPLY[letter.asks])


def _before(standing: Standing, reminder: Reminder) -> Sequence[str]:
    """The letters that went before, in one sentence."""
    workspace, letter = standing.workspace, reminder.letter
    history = workspace.history.get(standing.cycle)
    sent = () if history is None else history.letters_of(reminder.unit, workspace.register.canonical)
    before = [
        _sent(Reminder(reminder.unit, one.letter, one.on))
        for one in sent
        if one.letter is not None and one.letter.subject == letter.subject and one.letter.rank < letter.rank
    ]
    answer = "" if letter.claimed else "，至今未见答复"
    return [f"此前已发出{'、'.join(before)}，限期届满{answer}。"] if before else []


def _sent(reminder: Reminder) -> str:
    letter = reminder.letter
    name = letter_title(letter)
    return f"{name}（{_number(reminder)}，{date_words(reminder.on)}，限{_by(reminder)}前）"
