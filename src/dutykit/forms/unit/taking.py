"""Take the forms that units filled in: a unit's whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from dutykit.forms.collection import Collected, Rejection, TakenFile
from dutykit.forms.enclosure import Enclosure, Enclosures, files_in, folders_of, name_key
from dutykit.forms.named_files import NamedFiles, files_named
from dutykit.forms.run import OpenedBook, Run
from dutykit.forms.unit.candidate import Candidate, ReadForm, candidate_of
from dutykit.forms.unit.checking import check_candidates, note_hindrances, with_files
from dutykit.forms.unit.incoming import incoming
from dutykit.forms.unit.statements import read_statements, statements_file, with_statement
from dutykit.forms.workbook.contents import contents_digest
from dutykit.forms.workbook.said import Statement
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.workspace.file_before import bytes_after, bytes_before
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.evidence_copies import EvidenceFolder
from dutykit.workspace.writing.transaction import OpenWorkspace, Write


def take_unit_forms(run: Run, books: Sequence[OpenedBook]) -> None:
    """Merge the forms into the submissions. Raises Refusal if a submission was changed since it was read."""
    workspace, request = run.opened.workspace, run.request
    cycle = workspace.cycle if request.cycle is None else request.cycle
    then = workspace.at(cycle)
    read = [(one, incoming(one, then, cycle, request.unit)) for one in books]
    forms = [
        ReadForm(one.form, reading, saved_by(one.book.saved, request.today), one.archive)
        for one, reading in read
        if reading is not None
    ]
    _refuse_mixed(forms)
    _Taking(run, forms).take(_to_take(one for one in forms if not one.form.is_refused))


def _refuse_mixed(forms: Sequence[ReadForm]) -> None:
    """An archive is one unit's: in one with two, nobody knows whose files are whose."""
    units: dict[Path, dict[str, None]] = {}
    for one in forms:
        if one.form.archive is not None:
            units.setdefault(one.form.archive, {})[one.form.unit] = None
    for one in forms:
        mixed = units.get(one.form.archive) if one.form.archive is not None else None
        if mixed is not None and len(mixed) > 1:
            text = _("压缩包中有{units}的填报表，无法确定文件是哪个单位的，均未导入").format(units=_("、").join(mixed))
            one.form.refuse(text, fix=_("每个单位各压缩一个文件"))


def saved_by(saved: str, today: dt.date) -> str:
    """When a file says that it was saved; nothing where its clock was ahead: then it would be the newest for ever."""
    return saved if saved[:10] <= (today + dt.timedelta(days=1)).isoformat() else ""


