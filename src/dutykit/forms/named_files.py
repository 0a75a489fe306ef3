"""The evidence files that a unit names in its form: those in the workspace, and those that came with the form."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dutykit.forms.enclosure import Enclosure, Enclosures, name_key
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.proof import proof_lines
from dutykit.forms.workbook.reading import CellPlace, Reading, ReadRow
from dutykit.language import _, reason_of
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.layout import EVIDENCE_FOLDER
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.archive_errors import BAD_ARCHIVE
from dutykit.workspace.evidence_files import evidence_file
from dutykit.workspace.file_kind import HEAD, file_kind
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.writing.evidence_copies import EvidenceFolder, extension_of, hold_to_rules


class FileCell(NamedTuple):
    """Where a form names a file."""

    place: CellPlace
    key: str
    """What the copy is called after: the indicator, or the problem of an earlier year."""


@dataclass(frozen=True, slots=True)
class NewCopy:
    """A file that came with a form, and its copy in the workspace."""

    enclosure: Enclosure
    file: EvidenceFile


def files_named(reading: Reading) -> dict[str, FileCell]:
    """The files that a form names, as the unit wrote them, each with the first cell that names it."""
    found: dict[str, FileCell] = {}
    for rows in reading.rows.values():
        for row in rows:
            for cell in row.cells.values():
                if cell.source.text is None:
                    continue
                if cell.column.name == "file":
                    names = [cell.source.text]
                elif cell.column.kind == "proof":
                    names = [one.file for one in proof_lines(cell.source.text) if one.file is not None]
                else:
                    continue
                for name in names:
                    found.setdefault(name, FileCell(cell.place, _key(row)))
    return found


def files_in_base(made: Base) -> set[str]:
    """The files that a form named when it was made."""
    found: set[str] = set()
    for key, text in made.cells.items():
        if key[-1] == "file":
            found.add(text)
        elif key[-1] == "proof":
            found.update(one.file for one in proof_lines(text) if one.file is not None)
    return found


def _key(row: ReadRow) -> str:
    for name in ("indicator", "id"):
        cell = row.cells.get(name)
        if cell is not None and cell.source.text is not None:
            return cell.source.text
    return "other"


class NamedFiles:
    """Finds the files of one form."""

    def __init__(
        self,
        workspace: Workspace,
        folder: EvidenceFolder,
        unit: str,
        cycle: int,
        cells: Mapping[str, FileCell],
    ) -> None:
        self.root = workspace.root
        self.most = workspace.settings.limits.evidence_bytes
        self.folder = folder
        stem = file_stem(unit)
        self.folders = (EVIDENCE_FOLDER, f"{EVIDENCE_FOLDER}/{stem}", f"{EVIDENCE_FOLDER}/{cycle}/{stem}")
        self.cells = cells
        self.beside: Sequence[tuple[Enclosures, bool]] = ()
        """The files that came with the form, by folder, the unit's own first; and whether others may have put theirs there."""
        self.used: set[str] = set()
        """Where the files are that came along and are named."""
        self.common: frozenset[str] = frozenset()
        """The names that forms of several units in one folder have: there nobody knows whose file it is."""
        self.known: Mapping[str, str] = {}
        """The files that were taken before, by the names that the unit uses for them."""
        self.new: dict[str, NewCopy] = {}
        """What is to be copied, by the name of the copy."""
        self.found: dict[str, str] = {}
        """What was found, by the names that the unit uses."""
        self.faults: dict[str, Refusal] = {}
        """Why a file that came along cannot be taken, by the same names."""

    def named(self, name: str) -> EvidenceFile:
        """The file at a path in the workspace, also where it is only about to be copied there."""
        new = self.new.get(name)
        return evidence_file(self.root, name, self.most) if new is None else new.file

    def path(self, name: str) -> str:
        """The path in the workspace of a file as a unit wrote it; only its name where there is no such file."""
        if name not in self.found:
            found = self._of_enclosure(name) or self._in_workspace(name)
            plain = PurePosixPath(name.replace("\\", "/")).name or name
            self.found[name] = plain if found is None else found
        return self.found[name]

    def taken(self, written: frozenset[str]) -> Iterator[tuple[str, NewCopy]]:
        """The copies that the files `written` into the submission need."""
        return ((name, one) for name, one in sorted(self.new.items()) if name in written)

    def _in_workspace(self, name: str) -> str | None:
        known = self.known.get(name)
        if known is not None and self.named(known).state == "present":
            return known
        plain = name.replace("\\", "/")
        candidates = [plain, *(f"{folder}/{plain}" for folder in self.folders)]
        others = {path for raw, path in self.known.items() if raw != name}
        for path in candidates if not PurePosixPath(plain).is_absolute() else ():
            if path not in others and self.named(path).state == "present":
                return path
        return None

    def _of_enclosure(self, name: str) -> str | None:
        """The copy of a file that came along; None where there is none that can be taken."""
        enclosure = self._enclosure(name)
        if enclosure is None:
            return None
        if enclosure.path is not None:
            inside = os.path.realpath(enclosure.path)
            if Path(inside).is_relative_to(os.path.realpath(self.root / EVIDENCE_FOLDER)):
                return Path(inside).relative_to(os.path.realpath(self.root)).as_posix()
        try:
            return self._copy_of(name, enclosure)
        except Refusal as error:
            self.faults[name] = error
        except (OSError, *BAD_ARCHIVE) as error:
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            self.faults[name] = Refusal(
                _("无法读取或复制 {path}：{reason}").format(path=enclosure.place, reason=reason)
            )
        return None

    def _enclosure(self, name: str) -> Enclosure | None:
        for one, is_common in self.beside:
            found = one.find(name)
            if found is None:
                continue
            self.used.add(found.place)
            if is_common and name_key(PurePosixPath(name).name) in self.common:
                text = _("{file} 是几个单位的填报表都填写的文件名，无法确定是哪个单位的，未存入")
                fix = _("将各单位的填报表和文件分别放入以单位命名的文件夹，再导入")
                self.faults[name] = Refusal(text.format(file=PurePosixPath(name).name), fix)
                return None
            return found
        return None

    def _copy_of(self, name: str, enclosure: Enclosure) -> str:
        """The name of the copy, new or there before. Raises Refusal, OSError and what zipfile raises."""
        hold_to_rules(enclosure.place, enclosure.mode, enclosure.size, self.most)
        with enclosure.open() as source:
            head = source.read(HEAD)
            extension = extension_of(enclosure.place, head)
            digest = hashlib.sha256(head)
            while piece := source.read(1 << 20):
                digest.update(piece)
        sha256 = digest.hexdigest()
        there = self.folder.by_hash.get(sha256)
        there = there or next((path for path, one in self.new.items() if one.file.sha256 == sha256), None)
        if there is not None:
            return there
        cell = self.cells.get(name)
        key = "other" if cell is None else cell.key
        others = [PurePosixPath(one.replace("\\", "/")).stem for one in self.cells if one != name]
        wished = PurePosixPath(name.replace("\\", "/")).stem
        path = self.folder.free_name(key, extension, wished=wished, other_than=others)
        self.new[path] = NewCopy(enclosure, EvidenceFile(path, "present", sha256, enclosure.size, file_kind(head)))
        return path
