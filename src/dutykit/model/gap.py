"""What of a workspace is not known: the one resolver of what could not be read whole, and of what two files state.

Unreadable is never absent or done: whoever counts, passes a gate or hands something out asks here first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from dutykit.language import _
from dutykit.model.finding import Finding, Severity
from dutykit.model.layout import (
    CATALOGUE_FILE,
    COLLECTED_FOLDER,
    EVALUATIONS_FOLDER,
    HISTORY_FOLDER,
    PAST_FOLDER,
    REGISTER_FILE,
    REVIEWS_FOLDER,
    SCORING_FILE,
    SETTINGS_FILE,
    SUBMISSIONS_FOLDER,
    TIMETABLE_FILE,
    past_file,
)
from dutykit.model.place import Place
from dutykit.text.copy_name import original_name

if TYPE_CHECKING:
    from dutykit.model.review import Review
    from dutykit.model.submission import Submission
    from dutykit.model.workspace import Workspace

ASSIGNMENTS = (SETTINGS_FILE, CATALOGUE_FILE, REGISTER_FILE)
"""What states who is assigned what."""
ROUND = (*ASSIGNMENTS, TIMETABLE_FILE, SUBMISSIONS_FOLDER, REVIEWS_FOLDER, HISTORY_FOLDER)
"""What states how far the units are."""
METRICS = f"{SUBMISSIONS_FOLDER}#metrics"
"""The numbers in submissions: whoever calculates with them needs all, and a form gives them back to be corrected."""
FORMS = (*ROUND, SCORING_FILE)
"""What states what a unit's form asks and says."""
EVERYTHING = (*FORMS, METRICS)
A_SUBMISSION = (*ASSIGNMENTS, SCORING_FILE, SUBMISSIONS_FOLDER, REVIEWS_FOLDER)
"""What the rules about a submission read, those of earlier cycles among it."""
_OF_A_CYCLE = (CATALOGUE_FILE, REGISTER_FILE, SCORING_FILE)
"""The files of which a copy is kept for each cycle that is over, and counts for it in place of today's."""
_ALSO_KEPT = (SETTINGS_FILE, TIMETABLE_FILE)
"""Those of which a copy is kept that counts beside today's."""

INDIVIDUAL_REVIEWS = f"{REVIEWS_FOLDER}/*/*"
"""What single reviewers found: the office's own review rests on it, and nothing else does."""
REVIEWING = (*EVERYTHING, INDIVIDUAL_REVIEWS)
"""What states what there is to review, and what has been."""
_FOLDERS = frozenset({SUBMISSIONS_FOLDER, REVIEWS_FOLDER, HISTORY_FOLDER, COLLECTED_FOLDER})
"""Those with a folder or a file for each cycle, and in it one for each unit."""


class Gap(NamedTuple):
    """A file because of which something is not known."""

    finding: Finding
    """Why: a fault of reading, or that another file states the same."""

    @property
    def place(self) -> Place:
        """Where the fault is."""
        return self.finding.place

    @property
    def reason(self) -> str:
        """What is wrong there."""
        return self.finding.message

    @property
    def text(self) -> str:
        """The place and the reason, as a message names them."""
        return _("{file} 第 {line} 行：{reason}").format(file=self.place.file, line=self.place.line, reason=self.reason)


class _About(NamedTuple):
    """Of what a file with a gap is: what is None may be any."""

    top: str
    """A data file's name as it is now, or the first folder."""
    cycle: int | None
    unit: str | None


