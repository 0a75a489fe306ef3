"""The changes of the sheet of the office's own words, as patches of the cycle's evaluation."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.office.changes import TableChanges
from dutykit.model.evaluation import PARTS, Evaluation
from dutykit.workspace.edited_file import EditedFile
from dutykit.workspace.yaml.operations import Operation
from dutykit.workspace.yaml.record_edits import field_edit

EVALUATION_BEGINNING = tuple(f"{part}:" for part in PARTS)
"""The lines of a file in which nothing is stated yet."""


def evaluation_patches(file: EditedFile, changes: TableChanges) -> Iterator[Operation]:
    """The patches of the evaluation of the workbook's cycle, the only one that it has."""
    for (_cycle, part), cells in changes.changed("evaluation"):
        yield from field_edit(file.root, Evaluation, part, cells["text"])
