"""Which reminder letters to make for the units asked for, and why the others get none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dutykit.assess.letters import Reminder, Reminding, has_rules, reminding
from dutykit.check.register import CHECKS
from dutykit.check.run import run_checks
from dutykit.language import _
from dutykit.model.layout import SETTINGS_FILE, TIMETABLE_FILE
from dutykit.model.letter import Color
from dutykit.model.office_words import color_word, letter_name, letter_words
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.writing.transaction import NotValidError

_OF_LOGS = frozenset({"history-chain-broken", "history-disagrees", "history-head-differs"})
_RULES = (
    "letters: [{color: blue, days: -3, term: 3}, {color: orange, days: 1, term: 5}, {color: red, days: 7, term: 3}]"
)
"""How the office writes its rules; the numbers are its own."""


@dataclass(frozen=True, slots=True)
class LettersAsked:
    """Which letters to make."""

    cycle: int
    day: dt.date
    units: tuple[str, ...]
    """Their ids."""
    every: bool
    """Whether nobody named them."""
    color: Color | None = None
    """None for the one whose turn it is."""


def reminders_asked(workspace: Workspace, asked: LettersAsked) -> tuple[list[Reminder], list[str]]:
    """The letters to the units, one for each stage at most, and notes for the user.

    A letter that is due on `day` has no number yet. One that was issued is made again as it was: of every unit if it
    was issued on that day, of a unit that was named if it is the last one that waits for an answer, or if its `color`
    is asked for. Raises Refusal where none is to be made, but not of every unit, and NotValidError for broken logs.
    """
    cycle = asked.cycle
    if not has_rules(workspace, cycle):
        message = _("{file} 没有 {cycle} 年度的催办规则，不能生成催办函").format(file=TIMETABLE_FILE, cycle=cycle)
        fix = _("由督导室按本地规定写入各阶段，days 为发函日与截止日期相差的天数，term 为限期天数，如 {rules}")
        raise Refusal(message, fix.format(rules=_RULES))
    found = [one for one in reminding(workspace, cycle, asked.day) if one.unit in asked.units]
    _refuse_broken(workspace, cycle, [one.unit for one in found])
    chosen = {one.unit: _chosen(one, asked) for one in found}
    letters = [one for several in chosen.values() if not isinstance(several, str) for one in several]
    reasons: dict[str, list[str]] = {}
    for unit, reason in chosen.items():
        if isinstance(reason, str):
            reasons.setdefault(reason, []).append(unit)
    texts = [
        _("不发催办函：{units}（{reason}）").format(units=_("、").join(names), reason=reason)
        for reason, names in reasons.items()
    ]
    if not letters and not asked.every:
        raise Refusal("\n".join(texts), _("用 dutykit status 查看各单位的进展和最近的催办函"))
    return letters, [*texts, *_again(letters)]


def _chosen(one: Reminding, asked: LettersAsked) -> Sequence[Reminder] | str:
    """The letters to make of a unit, or why none are."""
    reason = _("；").join(one.reasons)
    if asked.color is not None:
        return _of_color(one, asked, asked.color, reason)
    today = [each for each in one.issued if each.on == asked.day]
    if one.due or asked.every:
        return [*today, *one.due] or reason
    return one.open or reason


def _of_color(one: Reminding, asked: LettersAsked, color: Color, reason: str) -> Sequence[Reminder] | str:
    due = [each for each in one.due if each.letter.color == color]
    sent = {each.letter.stage: each for each in one.issued if each.letter.color == color}
    if due or (sent and not asked.every):
        return due or [*sent.values()]
    if one.due:
        reason = _("应先发{letter}").format(letter=letter_name(one.due[0].letter))
    return _("不能发{color}催办函：{reason}").format(color=color_word(color), reason=reason)


def _again(letters: Sequence[Reminder]) -> Iterator[str]:
    """Which letters are not new."""
    for one in letters:
        if one.is_issued:
            text = _("{unit}：{letter}已于 {day} 印发，按记录重新生成")
            yield text.format(unit=one.unit, letter=letter_words(one.letter), day=one.on.isoformat())


def draft_lines(letters: Sequence[Reminder]) -> Iterator[str]:
    """What those of the letters ask for that are not issued yet, and of whom."""
    drafts: dict[str, list[str]] = {}
    for one in letters:
        if not one.is_issued:
            text = _("{letter}，{stage}，限 {day} 前")
            stage, until = one.letter.stage, one.letter.until.isoformat()
            words = text.format(letter=letter_name(one.letter), stage=stage, day=until)
            drafts.setdefault(words, []).append(one.unit)
    for words, units in drafts.items():
        yield _("草稿：{units}（{letter}）").format(units=_("、").join(units), letter=words)


def issued_line(one: Reminder) -> str:
    """That a letter is issued, with its number and term."""
    text = _("{unit}：{letter}已印发，{stage}，限 {day} 前")
    letter = one.letter
    return text.format(unit=one.unit, letter=letter_words(letter), stage=letter.stage, day=letter.until.isoformat())


def refuse_unready(workspace: Workspace, cycle: int) -> None:
    """Refuse to issue letters that no office signs, or by rules of the cycle that are out of order."""
    if workspace.at(cycle).settings.report.issuer is None:
        message = _("{file} 没有设置发文机关，催办函不能印发").format(file=SETTINGS_FILE)
        raise Refusal(
            message, _("在 report 中填写 issuer，如 report: {issuer: 某市人民政府教育督导室}；不加 --issue 可先看草稿")
        )
    ours = [one for one in workspace.timetable.cycles if one.cycle == cycle]
    alone = replace(workspace, timetable=workspace.timetable.model_copy(update={"cycles": tuple(ours)}))
    faults = run_checks(alone, [one for one in CHECKS if one.name == "letters-out-of-order"])
    if faults:
        raise NotValidError(_("催办规则有误，催办函不能印发，请先改正"), with_lines(faults, workspace.sources))


def _refuse_broken(workspace: Workspace, cycle: int, units: Sequence[str]) -> None:
    """Refuse to go by logs that are broken or state something else than the submissions."""
    then = workspace.at(cycle)
    canonical = then.register.canonical
    history = workspace.history.get(cycle)
    logs = () if history is None else history.logs
    files = {one.file for one in logs if one.unit is None or canonical.get(one.unit, one.unit) in units}
    files |= {one.file for unit in units if (one := then.submission(unit, cycle)) is not None}
    checks = [one for one in CHECKS if one.name in _OF_LOGS]
    faults = [one for one in run_checks(workspace, checks) if one.place.file in files]
    if faults:
        raise NotValidError(_("报送记录与自评材料不一致，请先改正"), with_lines(faults, workspace.sources))