class Gaps:
    """The gaps of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        # Not the workspace, which has these: what is freed by counting references needs no collector.
        self._found = [*_Finder(workspace).found()]
        self._faults = workspace.faults
        self._past = frozenset(workspace.past)

    def of(
        self,
        tops: Collection[str],
        *,
        cycle: int | None = None,
        units: Collection[str] | None = None,
        earlier: bool = False,
    ) -> tuple[Gap, ...]:
        """The gaps in `tops`, data files or folders, that concern `cycle` and any of `units` (ids), sorted.

        None is any. With `earlier` those of earlier cycles are among them, as their problems go on, and of the registers
        kept for them, which state whose they are.
        """
        found = {
            gap
            for about, gap in self._found
            if about.top in tops
            and self._is_of_cycle(about, cycle, earlier=earlier)
            and (units is None or about.unit is None or about.unit in units)
        }
        return tuple(sorted(found, key=lambda one: one.finding.order))

    def findings(self, gaps: Collection[Gap]) -> list[Finding]:
        """Why there are these gaps: everything that is wrong in their files, sorted, without lines."""
        files = {gap.place.file for gap in gaps}
        found = {one for one in self._faults if one.place.file in files} | {gap.finding for gap in gaps}
        return sorted(found, key=lambda one: one.order)

    def hides(self, top: str, *, cycle: int | None = None, unit: str | None = None, earlier: bool = False) -> bool:
        """Whether anything in `top` of `cycle` and `unit` may not have been read."""
        return bool(self._found) and bool(
            self.of((top,), cycle=cycle, units=None if unit is None else (unit,), earlier=earlier)
        )

    def _is_of_cycle(self, about: _About, cycle: int | None, *, earlier: bool) -> bool:
        if cycle is None:
            return True
        if about.top in _OF_A_CYCLE:
            kept = {one.cycle for one, _gap in self._found if one.cycle is not None and one.top in _OF_A_CYCLE}
            is_past = cycle in self._past or cycle in kept
            is_earlier = earlier and about.top == REGISTER_FILE and about.cycle is not None and about.cycle < cycle
            return is_earlier or about.cycle == (cycle if is_past else None)
        if about.cycle is None or about.top in _ALSO_KEPT:
            return about.cycle in {None, cycle}
        return about.cycle <= cycle if earlier else about.cycle == cycle


class _Finder:
    """Finds them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        read = (*workspace.submissions, *workspace.all_reviews, *workspace.doubles)
        self._records: dict[str, Submission | Review] = {one.file: one for one in read}

    def found(self) -> Iterator[tuple[_About, Gap]]:
        """Each, with what its file is about."""
        for name, gap in self._all():
            yield self._about(name), gap
        yield from self._named_for_others()
        yield from self._without_number()

    def _all(self) -> Iterator[tuple[str, Gap]]:
        """Every file with a gap, by the name that states what it is about."""
        workspace = self._workspace
        faults: dict[str, Gap] = {}
        for one in sorted(workspace.faults, key=lambda one: one.order):
            faults.setdefault(one.place.file, Gap(one))
        misnamed = {one.of for one in workspace.strays if one.what == "misnamed"}
        for name in workspace.incomplete:
            if name not in misnamed or name in faults:
                yield name, faults.get(name) or _gap("file-unreadable", Place(name, 1, 1), _("未读取"))
        for stray in workspace.strays:
            if stray.what == "misnamed":
                is_second = stray.of in workspace.sources
                text = _("以 {file} 为准，未读取") if is_second else _("文件名应为 {file}，未读取")
                yield stray.of, _gap("misnamed-file", Place(stray.name, 1, 1), text.format(file=stray.of))
        for line in (line for year in workspace.history.values() for log in year.logs for line in log.lines):
            if line.entry is None:
                yield line.place.file, _gap("history-chain-broken", line.place, _("这一行不是报送记录，无法读取"))
        for record in workspace.doubles:
            rule = "duplicate-submission" if record.file.startswith(SUBMISSIONS_FOLDER) else "duplicate-review"
            text = _("与 {file} 重复，须移走其中一份").format(file=workspace.kept_beside(record))
            yield record.file, _gap(rule, record.place_of("unit"), text)

    def _without_number(self) -> Iterator[tuple[_About, Gap]]:
        """Values of metrics that are there, and are no numbers or under names nobody asked for: they are not absent."""
        for submission in self._workspace.submissions:
            about = self._about(submission.file)._replace(top=METRICS)
            asked = (
                {}
                if CATALOGUE_FILE in self._workspace.incomplete
                else self._workspace.at(submission.cycle).catalogue.by_id
            )
            for answer in submission.answers:
                entry = asked.get(answer.indicator)
                for name in () if entry is None else answer.metrics.keys() - entry.indicator.quantities.keys():
                    text = _("指标 {indicator} 没有名为“{name}”的监测指标或基础数据")
                    text = text.format(indicator=answer.indicator, name=name)
                    yield about, _gap("unknown-metric", answer.entry_place("metrics", name, of_key=True), text)
                for name in answer.metrics_without_number:
                    text = _("“{name}”的数值不是数字").format(name=name)
                    yield about, _gap("metric-not-a-number", answer.entry_place("metrics", name), text)

    def _named_for_others(self) -> Iterator[tuple[_About, Gap]]:
        """A file named for a unit and year that have no other, though it states other ones: most likely it is theirs."""
        workspace = self._workspace
        for record in (*workspace.submissions, *workspace.reviews, *workspace.doubles):
            top, *folders, name = PurePosixPath(record.file).parts
            year = _year(folders[0]) if len(folders) == 1 else None
            then = workspace.at(year)
            unit = then.register.canonical.get(PurePosixPath(name).stem, "")
            has_own = (then.submission if top == SUBMISSIONS_FOLDER else then.review)(unit, year)
            if year is None or unit not in then.register.by_id or has_own is not None:
                continue
            text = _("文件名是 {file}，填写的却是{unit} {cycle} 年度")
            text = text.format(file=record.file, unit=record.unit, cycle=record.cycle)
            rule = "cycle-folder-mismatch" if year != record.cycle else "file-name-mismatch"
            rule = rule if top == SUBMISSIONS_FOLDER else "review-in-wrong-file"
            place = record.place_of("unit" if year == record.cycle else "cycle")
            yield _About(top, year, unit), _gap(rule, place, text)

    def _about(self, name: str) -> _About:
        path = PurePosixPath(name)
        if name.startswith(f"{PAST_FOLDER}/"):
            year = path.parent.name
            top = next((one for one in (*_OF_A_CYCLE, *_ALSO_KEPT) if name == past_file(year, one)), PAST_FOLDER)
            return _About(top, _year(year), None)
        if name.startswith(EVALUATIONS_FOLDER):
            return _About(EVALUATIONS_FOLDER, _year(path.stem), None)
        if name == PAST_FOLDER:  # what the cycles that are over were asked by cannot be known: nothing rests on less
            return _About(CATALOGUE_FILE, None, None)
        if path.parts[0] not in _FOLDERS:
            return _About(name, None, None)
        top = INDIVIDUAL_REVIEWS if path.parts[0] == REVIEWS_FOLDER and len(path.parts) > 3 else path.parts[0]
        record = self._records.get(name)
        if record is not None:
            return _About(top, record.cycle, self._unit(record.unit, record.cycle, exactly=True))
        if name in self._workspace.stated_units:
            cycle = _year(path.parts[1])
            return _About(top, cycle, self._unit(self._workspace.stated_units[name], cycle, exactly=True))
        cycle = _year(PurePosixPath(path.parts[1]).stem) if len(path.parts) > 1 else None
        owners = (self._unit(PurePosixPath(one).stem, cycle) for one in path.parts[2:])
        return _About(top, cycle, next((one for one in owners if one is not None), None))

    def _unit(self, name: str, cycle: int | None, *, exactly: bool = False) -> str | None:
        """The unit `name` means in `cycle`; that of a file's name may have been added to, and be nobody's."""
        canonical = self._workspace.at(cycle).register.canonical
        if name in canonical or exactly:
            return canonical.get(name, name)
        original = original_name(name, canonical)
        return None if original is None else canonical[original]


def _gap(rule: str, place: Place, message: str) -> Gap:
    return Gap(Finding(rule, Severity.ERROR, place, message))


def _year(name: str) -> int | None:
    return int(name) if len(name) == 4 and name.isascii() and name.isdecimal() else None
