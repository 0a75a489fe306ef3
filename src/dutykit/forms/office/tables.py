"""The files of the workspace that the office's tables are in, as documents that can be changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dutykit.model.place import MarkedMapping
from dutykit.model.record import Record
from dutykit.model.workspace import Workspace
from dutykit.schemas.installation import modeline
from dutykit.workspace.decode import decode
from dutykit.workspace.inventory import CATALOGUE, REGISTER, SCORING, SETTINGS, TIMETABLE, FileKind, record_of
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Operation, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml

TABLES = (REGISTER, CATALOGUE, TIMETABLE, SCORING, SETTINGS)
"""The kinds of files that the workbook changes."""


@dataclass(slots=True)
class TableFile:
    """One of these files: its document, the record read from just that, and what is to be changed."""

    kind: FileKind
    document: Document
    record: Record
    is_new: bool
    operations: list[Operation] = field(default_factory=list)

    @property
    def root(self) -> MarkedMapping:
        """The mapping of the whole file."""
        found: MarkedMapping = self.document.value
        return found

    def add(self, operations: Iterable[Operation]) -> None:
        """Note changes."""
        self.operations.extend(operations)

    def after(self, workspace: Workspace) -> Document:
        """The document with the changes. Raises UnsafeEditError."""
        return edited(self.document, self.operations, workspace.settings.limits)


def table_file(workspace: Workspace, kind: FileKind, beginning: Sequence[str]) -> TableFile:
    """The file of `kind`, or a new one with the lines `beginning`. Raises UnsafeEditError where it is no record.

    A file that holds comments alone keeps them above the beginning.
    """
    limits, source = workspace.settings.limits, workspace.sources.get(kind.path)
    if source is not None:
        document = read_yaml(source.data, kind.path, limits)
        if isinstance(document.value, MarkedMapping):
            return _table(kind, document, is_new=False)
    head = modeline(workspace.root, workspace.root / kind.path)
    text = source.text if source is not None else f"{head}\n" if head else ""
    if text and not text.endswith("\n"):
        text += "\n"
    document = read_yaml((text + "".join(f"{line}\n" for line in beginning)).encode(), kind.path, limits)
    return _table(kind, document, is_new=True)


def _table(kind: FileKind, document: Document, *, is_new: bool) -> TableFile:
    record, _findings, complete = decode(record_of(kind), document)
    if record is None or not complete or not isinstance(document.value, MarkedMapping):
        raise UnsafeEditError
    return TableFile(kind, document, record, is_new)