class _Taking:
    """Takes forms one after the other where they are of one unit, and together where they are not."""

    def __init__(self, run: Run, forms: Sequence[ReadForm]) -> None:
        self.run = run
        self.common = _common_names(forms)
        self.listed: dict[Path, list[Enclosure]] = {}
        """The files of the folders that were looked into."""
        self.workspace = run.opened.workspace
        self.logs: dict[str, tuple[bytes | None, bytes | None]] = {}
        """Of each unit, the file of its statements as it is and as it is to be."""
        self.after: dict[str, Candidate] = {}
        """The last candidate of each file that is to be written."""
        self.finished: dict[str, Candidate] = {}
        """The last candidate of each file whose unit states that all is filled in."""

    def take(self, forms: Sequence[ReadForm]) -> None:
        """Take the forms, which are in the order in which they were saved, and add to the run what is to be written."""
        said = {id(one): list(one.form.rejections) for one in forms}
        refused = self._all(forms)
        again = [one for one in refused if self._is_overtaken(one, forms)]
        for one in again:  # an older copy with errors that the unit has corrected since
            one.form.rejections = said[id(one)]
        self._all(again)
        _name_the_latest(forms)
        note_hindrances(self.workspace, [*self.finished.values()], self.run.request.today)
        for name, last in self.after.items():
            file = _file(self.run.opened, name, last)
            if file.old != file.new:
                self.run.files.append(file)
        self.run.records += [
            Write(statements_file(unit, self._cycle), before, after)
            for unit, (before, after) in sorted(self.logs.items())
            if after is not None and after != before
        ]

    def _all(self, forms: Sequence[ReadForm]) -> list[ReadForm]:
        """Take the first form of each unit, then the second ones; gives those that were refused."""
        refused = []
        while forms:
            first = {one.form.unit: one for one in reversed(forms)}
            batch = [one for one in forms if first[one.form.unit] is one]
            forms = [one for one in forms if first[one.form.unit] is not one]
            self._batch(batch)
            refused += [one for one in batch if one.form.outcome == "rejected"]
        return refused

    def _batch(self, batch: Sequence[ReadForm]) -> None:
        today = self.run.request.today
        candidates: list[Candidate] = []
        for read in batch:
            statements = self._statements(read.form.unit)
            files = self._files(read, statements)
            candidate = candidate_of(self.workspace, read, files, statements, self.run)
            self.run.used |= files.used
            candidates += [] if candidate is None else [candidate]
        check_candidates(self.workspace, [one for one in candidates if one.is_for_checking], today)
        for one in candidates:
            if not one.form.is_refused and one.merged.is_empty:
                one.form.outcome = "unchanged"
            elif not one.is_for_checking:
                one.form.outcome = "conflict" if one.form.conflicts else "rejected"
        taken = [one for one in candidates if one.form.outcome in {"taken", "partly", "unchanged"}]
        for one in taken:
            if one.form.is_submitted:
                self.finished[one.file] = one
            if one.statement is not None:
                before, after = self.logs[one.form.unit]
                self.logs[one.form.unit] = before, with_statement(after, one.statement, today.isoformat())
            if not one.merged.is_empty:
                self.after[one.file] = one
        changed = [one for one in taken if not one.merged.is_empty]
        if changed:
            copies = {name: copy for one in changed for name, copy in one.copies}
            self.workspace, _unread = with_files(self.workspace, [one.after for one in changed], copies)
            self.run.copies |= copies
        for one in changed:
            one.form.files = [
                TakenFile(copy.enclosure.place, name, copy.file.sha256 or "") for name, copy in one.copies
            ]

    def _files(self, one: ReadForm, statements: Sequence[Statement]) -> NamedFiles:
        """The files that a form names."""
        unit = one.form.unit
        folder = EvidenceFolder(self.run.opened, unit, self.workspace.evidence)
        files = NamedFiles(self.workspace, folder, unit, self._cycle, files_named(one.reading))
        if one.form.archive is not None:
            files.beside = [(Enclosures(one.archive), False)]
        else:
            aliases = self.workspace.at(self._cycle).register.by_id[unit].aliases
            folders = folders_of(one.form.path, unit, aliases)
            files.beside = [(Enclosures(self._listed(place)), is_common) for place, is_common in folders]
            files.common = self.common.get(one.form.path.parent, frozenset())
        files.known = {raw: path for said in statements for raw, path in said.files.items()}
        return files

    def _listed(self, folder: Path) -> list[Enclosure]:
        if folder not in self.listed:
            self.listed[folder] = files_in(folder)
        return self.listed[folder]

    def _statements(self, unit: str) -> list[Statement]:
        if unit not in self.logs:
            data = self.run.opened.bytes_of(statements_file(unit, self._cycle))
            self.logs[unit] = data, data
        return read_statements(self.logs[unit][1])

    def _is_overtaken(self, refused: ReadForm, forms: Sequence[ReadForm]) -> bool:
        later = forms[next(at for at, one in enumerate(forms) if one is refused) + 1 :]
        return any(one.form.unit == refused.form.unit and one.form.outcome in {"taken", "unchanged"} for one in later)

    @property
    def _cycle(self) -> int:
        workspace, request = self.run.opened.workspace, self.run.request
        cycle = workspace.cycle if request.cycle is None else request.cycle
        assert cycle is not None  # noqa: S101 (a form for no known cycle was refused before)
        return cycle


def _name_the_latest(forms: Sequence[ReadForm]) -> None:
    """Say of each form that something was taken from which one of the same unit came after it, and counts more."""
    taken = [one.form for one in forms if one.form.outcome in {"taken", "partly"}]
    last = {one.unit: one for one in taken}
    for one in taken:
        if last[one.unit] is not one:
            text = _("该单位的 {file} 保存在后，两份不同之处以其为准").format(file=last[one.unit].name)
            one.rejections.append(Rejection(Severity.NOTE, text))


def _common_names(forms: Sequence[ReadForm]) -> dict[Path, frozenset[str]]:
    """The names of files that forms of several units name, by the folder in which these forms are."""
    units: dict[tuple[Path, str], set[str]] = {}
    for one in forms:
        if one.form.archive is None:
            for name in files_named(one.reading):
                key = name_key(PurePosixPath(name.replace("\\", "/")).name)
                units.setdefault((one.form.path.parent, key), set()).add(one.form.unit)
    found: dict[Path, set[str]] = {}
    for (folder, key), ones in units.items():
        if len(ones) > 1:
            found.setdefault(folder, set()).add(key)
    return {folder: frozenset(keys) for folder, keys in found.items()}


def _file(opened: OpenWorkspace, name: str, candidate: Candidate) -> ChangedFile:
    """The file before and after. Raises Refusal if another program has changed it since it was read."""
    before = bytes_before(opened.workspace, name, opened.bytes_of(name))
    return ChangedFile(name, (before or b"").decode(), bytes_after(before, candidate.after).decode())


def _to_take(read: Iterable[ReadForm]) -> list[ReadForm]:
    """Those whose contents are to be merged, in the order in which they were saved; the others are told why not.

    What a file does not say itself, the order given says: it is taken as the last.
    """
    seen: dict[tuple[str, int | None, str], ReadForm] = {}
    for one in read:
        digest = contents_digest(one.reading)
        first = seen.setdefault((one.form.unit, one.form.cycle, digest), one)
        if one.reading.annotated == digest:
            _passed_over(one.form, _("为带批注的副本，内容未再修改，已跳过"))
            if first is one:
                del seen[one.form.unit, one.form.cycle, digest]
        elif first is not one:
            _passed_over(one.form, _("与 {file} 内容相同，只导入一次").format(file=first.form.path.name))
    return sorted(seen.values(), key=lambda one: one.saved or "9999")


def _passed_over(form: Collected, why: str) -> None:
    form.rejections.append(Rejection(Severity.NOTE, why))
    form.outcome = "passed_over"
