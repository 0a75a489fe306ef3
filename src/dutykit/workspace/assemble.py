"""A folder to a workspace: finds the files, reads them, and puts the records together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from dutykit.language import _, reason_of
from dutykit.model.finding import Finding
from dutykit.model.history import CycleHistory, History
from dutykit.model.layout import CYCLE, FOLDER, PENDING_FILE, history_file
from dutykit.model.place import MarkedMapping, Place, SourceFile
from dutykit.model.record import Record
from dutykit.model.review import Review
from dutykit.model.settings import DEFAULTS
from dutykit.model.stray import Stray
from dutykit.model.submission import Submission
from dutykit.model.unit import Register
from dutykit.model.workspace import Past, Workspace
from dutykit.workspace.decode import decode
from dutykit.workspace.discover import cycles_of, files_below, is_inside, name_in_workspace, unread_folder
from dutykit.workspace.evidence_files import evidence_files
from dutykit.workspace.faults import FILE_EMPTY, FILE_UNREADABLE, LIMIT_EXCEEDED, PATH_OUTSIDE_WORKSPACE, fault
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.history_log import LARGEST, no_history, read_history
from dutykit.workspace.inventory import EDITED, HISTORY, PAST, SETTINGS, UNIT_HISTORY, FileKind, kind_of, record_of
from dutykit.workspace.one_file import one_a_unit
from dutykit.workspace.strays import strays
from dutykit.workspace.yaml.reader import Document, read_yaml, too_large

R = TypeVar("R", bound=Record)


class Loaded(NamedTuple):
    """What came of loading a folder."""

    workspace: Workspace | None
    """None if the catalogue or the units could not be read at all."""
    findings: tuple[Finding, ...]
    """The faults of reading, unsorted; their `line` is filled in."""
    sources: dict[str, SourceFile]
    """Every file whose text was read, also where there is no workspace."""


def load_workspace(root: Path) -> Loaded:
    """Read the workspace in the folder `root`. Raises nothing for what the files contain."""
    return _Assembler(root).assemble()


def load_record(kind: type[R], path: Path) -> tuple[R | None, str]:
    """The record in one file outside any workspace, or None and what is wrong with it first, with its place."""
    folder = Path(os.path.abspath(path)).parent
    assembler = _Assembler(folder)
    record = assembler.record(kind, folder / path.name)
    if not assembler.findings:
        return record, ""
    first = min(assembler.findings, key=lambda one: one.order)
    return None, f"{first.place} {first.message}"


def in_order(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a `Workspace` with what is of a cycle sorted by cycle, then by the order of the units."""
    register: Register = fields["register"]
    order = {unit: position for position, unit in enumerate(register.by_id)}

    def position(one: Submission | Review) -> tuple[int, int, str, str]:
        return (one.cycle, order.get(one.unit, len(order)), one.unit, one.file)

    folders = {kind.field for kind in EDITED if kind.is_folder}
    return {name: tuple(sorted(value, key=position)) if name in folders else value for name, value in fields.items()}


