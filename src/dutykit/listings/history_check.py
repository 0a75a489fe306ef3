"""Whether each unit's log and submission agree, and what hashes without a key cannot show."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dutykit.check.register import CHECKS
from dutykit.check.run import run_checks
from dutykit.language import _, plural
from dutykit.listings.history import CourseOf, HistoryRequest, courses
from dutykit.model.finding import Finding
from dutykit.model.gap import Gap
from dutykit.model.history_entry import HistoryEntry, short_hash
from dutykit.model.layout import SUBMISSIONS_FOLDER, history_file, unit_history_file
from dutykit.model.office_words import action_word, state_word
from dutykit.model.refusal import Refusal
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.output.finding_json import findings_json
from dutykit.output.listing import Listing
from dutykit.output.table.record import Cell, Column, Group, StatusLight, Table
from dutykit.workspace.asked_names import asked_units, known_cycle
from dutykit.workspace.file_stem import file_stem

VERSION = 1
_RULES = frozenset(
    {
        "content-changed-since-submission",
        "history-chain-broken",
        "history-disagrees",
        "history-head-differs",
        "letter-numbers-broken",
        "state-without-history",
    }
)
_FEWEST_DIGITS = 6
"""Digits of a hash below which it may be that of any entry."""


class Checked(NamedTuple):
    """A unit's log and submission."""

    unit: str | None
    """None for the log of the cycle."""
    course: CourseOf
    submission: Submission | None
    findings: tuple[Finding, ...]
    is_unread: bool = False
    """Whether one of its files could not be read whole."""

    @property
    def is_faulty(self) -> bool:
        """Whether something is wrong, or may be."""
        return bool(self.findings) or self.is_unread

    @property
    def last(self) -> HistoryEntry | None:
        """The last entry."""
        return self.course.entries[-1] if self.course.entries else None


@dataclass(frozen=True, slots=True)
class HistoryCheck(Listing):
    """A row per unit."""

    cycle: int
    units: tuple[Checked, ...]
    other_cycles: tuple[int, ...] = ()
    """Other years with a log of what was asked for: they were not checked."""
    gaps: tuple[Gap, ...] = ()

    @property
    def faulty(self) -> tuple[Checked, ...]:
        """Those with something wrong."""
        return tuple(one for one in self.units if one.is_faulty)

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """One table, with the whole hashes."""
        yield _("报送记录核对"), self._table(for_file=True)

    def screen_tables(self) -> Iterator[Table]:
        """One table."""
        yield self._table(for_file=False)

    def _table(self, *, for_file: bool) -> Table:
        columns = (
            Column(_("单位")),
            Column(_("记录"), "number"),
            Column(_("状态")),
            Column(_("末条校验值"), wide=for_file),
            Column(_("结果")),
            Column(_("说明"), wide=True),
        )
        title = _("{cycle} 年度报送记录核对").format(cycle=self.cycle)
        rows = tuple(_row(one, for_file=for_file) for one in self.units)
        return Table(title, columns, (Group(rows),), notes=tuple(self.notes()))

    def notes(self) -> Iterator[str]:
        """How many agree, and what that does and does not prove."""
        agree = len(self.units) - len(self.faulty)
        yield plural("{count} 份记录一致，{faulty} 份不符", agree).format(count=agree, faulty=len(self.faulty))
        if self.other_cycles:
            years = _("、").join(map(str, self.other_cycles))
            yield _("另有 {years} 年度的记录未核对，请加 --cycle 年度").format(years=years)
        yield _(
            "校验值没有密钥：能改写记录和自评材料的人，可以把两者一并重新计算，本命令看不出来。与已印发报告、版本库或备份中的"
            "校验值核对，用 dutykit history verify --head 校验值"
        )

    def document(self) -> dict[str, object]:
        """The document; keys are only ever added within a version.

        - `version`: 1; `cycle`: the year; `ok`: whether nothing is wrong
        - `units`: `unit` (null for the log of the cycle), `entries` (how many), `head` (the hash of the last), `state`,
          `stated` (the hash in the submission), `ok`, `unread` (a file could not be read whole), and `findings`: `rule`,
          `file`, `line`, `column`, `message`
        """
        return {
            "version": VERSION,
            "cycle": self.cycle,
            "ok": not self.faulty,
            "units": [_unit(one) for one in self.units],
        }


