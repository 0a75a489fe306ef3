"""A file of a workspace with the operations that are to change it, and the record its places belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dutykit.model.place import MarkedMapping
from dutykit.model.record import Record
from dutykit.model.settings import Limits
from dutykit.model.workspace import Workspace
from dutykit.workspace.decode import decode
from dutykit.workspace.inventory import edited_kind, record_of
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Operation, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml


@dataclass(slots=True)
class EditedFile:
    """A file: its document, the record read from just that, and what is to be changed."""

    document: Document
    record: Record
    operations: list[Operation] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Relative to the workspace."""
        return self.document.source.name

    @property
    def root(self) -> MarkedMapping:
        """The mapping of the whole file."""
        found: MarkedMapping = self.document.value
        return found

    def add(self, operations: Iterable[Operation]) -> None:
        """Note changes."""
        self.operations.extend(operations)

    def after(self, limits: Limits) -> Document:
        """The document with the changes. Raises UnsafeEditError."""
        return edited(self.document, self.operations, limits)


def edited_file(workspace: Workspace, name: str) -> EditedFile:
    """The file `name` as the workspace was read from it. Raises UnsafeEditError where it is no whole record."""
    return file_of(read_yaml(workspace.sources[name].data, name, workspace.settings.limits))


def file_of(document: Document) -> EditedFile:
    """The file of a document. Raises UnsafeEditError where it is no whole record."""
    record, _findings, complete = decode(record_of(edited_kind(document.source.name)), document)
    if record is None or not complete or not isinstance(document.value, MarkedMapping):
        raise UnsafeEditError
    return EditedFile(document, record)
