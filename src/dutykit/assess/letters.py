"""Which reminder letter each unit is due on a day: by the office's rules, what is not answered, and the letters before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dutykit.assess.deadline import ProblemDeadlines, is_past
from dutykit.assess.timeline import Step, UnitStatus, round_status
from dutykit.language import _
from dutykit.model.cycle import LetterRule, Stage
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.letter import COLORS, Asked, Letter
from dutykit.model.office_words import letter_name, letter_words
from dutykit.model.rectification import UNFINISHED, TrackedProblem
from dutykit.model.workspace import Workspace
from dutykit.text.day import date_words


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter to a unit, issued on a day or to be issued."""

    unit: str
    letter: Letter
    on: dt.date

    @property
    def is_issued(self) -> bool:
        """Whether it has a number, and so is in the log."""
        return self.letter.number is not None


@dataclass(frozen=True, slots=True)
class Reminding:
    """How it is with letters to a unit on a day."""

    unit: str
    due: tuple[Reminder, ...]
    """Those to be issued, the earliest deadline first; none has a number."""
    open: tuple[Reminder, ...]
    """The last one that was issued on each stage that the unit has not answered yet, the earliest deadline first."""
    issued: tuple[Reminder, ...]
    """All that were issued by the day, the earliest first."""
    reasons: tuple[str, ...]
    """For each stage with rules why no letter is due."""


def has_rules(workspace: Workspace, cycle: int) -> bool:
    """Whether the office has stated when letters are sent."""
    plan = workspace.round(cycle)
    return plan is not None and any(stage.letters for stage in plan.stages)


def reminding(workspace: Workspace, cycle: int, day: dt.date) -> tuple[Reminding, ...]:
    """How it is with letters to each unit that is assigned anything, at the end of `day`."""
    deadlines = ProblemDeadlines(workspace)
    return tuple(_of(one, deadlines, day) for one in round_status(workspace, cycle, day).units)


def _of(one: UnitStatus, deadlines: ProblemDeadlines, day: dt.date) -> Reminding:
    due: list[Reminder] = []
    reasons: list[str] = []
    open_: list[Reminder] = []
    issued = tuple(_issued(entry, one.unit) for entry in one.letters)
    steps = (_until_answered(step, one, deadlines) for step in one.steps if step.stage.letters)
    for step in sorted(steps, key=lambda step: step.due or dt.date.max):
        reason = _settled(one, step, day)
        if reason is None and step.due is not None:
            before = [sent for sent in issued if sent.letter.subject == (step.stage.name, step.due)]
            open_ += before[-1:]
            found = _next(one, step, before, deadlines, day)
            if isinstance(found, Reminder):
                due.append(found)
                continue
            reason = found
        reasons.append(_("{stage}：{reason}").format(stage=step.stage.name, reason=reason))
    return Reminding(one.unit, tuple(due), tuple(open_), issued, tuple(reasons))


def _until_answered(step: Step, one: UnitStatus, deadlines: ProblemDeadlines) -> Step:
    """The step with the first deadline of all that its letters ask for: also of what waits to be closed, where they do."""
    if step.stage.awaited != "rectification" or step.stage.answered != "closed":
        return step
    dates = (deadlines.of(problem) for problem in one.unclosed)
    return replace(step, due=min((date for date in dates if date is not None), default=step.due))


def _issued(entry: HistoryEntry, unit: str) -> Reminder:
    assert entry.letter is not None  # noqa: S101 (for the type checker)
    return Reminder(unit, entry.letter, entry.on)


def _settled(one: UnitStatus, step: Step, day: dt.date) -> str | None:
    """Why nothing is to be asked of the unit any more, or yet; None if something is."""
    if one.unknown:
        return _("填报文件无法读取")
    if step.due is None:
        return _("没有截止日期")
    if step.stage.awaited == "submission":
        return _("自评材料已报送") if one.submitted else None
    if one.open_problems is None:
        return _("填报文件无法读取")
    if not any(_is_open(problem, step.stage, day) for problem in one.unclosed):
        return _("没有未销号的问题") if step.stage.answered == "closed" else _("没有未整改的问题")
    return None


def _is_open(problem: TrackedProblem, stage: Stage, day: dt.date) -> bool:
    """Whether the unit has not yet done about a problem what the letters of `stage` ask for."""
    return stage.answered == "closed" or problem.status(day) in UNFINISHED


def _next(
    one: UnitStatus, step: Step, before: Sequence[Reminder], deadlines: ProblemDeadlines, day: dt.date
) -> Reminder | str:
    """The letter that follows those `before`, or why none is due."""
    assert step.due is not None  # noqa: S101 (for the type checker)
    last = before[-1].letter if before else None
    rules = sorted(step.stage.letters, key=lambda rule: COLORS.index(rule.color))
    rule = next((rule for rule in rules if last is None or COLORS.index(rule.color) > last.rank), None)
    if rule is None:
        return _("{letter}已发出，没有下一种颜色").format(letter=letter_words(last) if last else "")
    if last is not None and not is_past(last.until, day):
        return _("{letter}的限期 {day} 未满").format(letter=letter_words(last), day=last.until.isoformat())
    opens = step.due + dt.timedelta(days=rule.days)
    if day < opens:
        return _("{letter} {day} 起发出").format(letter=letter_name(rule), day=opens.isoformat())
    return Reminder(one.unit, _letter(one, step, rule, deadlines, day), day)


def _letter(one: UnitStatus, step: Step, rule: LetterRule, deadlines: ProblemDeadlines, day: dt.date) -> Letter:
    assert step.due is not None  # noqa: S101 (for the type checker)
    asks: Asked = "resubmit" if step.is_resubmission else "submit"
    matters: list[str] = []
    claimed: list[str] = []
    if step.stage.awaited == "rectification":
        asks = "close" if step.stage.answered == "closed" else "rectify"
        for problem, text in _matters(one, step.stage, deadlines, max(day, step.due), day):
            if problem.status(day) in UNFINISHED:
                matters.append(f"{text}）")
            else:
                claimed.append(f"{text}，已报整改，待核查销号）")
    until = day + dt.timedelta(days=rule.term) if is_past(step.due, day) else step.due
    return Letter(
        color=rule.color,
        kind=rule.kind,
        stage=step.stage.name,
        asks=asks,
        due=step.due,
        until=until,
        matters=(*matters, *claimed),
        claimed=len(claimed) or None,
    )


def _matters(
    one: UnitStatus, stage: Stage, deadlines: ProblemDeadlines, until: dt.date, day: dt.date
) -> Iterator[tuple[TrackedProblem, str]]:
    """The problems that were to be resolved by `until`, each as the letter names it up to the bracket's end.

    A letter is Chinese in every language.
    """
    for problem in one.unclosed:
        due = deadlines.of(problem)
        if due is not None and due <= until and _is_open(problem, stage, day):
            text = " ".join(problem.text.split()).rstrip("。；;.")
            yield problem, f"{text}（第{problem.indicator}项指标，完成时限{date_words(due)}"
