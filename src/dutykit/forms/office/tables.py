"""The files of the workspace that the office's tables are in."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.model.layout import EVALUATIONS_FOLDER
from dutykit.model.place import MarkedMapping
from dutykit.model.workspace import Workspace
from dutykit.schemas.installation import modeline
from dutykit.workspace.edited_file import EditedFile, file_of
from dutykit.workspace.inventory import CATALOGUE, REGISTER, SCORING, SETTINGS, TIMETABLE
from dutykit.workspace.yaml.reader import read_yaml

TABLES = (*(one.path for one in (REGISTER, CATALOGUE, TIMETABLE, SCORING, SETTINGS)), EVALUATIONS_FOLDER)
"""The files that the workbook changes, and the folder with one for each cycle."""


def table_file(workspace: Workspace, name: str, beginning: Sequence[str]) -> EditedFile:
    """The file `name`, or a new one with the lines `beginning`. Raises UnsafeEditError where it is no record.

    A file that holds comments alone keeps them above the beginning.
    """
    limits, source = workspace.settings.limits, workspace.sources.get(name)
    if source is not None:
        document = read_yaml(source.data, name, limits)
        if isinstance(document.value, MarkedMapping):
            return file_of(document)
    head = modeline(workspace.root, name)
    text = source.text if source is not None else f"{head}\n" if head else ""
    if text and not text.endswith("\n"):
        text += "\n"
    return file_of(read_yaml((text + "".join(f"{line}\n" for line in beginning)).encode(), name, limits))
