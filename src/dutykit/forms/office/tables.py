"""The files of the workspace that the office's tables are in."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.model.place import MarkedMapping
from dutykit.model.workspace import Workspace
from dutykit.schemas.installation import modeline
from dutykit.workspace.edited_file import EditedFile, file_of
from dutykit.workspace.inventory import CATALOGUE, REGISTER, SCORING, SETTINGS, TIMETABLE, FileKind
from dutykit.workspace.yaml.reader import read_yaml

TABLES = (REGISTER, CATALOGUE, TIMETABLE, SCORING, SETTINGS)
"""The kinds of files that the workbook changes."""


def table_file(workspace: Workspace, kind: FileKind, beginning: Sequence[str]) -> EditedFile:
    """The file of `kind`, or a new one with the lines `beginning`. Raises UnsafeEditError where it is no record.

    A file that holds comments alone keeps them above the beginning.
    """
    limits, source = workspace.settings.limits, workspace.sources.get(kind.path)
    if source is not None:
        document = read_yaml(source.data, kind.path, limits)
        if isinstance(document.value, MarkedMapping):
            return file_of(document)
    head = modeline(workspace.root, kind.path)
    text = source.text if source is not None else f"{head}\n" if head else ""
    if text and not text.endswith("\n"):
        text += "\n"
    return file_of(read_yaml((text + "".join(f"{line}\n" for line in beginning)).encode(), kind.path, limits))
