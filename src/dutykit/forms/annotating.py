"""The office's remarks, written into copies of the workbooks they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dutykit.forms.collect_words import stated
from dutykit.forms.collection import Collected, Collection, Rejection
from dutykit.forms.workbook.comments import commented
from dutykit.forms.workbook.reading import CellPlace
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.model.refusal import Refusal
from dutykit.workspace.as_of import made_at
from dutykit.workspace.foreign import TooMuchToReadError, read_foreign
from dutykit.workspace.writing.output_file import write_output


def annotated_copies(collection: Collection) -> Iterator[Path]:
    """Write a copy with comments beside each workbook there is something to say about. Raises OSError and Refusal.

    No file that is there is written over, unless it states just the same.
    """
    for form in collection.forms:
        data = annotated(form, [one for one in form.rejections if one.severity is not Severity.NOTE])
        if data is not None:
            path = free_path(form.path.parent, f"{form.path.stem}.{_('批注')}", ".xlsx", data)
            write_output(path, data)
            yield path


def annotated(form: Collected, remarks: Iterable[Rejection]) -> bytes | None:
    """A copy of the workbook with these remarks and its conflicts as comments; None where no cell has any. Raises Refusal."""
    comments = _comments(form, remarks)
    if not comments or not form.data:
        return None
    try:
        return read_foreign(commented, form.data, comments, made_at())
    except TooMuchToReadError as error:
        raise Refusal(_("{file}：{text}").format(file=form.name, text=error.message), error.fix) from error


def _comments(form: Collected, remarks: Iterable[Rejection]) -> dict[CellPlace, list[str]]:
    found: dict[CellPlace, list[str]] = {}
    for one in remarks:
        if one.place is not None:
            text = one.message if one.fix is None else _("{message}（{fix}）").format(message=one.message, fix=one.fix)
            found.setdefault(one.place, []).append(text)
    for conflict in form.conflicts:
        if conflict.place is not None:
            text = _("该项现有内容已改为：{value}").format(value=stated(conflict.key, conflict.ours))
            found.setdefault(conflict.place, []).append(text)
    return found


def free_path(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """Where a file with these bytes goes: under its name and, if another file has that, with a number added."""
    number = 1
    while True:
        path = folder / f"{stem}{number if number > 1 else ''}{suffix}"
        if not path.exists() or path.read_bytes() == data:
            return path
        number += 1
