"""What is asked for when workbooks are collected, and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from dutykit.forms.workbook.changes import Change, Conflict, LostRow, NewRow
from dutykit.forms.workbook.reading import CellPlace
from dutykit.model.finding import Finding, Severity
from dutykit.model.submission import State
from dutykit.workspace.as_of import day_of
from dutykit.workspace.writing.changed_file import ChangedFile

Outcome = Literal["taken", "partly", "unchanged", "passed_over", "rejected", "conflict"]
"""`partly`: the progress of rectification was taken, what may not change any more after the submission was not."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something to say about a place in a workbook."""

    severity: Severity
    message: str
    place: CellPlace | None = None
    fix: str | None = None
    rule: str = ""
    """The rule that found it; empty for what only a workbook can have."""
    by_unit: bool | None = None
    """Whether it is for the unit to put right; None: if it is an error."""

    unit_fix: str | None = None
    """How the unit puts it right, where the office does it otherwise."""

    @property
    def is_for_unit(self) -> bool:
        """Whether the unit has to put it right."""
        return self.severity is Severity.ERROR if self.by_unit is None else self.by_unit

    def said_to_unit(self) -> Rejection:
        """The same in words for the unit, which has no workspace and no commands."""
        fix = self.unit_fix or (None if self.fix is not None and "dutykit" in self.fix else self.fix)
        return replace(self, fix=fix)


@dataclass(frozen=True, slots=True)
class TakenFile:
    """An evidence file that came with a form."""

    source: str
    """Where it was."""
    file: str
    """Its copy in the workspace."""
    sha256: str


@dataclass(slots=True)
class Collected:
    """What came of one workbook."""

    path: Path
    """Of a file in an archive, as if it lay beside the archive."""
    unit: str = ""
    cycle: int | None = None
    outcome: Outcome = "rejected"
    rejections: list[Rejection] = field(default_factory=list)
    """Also what is only worth a word; all of them only errors stop a unit."""
    changes: list[Change] = field(default_factory=list)
    new_rows: list[NewRow] = field(default_factory=list)
    lost_rows: list[LostRow] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    is_submitted: bool = False
    """Whether the unit states that all is filled in, and the file does not say so yet."""
    hindrances: tuple[str, ...] = ()
    """What keeps the submission, with all that was taken, from being submitted."""
    state: State | None = None
    """Of the unit's submission before; None if there was none."""
    left_out: bool = False
    """Whether the form has what may not change any more."""
    data: bytes = b""
    """The workbook itself; empty where it could not be read."""
    archive: Path | None = None
    """The archive it came in."""
    inner: str = ""
    """Its name in the archive."""
    files: list[TakenFile] = field(default_factory=list)
    """The files that came with it and were taken as evidence."""
    is_form: bool = True
    """Whether it is, or may be, a unit's form, and not a workbook of the office."""
    is_enclosure: bool = False
    """Whether it turned out to be no form of anybody, but a file that came along."""

    @property
    def name(self) -> str:
        """What people call the file."""
        return self.path.name if self.archive is None else f"{self.archive.name}/{self.path.name}"

    @property
    def place(self) -> str:
        """Where the file is."""
        return str(self.path) if self.archive is None else f"{self.archive}/{self.inner}"

    def refuse(
        self, message: str, place: CellPlace | None = None, fix: str | None = None, *, by_unit: bool = True
    ) -> None:
        """Add an error, for the unit to put right or for the office."""
        self.rejections.append(Rejection(Severity.ERROR, message, place, fix, by_unit=by_unit))

    @property
    def is_refused(self) -> bool:
        """Whether anything stops it."""
        return bool(self.conflicts) or any(one.severity is Severity.ERROR for one in self.rejections)


@dataclass(frozen=True, slots=True)
class Passed:
    """The files that are no workbooks of dutykit."""

    unused: tuple[str, ...] = ()
    """Those that no form names."""
    temporary: int = 0
    """How many Office or the system had left there."""


@dataclass(slots=True)
class Collection:
    """What came of all workbooks."""

    root: Path
    forms: list[Collected]
    files: list[ChangedFile]
    """The files that are, or with a dry run would be, written; not the copies of evidence."""
    passed: Passed = field(default_factory=Passed)
    """What came in beside the workbooks."""

    @property
    def unified_diff(self) -> str:
        """The changes to all files."""
        return "".join(one.unified_diff for one in self.files)


@dataclass(frozen=True, slots=True)
class CollectRequest:
    """What a run asks for, beside the workbooks."""

    unit: str | None = None
    """The id of the only unit whose forms are taken."""
    cycle: int | None = None
    """The cycle whose forms are taken; by default the current one."""
    today: dt.date = field(default_factory=lambda: day_of(None))
    """The day waivers are measured against."""
    dry_run: bool = False
    reconsider: bool = False
    """Whether conflicts that were decided for the workspace before are decided anew."""


def plain_fix(finding: Finding) -> str | None:
    """The fix, unless it is about fields of YAML: that helps nobody who fills in a workbook."""
    is_plain = finding.fix is not None and not any(one.isascii() and one.isalpha() for one in finding.fix)
    return finding.fix if is_plain else None