def history_check(workspace: Workspace, request: HistoryRequest) -> HistoryCheck:
    """Check the logs asked for, whatever rules the settings switch off. Raises Refusal."""
    cycle = known_cycle(workspace, request.cycle)
    then = workspace.at(cycle)
    asked = asked_units(then, request.units)
    found = {one.unit: one for one in courses(workspace, cycle)}
    canonical = then.register.canonical
    for submission in then.submissions:
        name = canonical.get(submission.unit, submission.unit)
        if submission.cycle == cycle and (submission.history or submission.state != "draft"):
            found.setdefault(name, CourseOf(name, ()))
    findings = [*run_checks(workspace, [one for one in CHECKS if one.name in _RULES])]
    units = []
    for unit, course in found.items():
        if asked and unit not in asked:
            continue
        submission_of = None if unit is None else then.submission(unit, cycle)
        files = _files(workspace, cycle, unit, submission_of)
        own = tuple(sorted((one for one in findings if one.place.file in files), key=lambda one: one.order))
        unread = bool(files & workspace.incomplete)
        units.append(Checked(unit, course, submission_of, own, is_unread=unread))
    others = (year for year in sorted(workspace.history) if year != cycle)
    gaps = workspace.gaps.of(request.needs, cycle=cycle)
    return HistoryCheck(cycle, tuple(units), tuple(year for year in others if _has_log(workspace, year, asked)), gaps)


def _has_log(workspace: Workspace, cycle: int, asked: Collection[str]) -> bool:
    return any(one.entries and (not asked or one.unit in asked) for one in courses(workspace, cycle))


def _files(workspace: Workspace, cycle: int, unit: str | None, submission: Submission | None) -> set[str]:
    """The files that are about a unit, or about the whole cycle: also copies, and those that could not be read."""
    if unit is None:
        return {history_file(cycle)}
    canonical = workspace.at(cycle).register.canonical
    history = workspace.history.get(cycle)
    logs = () if history is None else history.units
    files = {log.file for log in logs if log.unit is not None and canonical.get(log.unit, log.unit) == unit}
    files |= {unit_history_file(cycle, file_stem(unit))}
    gaps = workspace.gaps.of((SUBMISSIONS_FOLDER,), cycle=cycle, units=(unit,))
    files |= {gap.place.file for gap in gaps} if submission is None else {submission.file}
    old = () if history is None else history.common.latest
    return files | ({history_file(cycle)} if any(canonical.get(name, name) == unit for name in old) else set())


def entries_with(workspace: Workspace, head: str) -> tuple[tuple[int, str | None, HistoryEntry], ...]:
    """The entries of any cycle whose hash begins with `head`, with the cycle and the unit. Raises Refusal."""
    digits = head.strip().lower()
    if len(digits) < _FEWEST_DIGITS or not set(digits) <= set("0123456789abcdef"):
        message = _("“{text}”不是校验值").format(text=head)
        raise Refusal(message, _("写出至少 {count} 位，由 0 至 9、a 至 f 组成").format(count=_FEWEST_DIGITS))
    return tuple(
        (cycle, course.unit, entry)
        for cycle in sorted(workspace.history)
        for course in courses(workspace, cycle)
        for entry in course.entries
        if entry.hash.startswith(digits)
    )


def entry_text(cycle: int, unit: str | None, entry: HistoryEntry) -> str:
    """An entry in one line."""
    text = (
        _("{cycle} 年度各单位共同的记录第 {number} 条：{day} {action} {by}")
        if unit is None
        else _("{unit} {cycle} 年度第 {number} 条：{day} {action} {by}")
    )
    return text.format(
        unit=unit,
        cycle=cycle,
        number=entry.number,
        day=entry.on.isoformat(),
        action=action_word(entry.action),
        by=entry.by,
    )


def _row(one: Checked, *, for_file: bool) -> tuple[Cell, ...]:
    last = one.last
    if one.is_faulty:
        light = StatusLight("red", _("不符") if one.findings else _("未读取"))
    else:
        light = StatusLight("green", _("一致")) if last else StatusLight("none", _("没有记录"))
    notes = one.findings[0].message if one.findings else None
    if len(one.findings) > 1:
        notes = plural("{text}；另有 {count} 处", len(one.findings) - 1).format(text=notes, count=len(one.findings) - 1)
    return (
        one.unit or _("全年度"),
        len(one.course.entries),
        None if one.submission is None else state_word(one.submission.state),
        None if last is None else last.hash if for_file else short_hash(last.hash),
        light,
        notes,
    )


def _unit(one: Checked) -> dict[str, object]:
    last = one.last
    return {
        "unit": one.unit,
        "entries": len(one.course.entries),
        "head": None if last is None else last.hash,
        "state": None if one.submission is None else one.submission.state,
        "stated": None if one.submission is None else one.submission.history,
        "ok": not one.is_faulty,
        "unread": one.is_unread,
        "findings": findings_json(one.findings),
    }