class _Assembler:
    """Collects records, findings and texts while a workspace is read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.limits = DEFAULTS.limits
        self.findings: list[Finding] = []
        self.sources: dict[str, SourceFile] = {}
        self.incomplete: set[str] = set()
        self.stated_units: dict[str, str] = {}
        self.strays: tuple[Stray, ...] = ()
        self._inside: dict[Path, bool] = {}

    def assemble(self) -> Loaded:
        pending = self._pending()
        self.strays = strays(self.root)
        found: dict[str, Any] = {}
        for kind in EDITED:
            found[kind.field] = self._records(kind)
            if kind is SETTINGS and found[kind.field] is not None:
                self.limits = found[kind.field].limits
        past, history = self._past(pending), self._history()
        misnamed = {one.of for one in self.strays if one.what == "misnamed"}
        self.incomplete |= misnamed - self.sources.keys()  # what is there under another name is not missing
        workspace = None
        if all(found[kind.field] is not None for kind in EDITED if kind.required):
            records = {name: value for name, value in found.items() if value is not None}
            doubles = _settle(records, past)
            evidence = evidence_files(self.root, records["submissions"], self.limits.evidence_bytes)
            workspace = Workspace(
                self.root,
                **in_order(records),
                sources=self.sources,
                evidence=evidence,
                incomplete=frozenset(self.incomplete),
                faults=tuple(self.findings),
                stated_units=self.stated_units,
                doubles=doubles,
                strays=self.strays,
                history=history,
                past=past,
                pending=pending,
            )
        return Loaded(workspace, tuple(self.findings), self.sources)

    def _records(self, kind: FileKind) -> list[Record] | dict[int, Record] | Record | None:
        """What the files of a kind contain."""
        if kind.is_folder:
            return self._all(kind)
        if not kind.is_yearly:
            return self._one(kind, kind.path)
        records = {cycle: self._one(kind, kind.path.replace(CYCLE, str(cycle))) for cycle in self._cycles(kind)}
        return {cycle: record for cycle, record in records.items() if record is not None}

    def _all(self, kind: FileKind) -> list[Record]:
        """A record for each file of a kind that has a folder."""
        records = (self.record(record_of(kind), path) for path in self._below(kind, kind.path))
        return [record for record in records if record is not None]

    def _below(self, kind: FileKind, path: str) -> list[Path]:
        """The files of a kind in the folder `path`, as many as there may be."""
        folder = path.partition("/{")[0].rstrip("/")
        files, unread = files_below(self.root, folder, kind.suffixes)
        files = [one for one in files if self._is_of(kind, name_in_workspace(self.root, one))]
        self.findings.extend(one for one in unread if one not in self.findings)  # two kinds may share a folder
        self.incomplete.update(one.place.file for one in unread)
        if len(files) > self.limits.files:
            message = _("{folder} 中有 {count} 个文件，超过上限 {limit} 个，其余未读取")
            message = message.format(folder=folder, count=len(files), limit=self.limits.files)
            found = fault(LIMIT_EXCEEDED, Place(folder, 1, 1), message)
            self.findings.append(found)
            self.incomplete.update(name_in_workspace(self.root, path) for path in files[self.limits.files :])
            del files[self.limits.files :]
        return files

    @staticmethod
    def _is_of(kind: FileKind, name: str) -> bool:
        """Whether the file `name` is of `kind`; one with an odd name is of the kind that has the whole folder."""
        found = kind_of(name)
        return found is kind or (found is None and FOLDER not in kind.path)

    def _one(self, kind: FileKind, name: str) -> Record | None:
        """The record in the file `name` of `kind`; None if there is no such file and none is required."""
        path = self.root / name
        return self.record(record_of(kind), path) if kind.required or os.path.lexists(path) else None

    def _cycles(self, kind: FileKind) -> list[int]:
        """The cycles there are files of `kind` of; a folder that cannot be looked into is a fault."""
        try:
            return cycles_of(self.root, kind)
        except OSError as error:
            found = unread_folder(self.root, error)
            self.incomplete.add(found.place.file)
            if found not in self.findings:  # two kinds share a folder
                self.findings.append(found)
            return []

    def _past(self, pending: frozenset[str]) -> dict[int, Past]:
        found: dict[int, Past] = {}
        for cycle in self._cycles(PAST[0]):
            names = {kind: kind.path.replace(CYCLE, str(cycle)) for kind in PAST}
            if any(
                kind.required and name in pending and not os.path.lexists(self.root / name)
                for kind, name in names.items()
            ):
                continue  # it is only being put there
            records: dict[str, Any] = {kind.field: self._one(kind, name) for kind, name in names.items()}
            settings = names[PAST[-1]]
            if records["settings"] is None and settings in self.sources and settings not in self.incomplete:
                records["settings"] = DEFAULTS  # a file of comments
            if all(records[kind.field] is not None for kind in PAST if kind.required):
                found[cycle] = Past(**records)
        return found

    def _history(self) -> dict[int, CycleHistory]:
        found: dict[int, CycleHistory] = {}
        common, of_units = self._cycles(HISTORY), self._cycles(UNIT_HISTORY)
        for cycle in sorted({*common, *of_units}):
            source = self._source(history_file(cycle), LARGEST) if cycle in common else None
            units = [*self._unit_logs(cycle)] if cycle in of_units else []
            if source is not None or units:
                log = no_history(cycle).common if source is None else read_history(cycle, source)
                found[cycle] = CycleHistory(cycle, log, tuple(units))
        return found

    def _unit_logs(self, cycle: int) -> Iterator[History]:
        for path in self._below(UNIT_HISTORY, UNIT_HISTORY.path.replace(CYCLE, str(cycle))):
            source = self._source(name_in_workspace(self.root, path), LARGEST)
            if source is not None:
                yield read_history(cycle, source, of_unit=True)

    def _pending(self) -> frozenset[str]:
        if not os.path.lexists(self.root / PENDING_FILE):
            return frozenset()
        from dutykit.workspace.writing.note import pending_names

        source = self._source(PENDING_FILE, LARGEST)
        return frozenset() if source is None else pending_names(source.data)

    def _source(self, name: str, most: int) -> SourceFile | None:
        """The text of the file `name`, which is no YAML."""
        data = self._bytes(self.root / name, name, most)
        if data is None:
            self.incomplete.add(name)
            return None
        self.sources[name] = SourceFile(name, data)
        return self.sources[name]

    def record(self, kind: type[R], path: Path) -> R | None:
        """The record in a file, as far as it can be read; what is wrong goes to `findings`."""
        name = name_in_workspace(self.root, path)
        document = self._document(path, name)
        record = None
        complete = False
        if document is not None:
            self.sources[name] = document.source
            is_empty = [one.rule for one in document.findings] == [FILE_EMPTY.name]
            if is_empty and not any(one.is_required() for one in kind.model_fields.values()):
                return None  # a file of comments sets nothing
            self.findings.extend(document.findings)
            if document.readable:
                record, findings, complete = decode(kind, document)
                self.findings.extend(findings)
                complete = complete and not document.findings
                unit = document.value.get("unit") if isinstance(document.value, MarkedMapping) else None
                if record is None and isinstance(unit, str):
                    self.stated_units[name] = unit
        if not complete:
            self.incomplete.add(name)
        return record

    def _document(self, path: Path, name: str) -> Document | None:
        data = self._bytes(path, name, self.limits.file_bytes)
        return None if data is None else read_yaml(data, name, self.limits)

    def _bytes(self, path: Path, name: str, most: int) -> bytes | None:
        place = Place(name, 1, 1)
        if not self._is_inside(path):
            message = _("{file} 的实际位置在工作区之外，未读取").format(file=name)
            self.findings.append(fault(PATH_OUTSIDE_WORKSPACE, place, message))
            return None
        try:
            return file_bytes(path, most)
        except TooLargeError as error:
            limits = self.limits.model_copy(update={"file_bytes": most})
            self.findings.append(too_large(name, error.args[0], limits))
            return None
        except OSError as error:
            misnamed = next((one.name for one in self.strays if (one.what, one.of) == ("misnamed", name)), None)
            fix = None if misnamed is None else _("将 {file} 改名为 {name}").format(file=misnamed, name=name)
            self.findings.append(fault(FILE_UNREADABLE, place, _unreadable(name, error), fix))
        return None

    def _is_inside(self, path: Path) -> bool:
        """Whether the file is; of a folder it is looked up once."""
        if path.is_symlink():
            return is_inside(self.root, path)
        folder = path.parent
        if folder not in self._inside:
            self._inside[folder] = is_inside(self.root, folder)
        return self._inside[folder]


def _settle(records: dict[str, Any], past: Mapping[int, Past]) -> tuple[Submission | Review, ...]:
    """Leave in `records` one submission, one review and one of each reviewer a unit and cycle; the others."""

    def register_of(cycle: int) -> Register:
        register: Register = past[cycle].register if cycle in past else records["register"]
        return register

    doubles: list[Submission | Review] = []
    for field in ("submissions", "reviews", "individual_reviews"):
        records[field], second = one_a_unit(records[field], register_of)
        doubles += second
    return tuple(doubles)


def _unreadable(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("缺少文件 {file}").format(file=name)
    if isinstance(error, PermissionError):
        return _("无权读取 {file}").format(file=name)
    return _("无法读取 {file}：{reason}").format(file=name, reason=reason_of(error))
