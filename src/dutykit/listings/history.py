"""Show what was done with the submissions of units: the course of each, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dutykit.language import _
from dutykit.model.gap import Gap
from dutykit.model.history import HistoryLine
from dutykit.model.history_entry import HistoryEntry, short_hash
from dutykit.model.layout import HISTORY_FOLDER, REGISTER_FILE, SETTINGS_FILE
from dutykit.model.office_words import action_word, letter_words, state_word
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Listing
from dutykit.output.table.record import Cell, Column, Group, Table
from dutykit.workspace.asked_names import asked_units, known_cycle

VERSION = 1


@dataclass(frozen=True, slots=True)
class HistoryRequest:
    """Whose course to show."""

    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all, and what concerns the whole cycle."""
    cycle: int | None = None
    """None for the workspace's own."""

    @property
    def needs(self) -> tuple[str, ...]:
        """What states whose a log is, and which year is meant where none is asked for."""
        return (REGISTER_FILE,) if self.cycle is not None else (REGISTER_FILE, SETTINGS_FILE)


class CourseOf(NamedTuple):
    """What was done with the submission of a unit."""

    unit: str | None
    """Its id; None for what concerns the whole cycle."""
    lines: tuple[HistoryLine, ...]

    @property
    def entries(self) -> tuple[HistoryEntry, ...]:
        """What can be read of it."""
        return tuple(line.entry for line in self.lines if line.entry is not None)

    @property
    def aside(self) -> frozenset[str]:
        """The hashes of entries that do not count since two versions of the log were joined."""
        return frozenset(one for entry in self.entries for one in entry.aside or ())


@dataclass(frozen=True, slots=True)
class HistoryListing(Listing):
    """A group per unit, a row per entry."""

    cycle: int
    courses: tuple[CourseOf, ...]
    gaps: tuple[Gap, ...] = ()

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """One table, with the whole hashes."""
        groups = (
            Group(tuple(_file_row(entry, one.aside) for entry in one.entries), title=one.unit or _("全年度"))
            for one in self.courses
        )
        title = _("{cycle} 年度报送记录").format(cycle=self.cycle)
        table = Table(title, _file_columns(), tuple(groups), group_title=_("单位"), head=1)
        yield _("报送记录"), table

    def screen_tables(self) -> Iterator[Table]:
        """One table, with the columns that a screen has room for."""
        rows = [
            (one.unit or _("全年度"), *_screen_row(entry, one.aside)) for one in self.courses for entry in one.entries
        ]
        title = _("{cycle} 年度报送记录").format(cycle=self.cycle)
        yield Table(title, (Column(_("单位")), *_screen_columns()), (Group(tuple(rows)),))

    def document(self) -> dict[str, object]:
        """The document; keys are only ever added within a version.

        - `version`: 1; `cycle`: the year
        - `units`: `unit` (null for the whole cycle) and its `entries` in the order in which they were made: `number`,
          `on` (the day it happened), `entered_on`, `action`, `before`, `after`, `by`, `reason`, `due`, `letter` (null, or
          as in the log), `hash`, and `counts`, false where an entry does not count since two versions of the log were
          joined
        """
        return {
            "version": VERSION,
            "cycle": self.cycle,
            "units": [
                {"unit": one.unit, "entries": [_entry(entry, one.aside) for entry in one.entries]}
                for one in self.courses
            ],
        }


def history_of(workspace: Workspace, request: HistoryRequest) -> HistoryListing:
    """The courses asked for. Raises Refusal."""
    cycle = known_cycle(workspace, request.cycle)
    asked = asked_units(workspace.at(cycle), request.units)
    found = courses(workspace, cycle)
    gaps = workspace.gaps.of((*request.needs, HISTORY_FOLDER), cycle=cycle, units=asked or None)
    return HistoryListing(cycle, tuple(one for one in found if not asked or one.unit in asked), gaps)


def courses(workspace: Workspace, cycle: int) -> tuple[CourseOf, ...]:
    """What was done in a cycle: first with all, then with each unit, in the order of the register."""
    history = workspace.history.get(cycle)
    register = workspace.at(cycle).register
    found: dict[str | None, list[HistoryLine]] = {}
    for log in () if history is None else history.logs:
        for line in () if log.is_misplaced else log.lines:
            name = log.unit if line.entry is None else line.entry.unit
            unit = None if name is None else register.canonical.get(name, name)
            found.setdefault(unit, []).append(line)
    order = {unit: position for position, unit in enumerate(register.by_id)}
    names = sorted(found, key=lambda one: (one is not None, order.get(one or "", len(order)), one or ""))
    return tuple(CourseOf(name, tuple(found[name])) for name in names)


def _screen_columns() -> tuple[Column, ...]:
    return (
        Column(_("序号"), "number"),
        Column(_("办理日期")),
        Column(_("操作")),
        Column(_("办理后")),
        Column(_("经手人")),
        Column(_("说明"), wide=True),
        Column(_("校验值")),
    )


def _screen_row(entry: HistoryEntry, aside: frozenset[str]) -> tuple[Cell, ...]:
    after = None if entry.after is None else state_word(entry.after)
    action, note = action_word(entry.action), _note(entry, aside)
    return (entry.number, entry.on, action, after, entry.by, note, short_hash(entry.hash))


def _file_columns() -> tuple[Column, ...]:
    return (
        Column(_("序号"), "number"),
        Column(_("办理日期")),
        Column(_("录入日期")),
        Column(_("操作")),
        Column(_("办理前")),
        Column(_("办理后")),
        Column(_("经手人")),
        Column(_("说明"), wide=True),
        Column(_("校验值（SHA-256）"), wide=True),
    )


def _file_row(entry: HistoryEntry, aside: frozenset[str]) -> tuple[Cell, ...]:
    return (
        entry.number,
        entry.on,
        entry.entered_on or entry.on,
        action_word(entry.action),
        None if entry.before is None else state_word(entry.before),
        None if entry.after is None else state_word(entry.after),
        entry.by,
        _note(entry, aside),
        entry.hash,
    )


def _note(entry: HistoryEntry, aside: frozenset[str]) -> str | None:
    notes = []
    if entry.hash in aside:
        notes.append(_("合并后不计"))
    if entry.entered_on is not None:
        notes.append(_("{day} 录入").format(day=entry.entered_on.isoformat()))
    if entry.reason is not None:
        notes.append(entry.reason)
    if entry.letter is not None:
        text = _("{letter}：{stage}，限 {day} 前")
        words, until = letter_words(entry.letter), entry.letter.until.isoformat()
        notes.append(text.format(letter=words, stage=entry.letter.stage, day=until))
    if entry.due is not None:
        notes.append(_("限 {day} 前").format(day=entry.due.isoformat()))
    if entry.merges:
        ends = _("、").join(short_hash(one) for one in entry.merges)
        notes.append(_("两处记录 {hashes}").format(hashes=ends))
    return _("；").join(notes) or None


def _entry(entry: HistoryEntry, aside: frozenset[str]) -> dict[str, object]:
    return {
        "number": entry.number,
        "on": entry.on.isoformat(),
        "entered_on": (entry.entered_on or entry.on).isoformat(),
        "action": entry.action,
        "before": entry.before,
        "after": entry.after,
        "by": entry.by,
        "reason": entry.reason,
        "due": None if entry.due is None else entry.due.isoformat(),
        "letter": None if entry.letter is None else entry.letter.model_dump(mode="json"),
        "hash": entry.hash,
        "counts": entry.hash not in aside,
    }
